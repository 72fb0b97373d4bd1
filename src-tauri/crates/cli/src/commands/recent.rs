//! `recent`: the latest plays, with the gaps between them.

use library::{Archive, PlayEntry, Zone};
use plays::{Kind, Provenance};
use serde::Serialize;

use crate::{
    answer::Answer,
    failure::Failure,
    text_table::{Side, TextTable},
    wording::{empty_archive, iso_ms, length, local, missing},
};

#[derive(Serialize)]
pub(super) struct PlayJson<'a> {
    ended_at: String,
    ms_played: u32,
    estimated: bool,
    kind: &'static str,
    name: &'a str,
    artists: Vec<&'a str>,
    album: &'a str,
    uri: Option<&'a str>,
}

pub(super) fn run(archive: &Archive, limit: u32, zone: Zone) -> Result<Answer, Failure> {
    let plays = archive.latest(None, limit)?.plays;
    let json: Vec<_> = plays.iter().map(play_json).collect();
    if plays.is_empty() && limit > 0 {
        return Answer::to_question(&json, empty_archive(archive.path()));
    }
    let mut table = TextTable::new(&[
        ("Ended", Side::Left),
        ("Heard", Side::Right),
        ("What", Side::Left),
        ("By", Side::Left),
    ]);
    let mut gaps = archive.open_gaps()?;
    for (at, play) in plays.iter().enumerate() {
        let artists: Vec<&str> = play.artists.iter().map(|artist| artist.name.as_str()).collect();
        let by = if artists.is_empty() {
            play.album.name.clone()
        } else {
            artists.join(", ")
        };
        let estimated = if is_estimated(play) { "~" } else { "" };
        let ended = play.ended_at.as_millis();
        table.row([
            local(ended, zone),
            format!("{estimated}{}", length(play.ms_played)),
            play.name.clone(),
            by,
        ]);
        let before = plays.get(at + 1).map_or(i64::MIN, |before| before.ended_at.as_millis());
        while let Some(gap) = gaps.pop_if(|gap| gap.to > before) {
            if gap.from < ended && at + 1 < plays.len() {
                let gap_text = format!("({} since {})", missing(gap.kind), local(gap.from, zone));
                table.row([local(gap.to, zone), String::new(), gap_text, String::new()]);
            }
        }
    }
    Answer::to_question(&json, table.text())
}

pub(super) fn play_json(play: &PlayEntry) -> PlayJson<'_> {
    PlayJson {
        ended_at: iso_ms(play.ended_at.as_millis()),
        ms_played: play.ms_played,
        estimated: is_estimated(play),
        kind: match play.kind {
            Kind::Music => "music",
            Kind::Podcast => "podcast",
            Kind::Audiobook => "audiobook",
        },
        name: &play.name,
        artists: play.artists.iter().map(|artist| artist.name.as_str()).collect(),
        album: &play.album.name,
        uri: Some(play.uri.as_str()).filter(|uri| uri.starts_with("spotify:")),
    }
}

/// Spotify's list of recent plays does not say how long they were heard.
fn is_estimated(play: &PlayEntry) -> bool {
    play.provenance == Provenance::Live
}
