//! `hide`, `unhide` and `hidden`: what the listener does not want counted.

use library::{Archive, EntityKind, HiddenTarget, TotalsQuery, Zone};
use serde::Serialize;

use super::{explore::Lookup, uri};
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
    plays: u32,
}

pub(super) fn hide(archive: &Archive, what: &Hide, zone: Zone) -> Result<Answer, Failure> {
    let lookup = Lookup { archive, zone };
    let what = match what {
        Hide::Track { what } => HiddenTarget::Track(track(&lookup, what)?),
        Hide::Album { what } => HiddenTarget::Album(named(&lookup, EntityKind::Album, "album", what)?),
        Hide::Artist { what } => HiddenTarget::Artist(named(&lookup, EntityKind::Artist, "artist", what)?),
        Hide::Time { from, to } => span(from, to, zone)?,
    };
    let shown = || archive.totals(&TotalsQuery::default(), zone).map(|totals| totals.plays);
    let before = shown()?;
    archive.hide(&what)?;
    let plays = before.saturating_sub(shown()?);
    let all = archive.hidden()?;
    let id = all
        .iter()
        .find(|hidden| hidden.target == what)
        .map_or(0, |hidden| hidden.id);
    let json = HideJson {
        hidden: HiddenJson::new(id, &what),
        plays,
    };
    let gone = several(plays.into(), "play is not counted", "plays are not counted");
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
            HiddenTarget::Track(uri) => called(archive, EntityKind::Track, uri, zone)?,
            HiddenTarget::Album(what) => called(archive, EntityKind::Album, what, zone)?,
            HiddenTarget::Artist(what) => called(archive, EntityKind::Artist, what, zone)?,
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
fn track(lookup: &Lookup<'_>, what: &str) -> Result<String, Failure> {
    if let Some(uri) = uri::parse("track", what) {
        return Ok(uri);
    }
    let mut called = Vec::new();
    for named in lookup.one(EntityKind::Track, what)? {
        called.extend(lookup.archive.called(EntityKind::Track, &named.key, lookup.zone)?);
    }
    called.retain(|track| track.plays > 0);
    match called.as_slice() {
        [] => Err(lookup.unknown(EntityKind::Track, what, Vec::new())?),
        [only] => Ok(only.label.key.clone()),
        several => {
            let choices = several
                .iter()
                .map(|track| format!("\n  {}  {}", track.label.key, track.label.byline));
            Err(ambiguous("tracks", what, choices.collect()))
        }
    }
}

/// A URI, or the name of something in the archive.
fn named(lookup: &Lookup<'_>, entity: EntityKind, kind: &'static str, what: &str) -> Result<String, Failure> {
    if let Some(uri) = uri::parse(kind, what) {
        return Ok(uri);
    }
    let mut named = lookup.one(entity, what)?;
    match (named.pop(), named.is_empty()) {
        (Some(only), true) => Ok(only.key),
        (last, _) => {
            let choices = named.iter().chain(&last).map(|named| format!("\n  {}", named.name));
            Err(ambiguous(&format!("{kind}s"), what, choices.collect()))
        }
    }
}

/// What a key or a name stands for, as far as the archive knows it.
fn called(archive: &Archive, entity: EntityKind, what: &str, zone: Zone) -> Result<String, Failure> {
    if !what.contains(':') {
        return Ok(what.to_owned());
    }
    let known = archive.called(entity, what, zone)?.into_iter().next();
    Ok(
        known.map_or(what.to_owned(), |known| match known.label.byline.as_str() {
            "" => known.label.name,
            byline => format!("{} by {byline}", known.label.name),
        }),
    )
}

/// `choices` are lines, each after a line break.
fn ambiguous(kinds: &str, what: &str, choices: String) -> Failure {
    Failure::new(
        "ambiguous",
        format!("Several {kinds} are called “{what}”. Say which:{choices}"),
    )
}
