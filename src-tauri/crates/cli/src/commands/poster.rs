//! `poster`: a picture to show a friend. Never writes over a file unasked, and never over one of Tonearm's own.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use host::Folders;
use library::{Archive, EntityKind, PosterError, PosterQuery, PosterSubject, Shape, Zone, picture_name};
use plays::several;
use serde::Serialize;

use super::explore::Lookup;
use crate::{
    answer::Answer,
    arguments::{Poster, PosterAbout, PosterShape},
    failure::Failure,
    wording,
};

#[derive(Serialize)]
struct PosterJson<'a> {
    about: &'static str,
    name: &'a str,
    path: &'a Path,
    format: &'static str,
    shape: &'static str,
    width: u32,
    height: u32,
}

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Png,
    Svg,
}

impl Format {
    fn name(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }
}

pub(super) fn run(
    archive: &Archive,
    folders: &Folders,
    asked: &Poster,
    (zone, today): (Zone, NaiveDate),
) -> Result<Answer, Failure> {
    // What is wrong with the file is told before a history is loaded.
    let chosen = match &asked.to {
        Some(to) => Some((to.clone(), format(to)?)),
        None => None,
    };
    if let Some((to, _)) = &chosen {
        check(to, folders, asked.force)?;
    }
    let query = PosterQuery {
        subject: subject(archive, asked, zone)?,
        rule: asked.rule.0,
        with_hidden: asked.with_hidden,
        today,
    };
    let poster = archive
        .poster(&query, zone)
        .map_err(|error| failure(error, archive, asked))?;
    let (to, format) = match chosen {
        Some(chosen) => chosen,
        None => {
            let to = PathBuf::from(format!("{}.png", picture_name(&poster.name)));
            check(&to, folders, asked.force)?;
            (to, Format::Png)
        }
    };
    let shape = match asked.shape {
        PosterShape::Portrait => Shape::Portrait,
        PosterShape::Wide => Shape::Wide,
    };
    let picture = match format {
        Format::Png => poster.png(shape),
        Format::Svg => poster.svg(shape).map(String::into_bytes),
    };
    let picture = picture.map_err(|error| Failure::new("unexpected", format!("{error}. Please report it.")))?;
    archive.write_picture(&picture, &to)?;
    let (width, height) = shape.size_px();
    let json = PosterJson {
        about: about(asked.about),
        name: &poster.name,
        path: &to,
        format: format.name(),
        shape: match asked.shape {
            PosterShape::Portrait => "portrait",
            PosterShape::Wide => "wide",
        },
        width,
        height,
    };
    let text = format!("Drew {} on {width} x {height} pixels: {}", poster.name, to.display());
    Answer::done(&json, text)
}

/// The format that a file's ending asks for.
fn format(to: &Path) -> Result<Format, Failure> {
    let ending = to.extension().map(|ending| ending.to_ascii_lowercase());
    match ending.as_deref().and_then(|ending| ending.to_str()) {
        Some("png") => Ok(Format::Png),
        Some("svg") => Ok(Format::Svg),
        _ => Err(Failure::usage(format!(
            "{} does not say what kind of picture it is to be: give a name that ends in .png or .svg.",
            to.display()
        ))),
    }
}

/// Whether the picture may be written there.
fn check(to: &Path, folders: &Folders, force: bool) -> Result<(), Failure> {
    if folders.is_ours(to) {
        let message = format!("{} belongs to Tonearm. Choose another name or folder.", to.display());
        return Err(Failure::new("belongs_to_tonearm", message));
    }
    if to.is_dir() {
        let message = format!("{} is a folder. Say what the file in it is to be called.", to.display());
        return Err(Failure::new("is_a_folder", message));
    }
    // A link that leads nowhere is something, too.
    if !force && to.symlink_metadata().is_ok() {
        let message = format!(
            "{} is there already. Choose another name with --to, or replace it with --force.",
            to.display()
        );
        return Err(Failure::new("already_there", message));
    }
    Ok(())
}

fn subject(archive: &Archive, asked: &Poster, zone: Zone) -> Result<PosterSubject, Failure> {
    let key = |kind| one_key(archive, kind, asked, zone);
    Ok(match asked.about {
        PosterAbout::Artist => PosterSubject::Artist(key(EntityKind::Artist)?),
        PosterAbout::Album => PosterSubject::Album(key(EntityKind::Album)?),
        PosterAbout::Track => PosterSubject::Track(key(EntityKind::Track)?),
        PosterAbout::Year => {
            let year = asked
                .name
                .parse::<i32>()
                .ok()
                .filter(|year| (1970..=9999).contains(year));
            let not_a_year = || Failure::usage(format!("“{}” is no year: give one such as 2021.", asked.name));
            PosterSubject::Year(year.ok_or_else(not_a_year)?)
        }
    })
}

/// The key of the only one that is meant.
fn one_key(archive: &Archive, kind: EntityKind, asked: &Poster, zone: Zone) -> Result<String, Failure> {
    let mut found = Vec::new();
    for named in (Lookup { archive, zone }).one(kind, &asked.name)? {
        found.extend(archive.called(kind, &named.key, zone)?);
    }
    match found.as_slice() {
        [only] => Ok(only.label.key.clone()),
        [] => Ok(asked.name.clone()),
        several_found => {
            let choices = several_found.iter().map(|hit| {
                let by = match hit.label.byline.as_str() {
                    "" => String::new(),
                    artists => format!(" by {artists}"),
                };
                let plays = several(u64::from(hit.plays), "play", "plays");
                format!("\n  {}  {}{by}, {plays}", hit.label.key, hit.label.name)
            });
            let message = format!(
                "Several {}s are called “{}”. Say which:{}",
                about(asked.about),
                asked.name,
                choices.collect::<String>()
            );
            Err(Failure::new("ambiguous", message))
        }
    }
}

fn failure(error: PosterError, archive: &Archive, asked: &Poster) -> Failure {
    let about = about(asked.about);
    match error {
        PosterError::Store(error) => error.into(),
        PosterError::Unknown => Failure::new(
            "not_in_the_archive",
            format!(
                "No {about} in the archive is called “{}”. See how it is written: tonearm-cli top {about}s --limit 100",
                asked.name
            ),
        ),
        PosterError::NothingCounted { name, is_hidden: true } => Failure::new(
            "nothing_counted",
            format!(
                "{name} is hidden, so no play of it counts. Add --with-hidden, or take its number from `tonearm-cli hidden` and unhide it."
            ),
        ),
        PosterError::NothingCounted { name, .. } => Failure::new(
            "nothing_counted",
            format!("No play of {name} counts. Count shorter plays with --rule 0s, or hidden ones with --with-hidden."),
        ),
        PosterError::EmptyYear { years: None, .. } => {
            Failure::new("nothing_counted", wording::empty_archive(archive.path()))
        }
        PosterError::EmptyYear {
            year,
            years: Some((first, last)),
        } => {
            let next = if (first..=last).contains(&year) {
                "Count shorter plays with --rule 0s, or hidden ones with --with-hidden.".to_owned()
            } else if first == last {
                format!("The archive has plays of {first}.")
            } else {
                format!("The archive has plays from {first} to {last}.")
            };
            Failure::new("nothing_counted", format!("No play counts in {year}. {next}"))
        }
    }
}

fn about(about: PosterAbout) -> &'static str {
    match about {
        PosterAbout::Artist => "artist",
        PosterAbout::Album => "album",
        PosterAbout::Track => "track",
        PosterAbout::Year => "year",
    }
}
