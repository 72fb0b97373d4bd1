//! The options of `explore`: every part of the filter, and what the answer is to show.

use clap::{
    Args, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use stats::Platform;

use super::Measure;
use crate::{
    filter_value::{self, CountryCode, Hours, Weekdays},
    period::Period,
    rule::Rule,
};

/// The heading of the options about artists, albums, tracks and genres.
const NAMES: &str = "Who and what, by name, link or URI; each may be repeated";

#[derive(Debug, Args)]
pub(crate) struct Explore {
    /// The first day: 2024-05-01, 2024-05 or 2024
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<Period>,
    /// The last day, included
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<Period>,
    /// Weekdays: mon-fri,sun; fri-mon goes over the weekend
    #[arg(long, value_name = "DAYS", value_delimiter = ',')]
    pub(crate) weekday: Vec<Weekdays>,
    /// Hours from 0 to 23: 7,8; 22-2 is from 22:00 until 2:59
    #[arg(long, value_name = "HOURS", value_delimiter = ',')]
    pub(crate) hour: Vec<Hours>,
    /// Music or spoken word [default: music]
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) kind: Vec<Kind>,
    /// Skipped, or not; leaves out plays of which nobody knows
    #[arg(long, value_enum)]
    pub(crate) skipped: Option<YesNo>,
    /// In shuffled order, or not; leaves out plays of which nobody knows
    #[arg(long, value_enum)]
    pub(crate) shuffle: Option<YesNo>,
    /// On these devices: android,ios
    #[arg(long, value_name = "DEVICES", value_delimiter = ',', value_parser = platform())]
    pub(crate) platform: Vec<Platform>,
    /// In these countries, by their two letters: AT,DE
    #[arg(long, value_name = "COUNTRIES", value_delimiter = ',')]
    pub(crate) country: Vec<CountryCode>,
    /// A play counts if it was heard for so long: 30s, 0s, 1m; for half the track; or to its end
    #[arg(long, value_name = "LENGTH|half|end", default_value_t)]
    pub(crate) rule: Rule,
    /// Count what is hidden after all
    #[arg(long)]
    pub(crate) with_hidden: bool,
    /// What ranks
    #[arg(long, value_enum, default_value_t = Measure::Plays)]
    pub(crate) by: Measure,
    /// How many ranks [default: 10, and 50 in JSON]
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// Whose share over time
    #[arg(long, value_enum, default_value_t = StreamOf::Artists)]
    pub(crate) stream: StreamOf,
    /// Rank and stream families of genres, such as metal, in place of genres
    #[arg(long)]
    pub(crate) families: bool,
    /// The year of the calendar [default: the one with most in the range]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1970..=9999))]
    pub(crate) year: Option<i32>,
    /// Answer the same so often again from what is in memory by then, and tell how long that took
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) repeat: Option<u32>,
    // Last, because options after it would get its heading.
    #[command(flatten)]
    pub(crate) names: Names,
}

#[derive(Debug, Args)]
#[command(next_help_heading = NAMES)]
pub(crate) struct Names {
    /// Only with this artist among those credited
    #[arg(long, value_name = "ARTIST")]
    pub(crate) artist: Vec<String>,
    /// Only from this album, podcast or audiobook
    #[arg(long, value_name = "ALBUM")]
    pub(crate) album: Vec<String>,
    /// Only this track, episode or chapter
    #[arg(long, value_name = "TRACK")]
    pub(crate) track: Vec<String>,
    /// Only by artists of this genre, or of this family of genres
    #[arg(long, value_name = "GENRE")]
    pub(crate) genre: Vec<String>,
    /// Nothing with this artist
    #[arg(long, value_name = "ARTIST")]
    pub(crate) not_artist: Vec<String>,
    /// Nothing from this album
    #[arg(long, value_name = "ALBUM")]
    pub(crate) not_album: Vec<String>,
    /// Not this track
    #[arg(long, value_name = "TRACK")]
    pub(crate) not_track: Vec<String>,
    /// Nothing by artists of this genre, or of this family of genres
    #[arg(long, value_name = "GENRE")]
    pub(crate) not_genre: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    Music,
    Podcasts,
    Audiobooks,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum YesNo {
    Yes,
    No,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StreamOf {
    Artists,
    Genres,
}

fn platform() -> impl TypedValueParser<Value = Platform> {
    PossibleValuesParser::new(Platform::ALL.map(filter_value::platform)).map(|name| {
        let named = Platform::ALL
            .into_iter()
            .find(|platform| filter_value::platform(*platform) == name);
        named.unwrap_or(Platform::Other)
    })
}
