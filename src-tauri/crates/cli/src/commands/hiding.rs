//! `hide`, `unhide` and `hidden`: what the listener does not want counted.

use library::{Archive, CountQuery, DayBounds, EntityKind, HiddenTarget, RankedEntity, Zone};
use plays::{ItemUri, Kind};
use serde::Serialize;
use stats::Measure;

use super::uri;
use crate::{
    answer::Answer,
    arguments::Hide,
    failure::Failure,
    period,
    text_table::{Side, TextTable},
    wording::{iso_ms, local, several},
};

#[derive(Serialize)]
struct HiddenJson<'a> {
    id: u32,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    what: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
}

impl<'a> HiddenJson<'a> {
    fn new(id: u32, what: &'a HiddenTarget) -> Self {
        let named = |kind, what| Self {
            id,
            kind,
            what: Some(what),
            from: None,
            to: None,
        };
        match what {
            HiddenTarget::Track(uri) => named("track", uri),
            HiddenTarget::Album(what) => named("album", what),
            HiddenTarget::Artist(what) => named("artist", what),
            HiddenTarget::Time { from, to } => Self {
                id,
                kind: "time",
                what: None,
                from: Some(iso_ms(*from)),
                to: Some(iso_ms(*to)),
            },
        }
    }
}

#[derive(Serialize)]
struct HideJson<'a> {
    #[serde(flatten)]
    hidden: HiddenJson<'a>,
    /// How many plays are not counted any more.
    plays: u64,
}

pub(super) fn hide(archive: &Archive, what: &Hide, zone: Zone) -> Result<Answer, Failure> {
    let what = match what {
        Hide::Track { what } => HiddenTarget::Track(track(archive, what)?),
        Hide::Album { what } => HiddenTarget::Album(named(archive, EntityKind::Album, "album", what)?),
        Hide::Artist { what } => HiddenTarget::Artist(named(archive, EntityKind::Artist, "artist", what)?),
        Hide::Time { from, to } => span(from, to, zone)?,
    };
    let counted = || -> Result<u64, Failure> {
        let everything = CountQuery::of_days(DayBounds::default(), zone, 0);
        Ok(archive.totals(&everything)?.plays)
    };
    let before = counted()?;
    archive.hide(&what)?;
    let plays = before.saturating_sub(counted()?);
    let all = archive.hidden()?;
    let id = all
        .iter()
        .find(|hidden| hidden.target == what)
        .map_or(0, |hidden| hidden.id);
    let json = HideJson {
        hidden: HiddenJson::new(id, &what),
        plays,
    };
    let gone = several(plays, "play is not counted", "plays are not counted");
    Answer::done(
        &json,
        format!("{gone} any more. To count again: tonearm-cli unhide {id}"),
    )
}

pub(super) fn unhide(archive: &Archive, id: u32) -> Result<Answer, Failure> {
    let hidden = archive.hidden()?;
    let known = hidden.iter().find(|hidden| hidden.id == id);
    match known {
        Some(known) if archive.unhide(id)? => Answer::done(&HiddenJson::new(id, &known.target), "It is counted again."),
        _ => Err(Failure::new(
            "no_such_hidden",
            format!("Nothing hidden has the number {id}. Choose one from: tonearm-cli hidden"),
        )),
    }
}

pub(super) fn hidden(archive: &Archive, zone: Zone) -> Result<Answer, Failure> {
    let hidden = archive.hidden()?;
    let json: Vec<_> = hidden
        .iter()
        .map(|hidden| HiddenJson::new(hidden.id, &hidden.target))
        .collect();
    if hidden.is_empty() {
        return Answer::to_question(&json, "Nothing is hidden.");
    }
    let mut table = TextTable::new(&[("No.", Side::Right), ("What", Side::Left), ("Which", Side::Left)]);
    for (hidden, json) in hidden.iter().zip(&json) {
        let which = match &hidden.target {
            HiddenTarget::Time { from, to } => format!("{} to {}", local(*from, zone), local(*to, zone)),
            HiddenTarget::Track(uri) => called(archive, EntityKind::Track, uri)?,
            HiddenTarget::Album(what) => called(archive, EntityKind::Album, what)?,
            HiddenTarget::Artist(what) => called(archive, EntityKind::Artist, what)?,
        };
        table.row([json.id.to_string(), json.kind.to_owned(), which]);
    }
    Answer::to_question(&json, table.text())
}

