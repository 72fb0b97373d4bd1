//! The options of `poster`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::rule::Rule;

#[derive(Debug, Args)]
pub(crate) struct Poster {
    /// What it is about
    #[arg(value_enum)]
    pub(crate) about: PosterAbout,
    /// Which: a name, a link or a URI; or a year, such as 2021
    pub(crate) name: String,
    /// The sheet: 1080 x 1350 or 1920 x 1080 pixels
    #[arg(long, value_enum, default_value_t = PosterShape::Portrait)]
    pub(crate) shape: PosterShape,
    /// The picture, which ends in .png or .svg [default: tonearm-NAME.png]
    #[arg(long, value_name = "FILE")]
    pub(crate) to: Option<PathBuf>,
    /// Replace the file if there is one
    #[arg(long)]
    pub(crate) force: bool,
    /// A play counts if it was heard for so long: 30s, 0s, 1m; for half the track; or to its end
    #[arg(long, value_name = "LENGTH|half|end", default_value_t)]
    pub(crate) rule: Rule,
    /// Count what is hidden too
    #[arg(long)]
    pub(crate) with_hidden: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PosterAbout {
    Artist,
    Album,
    Track,
    Year,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PosterShape {
    Portrait,
    Wide,
}
