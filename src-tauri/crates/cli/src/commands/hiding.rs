//! `hide`, `unhide` and `hidden`: what the listener does not want counted.

use library::{Archive, CountQuery, DayBounds, EntityKind, HiddenTarget, RankedEntity, Zone};
use plays::{ItemUri, Kind};
use serde::Serialize;
use stats::Measure;

use crate::{
    answer::Answer,
    arguments::Hide,
    failure::Failure,
    period,
    table::{Side, Table},
    wording::{iso_ms, local, several},
};

#[derive(Serialize)]
struct Told<'a> {
    id: u32,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    what: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
}

impl<'a> Told<'a> {
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
struct Hid<'a> {
    #[serde(flatten)]
    hidden: Told<'a>,
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
    let told = Hid {
        hidden: Told::new(id, &what),
        plays,
    };
    let gone = several(plays, "play is not counted", "plays are not counted");
    Answer::done(
        &told,
        format!("{gone} any more. To count again: tonearm-cli unhide {id}"),
    )
}

pub(super) fn unhide(archive: &Archive, id: u32) -> Result<Answer, Failure> {
    let hidden = archive.hidden()?;
    let known = hidden.iter().find(|hidden| hidden.id == id);
    match known {
        Some(known) if archive.unhide(id)? => Answer::done(&Told::new(id, &known.target), "It is counted again."),
        _ => Err(Failure::new(
            "no_such_hidden",
            format!("Nothing hidden has the number {id}. Choose one from: tonearm-cli hidden"),
        )),
    }
}

pub(super) fn hidden(archive: &Archive, zone: Zone) -> Result<Answer, Failure> {
    let hidden = archive.hidden()?;
    let told: Vec<_> = hidden
        .iter()
        .map(|hidden| Told::new(hidden.id, &hidden.target))
        .collect();
    if hidden.is_empty() {
        return Answer::to_question(&told, "Nothing is hidden.");
    }
    let mut table = Table::new(&[("No.", Side::Right), ("What", Side::Left), ("Which", Side::Left)]);
    for told in hidden.iter().zip(&told) {
        let (hidden, told) = told;
        let which = match &hidden.target {
            HiddenTarget::Time { from, to } => format!("{} to {}", local(*from, zone), local(*to, zone)),
            HiddenTarget::Track(uri) => called(archive, EntityKind::Track, uri)?,
            HiddenTarget::Album(what) => called(archive, EntityKind::Album, what)?,
            HiddenTarget::Artist(what) => called(archive, EntityKind::Artist, what)?,
        };
        table.row([told.id.to_string(), told.kind.to_owned(), which]);
    }
    Answer::to_question(&told, table.text())
}

fn span(from: &str, to: &str, zone: Zone) -> Result<HiddenTarget, Failure> {
    let from_ms = period::begin(from, zone).map_err(Failure::usage)?;
    let to_ms = period::end(to, zone).map_err(Failure::usage)?;
    if from_ms >= to_ms {
        return Err(Failure::usage(format!("{from} does not come before {to}")));
    }
    Ok(HiddenTarget::Time {
        from: from_ms,
        to: to_ms,
    })
}

/// The URI of a track: the archive hides tracks by nothing else.
fn track(archive: &Archive, what: &str) -> Result<String, Failure> {
    if let Some(uri) = uri("track", what) {
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

/// Spotify's, else the one that the archive makes of its names.
fn uri_of(track: &RankedEntity) -> String {
    let artist = track.artist.as_deref().unwrap_or_default();
    let of_names = || {
        ItemUri::from_names(Kind::Music, artist, &track.name)
            .as_str()
            .to_owned()
    };
    track.uri.clone().unwrap_or_else(of_names)
}

/// A URI, or a name that something in the archive bears.
fn named(archive: &Archive, list: EntityKind, kind: &'static str, what: &str) -> Result<String, Failure> {
    if let Some(uri) = uri(kind, what) {
        return Ok(uri);
    }
    let all = archive.top(list, Measure::Time, &everything(), usize::MAX)?;
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

/// What a URI stands for, as far as the archive knows it.
fn called(archive: &Archive, list: EntityKind, what: &str) -> Result<String, Failure> {
    if !what.contains(':') {
        return Ok(what.to_owned());
    }
    let all = archive.top(list, Measure::Time, &everything(), usize::MAX)?;
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

/// `spotify:track:…` as it is, and `https://open.spotify.com/track/…` as the same.
pub(super) fn uri(kind: &str, what: &str) -> Option<String> {
    if ["spotify", "tonearm"]
        .iter()
        .any(|scheme| what.starts_with(&format!("{scheme}:{kind}:")))
    {
        return Some(what.to_owned());
    }
    let link = url::Url::parse(what)
        .ok()
        .filter(|link| link.host_str() == Some("open.spotify.com"))?;
    // A language may come first.
    let mut parts = link.path_segments()?.skip_while(|part| *part != kind).skip(1);
    parts.next().map(|id| format!("spotify:{kind}:{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_a_uri() {
        let of = |what: &str| uri("track", what);
        let uri = Some("spotify:track:4uLU6hMCjMI75M1A2tKUQC".to_owned());
        assert_eq!(of("spotify:track:4uLU6hMCjMI75M1A2tKUQC"), uri);
        assert_eq!(
            of("https://open.spotify.com/intl-de/track/4uLU6hMCjMI75M1A2tKUQC?si=1"),
            uri
        );
        assert_eq!(of("https://open.spotify.com/album/4uLU6hMCjMI75M1A2tKUQC"), None);
        assert_eq!(of("Glue: the song"), None);
    }
}
