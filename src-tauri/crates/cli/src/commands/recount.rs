//! `recount`: what counting more carefully has changed, play by play.

use library::{Archive, Recount, RecountEntry, RecountReason, SourceKind, ToldPlay, Zone};
use serde::Serialize;

use super::recent::{PlayJson, play_json};
use crate::{
    answer::Answer,
    failure::Failure,
    text_table::cut,
    wording::{length, local, several, thousands},
};

#[derive(Serialize)]
struct RecountJson<'a> {
    no_longer: u64,
    newly: u64,
    plays: Vec<ChangeJson<'a>>,
}

#[derive(Serialize)]
struct ChangeJson<'a> {
    counts: bool,
    why: &'static str,
    #[serde(flatten)]
    told: ToldJson<'a>,
    same_as: Option<ToldJson<'a>>,
}

#[derive(Serialize)]
pub(super) struct ToldJson<'a> {
    #[serde(flatten)]
    play: PlayJson<'a>,
    source: Option<&'a str>,
}

#[derive(Serialize)]
struct DismissedJson {
    dismissed: bool,
}

/// What every command says until the listener has seen it.
pub(super) fn notice(recount: Recount) -> String {
    format!(
        "tonearm: plays are counted more carefully now: {}. See them with `tonearm-cli recount`.",
        halves(recount)
    )
}

/// `3 plays had been counted twice, 1 play had not been counted`.
fn halves(Recount { no_longer, newly }: Recount) -> String {
    let plays = |number| several(number, "play", "plays");
    let halves = [
        (no_longer, format!("{} had been counted twice", plays(no_longer))),
        (newly, format!("{} had not been counted", plays(newly))),
    ];
    let halves = halves.into_iter().filter(|(number, _)| *number > 0);
    halves.map(|(_, text)| text).collect::<Vec<_>>().join(", ")
}

pub(super) fn list(archive: &Archive, limit: u32, zone: Zone) -> Result<Answer, Failure> {
    let Some(recount) = archive.recount()? else {
        let nothing = RecountJson {
            no_longer: 0,
            newly: 0,
            plays: Vec::new(),
        };
        return Answer::to_question(&nothing, "Nothing is counted differently than before.");
    };
    let page = archive.recounted(None, limit)?;
    let json = RecountJson {
        no_longer: recount.no_longer,
        newly: recount.newly,
        plays: page.plays.iter().map(change_json).collect(),
    };
    let mut text = format!("{}.\n", halves(recount));
    for change in &page.plays {
        text.push('\n');
        text.push_str(&change_text(change, zone));
    }
    let all = recount.no_longer + recount.newly;
    if (page.plays.len() as u64) < all {
        let shown = thousands(page.plays.len() as u64);
        let all = thousands(all);
        text.push_str(&format!(
            "\nThese are the latest {shown} of {all}; --limit shows more.\n"
        ));
    }
    text.push_str("\nOnce you have seen them, forget them with: tonearm-cli recount --dismiss");
    Answer::to_question(&json, text)
}

pub(super) fn dismiss(archive: &Archive) -> Result<Answer, Failure> {
    let dismissed = archive.recount()?.is_some();
    archive.dismiss_recount()?;
    let text = if dismissed {
        "Forgotten. What counts stays as it is."
    } else {
        "There was nothing to forget."
    };
    Answer::done(&DismissedJson { dismissed }, text)
}

fn change_text(change: &RecountEntry, zone: Zone) -> String {
    let RecountEntry { told, same, .. } = change;
    let now = if change.counts {
        "counts now"
    } else {
        "no longer counts"
    };
    let mut lines = format!(
        "{}  {}\n  {now}: {}\n  told by {}\n",
        local(told.play.ended_at.as_millis(), zone),
        title(told),
        why(change.reason),
        teller(told, zone)
    );
    if let Some(same) = same {
        let name = if title(same) == title(told) {
            String::new()
        } else {
            format!(" as {}", title(same))
        };
        lines.push_str(&format!("  and by  {}{name}, which counts\n", teller(same, zone)));
    }
    lines
}

/// `Glue, Bicep`, on one line.
pub(super) fn title(told: &ToldPlay) -> String {
    let artists: Vec<_> = told.play.artists.iter().map(|artist| artist.name.as_str()).collect();
    [cut(&told.play.name), cut(&artists.join(", "))]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// `my_spotify_data.zip, 2024-05-01 10:00, 3:07`.
fn teller(told: &ToldPlay, zone: Zone) -> String {
    let source = match &told.source {
        Some((SourceKind::Live, _)) => "the recording".to_owned(),
        Some((SourceKind::Import, name)) => cut(name),
        None => "an import that was undone".to_owned(),
    };
    let estimated = if told.play.is_estimated() { "~" } else { "" };
    format!(
        "{source}, {}, {estimated}{}",
        local(told.play.ended_at.as_millis(), zone),
        length(told.play.ms_played)
    )
}

/// Why a row is no play of its own, or is one now.
pub(super) fn why(reason: RecountReason) -> &'static str {
    match reason {
        RecountReason::MovedStamp => "Spotify's list of recent plays told of it twice, some seconds apart",
        RecountReason::AccountInExtended => "account data tells of it, and so does the extended history",
        RecountReason::Double => "the extended history tells of it twice",
        RecountReason::OtherEdition => "the extended history tells of it as two tracks",
        RecountReason::AccountRepeat => "account data tells of it more than once",
        RecountReason::RecordedInExtended => "it was recorded, and the extended history tells of it as well",
        RecountReason::RecordedInAccount => "it was recorded, and account data tells of it as well",
        RecountReason::OtherAccount => "it was recorded for another account",
        RecountReason::OwnPlay => "it had been taken for another play",
        RecountReason::Decided => "you decided that it is the same play",
        RecountReason::Unknown => "by rules of another version of Tonearm",
    }
}

fn change_json(change: &RecountEntry) -> ChangeJson<'_> {
    ChangeJson {
        counts: change.counts,
        why: change.reason.code(),
        told: told_json(&change.told),
        same_as: change.same.as_ref().map(told_json),
    }
}

pub(super) fn told_json(told: &ToldPlay) -> ToldJson<'_> {
    ToldJson {
        play: play_json(&told.play),
        source: told.source.as_ref().map(|(kind, name)| match kind {
            SourceKind::Live => "live",
            SourceKind::Import => name.as_str(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_half_is_told_if_there_is_one() {
        let told = |no_longer, newly| halves(Recount { no_longer, newly });
        assert_eq!(
            told(1_234, 12),
            "1,234 plays had been counted twice, 12 plays had not been counted"
        );
        assert_eq!(told(1, 0), "1 play had been counted twice");
        assert_eq!(told(0, 1), "1 play had not been counted");
    }
}