fn span(from: &str, to: &str, zone: Zone) -> Result<HiddenTarget, Failure> {
    let from_ms = period::start_ms(from, zone).map_err(Failure::usage)?;
    let to_ms = period::end_ms(to, zone).map_err(Failure::usage)?;
    if from_ms >= to_ms {
        return Err(Failure::usage(format!("{from} does not come before {to}")));
    }
    Ok(HiddenTarget::Time {
        from: from_ms,
        to: to_ms,
    })
}

/// The URI of a track: the archive hides tracks by their URI only.
fn track(archive: &Archive, what: &str) -> Result<String, Failure> {
    if let Some(uri) = uri::parse("track", what) {
        return Ok(uri);
    }
    let all = archive.top(EntityKind::Track, Measure::Time, &everything(), usize::MAX)?;
    let called: Vec<_> = all.into_iter().filter(|track| track.name == what).collect();
    match called.as_slice() {
        [] => Err(unknown("track", what)),
        [only] => Ok(uri_of(only)),
        several => {
            let choices = several.iter().map(|track| {
                let artist = track.artist.as_deref().unwrap_or_default();
                format!("\n  {}  {artist}", uri_of(track))
            });
            let message = format!(
                "Several tracks are called “{what}”. Say which:{}",
                choices.collect::<String>()
            );
            Err(Failure::new("ambiguous", message))
        }
    }
}

/// Spotify's URI, else the one that the archive makes of the names.
fn uri_of(track: &RankedEntity) -> String {
    let artist = track.artist.as_deref().unwrap_or_default();
    let of_names = || {
        ItemUri::from_names(Kind::Music, artist, &track.name)
            .as_str()
            .to_owned()
    };
    track.uri.clone().unwrap_or_else(of_names)
}

/// A URI, or the name of something in the archive.
fn named(archive: &Archive, entity: EntityKind, kind: &'static str, what: &str) -> Result<String, Failure> {
    if let Some(uri) = uri::parse(kind, what) {
        return Ok(uri);
    }
    let all = archive.top(entity, Measure::Time, &everything(), usize::MAX)?;
    if all.iter().any(|ranked| ranked.name == what) {
        return Ok(what.to_owned());
    }
    let lower = what.to_lowercase();
    let mut alike = all.iter().filter(|ranked| ranked.name.to_lowercase() == lower);
    match (alike.next(), alike.next()) {
        (Some(only), None) => Ok(only.name.clone()),
        _ => Err(unknown(kind, what)),
    }
}

/// The name for a URI, as far as the archive knows it.
fn called(archive: &Archive, entity: EntityKind, what: &str) -> Result<String, Failure> {
    if !what.contains(':') {
        return Ok(what.to_owned());
    }
    let all = archive.top(entity, Measure::Time, &everything(), usize::MAX)?;
    let known = all
        .iter()
        .find(|ranked| ranked.uri.as_deref() == Some(what) || uri_of(ranked) == what);
    Ok(known.map_or(what.to_owned(), |known| match &known.artist {
        Some(artist) => format!("{} by {artist}", known.name),
        None => known.name.clone(),
    }))
}

fn everything() -> CountQuery {
    CountQuery {
        least_ms: 0,
        ..CountQuery::everything()
    }
}

fn unknown(kind: &str, what: &str) -> Failure {
    let message =
        format!("No {kind} in the archive is called “{what}”. See how it is written: tonearm-cli top {kind}s");
    Failure::new("not_in_the_archive", message)
}
