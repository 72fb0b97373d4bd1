//! The text of the tray's menu: what plays now, the last plays, and where some are missing between them, each in one line. The entries that are always there are in
//! `entries`. Pure: the time is an argument.

use chrono::{DateTime, TimeDelta, Utc};
use library::{Gap, GapKind, PlayEntry};
use spotify::{NowPlaying, Track};

use crate::ipc::convert::spotify_page::has_page;

/// Systems cut a menu's lines at different widths; this fits all of them.
const MAX_CHARS: usize = 60;

/// One line of the menu: its text, and what a click opens in Spotify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) label: String,
    pub(super) uri: Option<String>,
}

/// The lines for `plays`, which come newest first, and for the gaps between them. Never empty.
pub(super) fn lines(
    now_playing: Option<&NowPlaying>,
    plays: &[PlayEntry],
    gaps: &[Gap],
    now: DateTime<Utc>,
) -> Vec<Line> {
    let playing = now_playing
        .filter(|playing| playing.is_playing)
        .map(|playing| track_line("Now playing", &playing.track));
    let mut lines: Vec<_> = playing.into_iter().collect();
    for (at, play) in plays.iter().enumerate() {
        lines.push(play_line(play, now));
        let gap = plays.get(at + 1).and_then(|before| gap_between(before, play, gaps));
        lines.extend(gap.map(gap_line));
    }
    if lines.is_empty() { no_plays() } else { lines }
}

/// The gap between two plays that follow each other. If there are several, one in which plays are missing for sure.
fn gap_between<'g>(before: &PlayEntry, after: &PlayEntry, gaps: &'g [Gap]) -> Option<&'g Gap> {
    let (from, to) = (before.ended_at.as_millis(), after.ended_at.as_millis());
    let between = gaps.iter().filter(|gap| gap.to > from && gap.from < to);
    between.max_by_key(|gap| gap.kind == GapKind::Missing)
}

fn gap_line(gap: &Gap) -> Line {
    let label = match gap.kind {
        GapKind::Missing => "Plays are missing here",
        GapKind::MayBeMissing => "Plays may be missing here",
    };
    Line {
        label: label.to_owned(),
        uri: None,
    }
}

pub(super) fn no_plays() -> Vec<Line> {
    only("No plays yet")
}

/// There may be plays, but nobody can say.
pub(super) fn unreadable() -> Vec<Line> {
    only("Your plays can't be read: open Tonearm")
}

fn only(label: &str) -> Vec<Line> {
    vec![Line {
        label: label.to_owned(),
        uri: None,
    }]
}

fn track_line(when: &str, track: &Track) -> Line {
    let artists = track.artists.iter().map(|artist| artist.name.as_str()).collect();
    line(when, &track.name, artists, Some(track.id.uri()))
}

fn play_line(play: &PlayEntry, now: DateTime<Utc>) -> Line {
    let ended_at = DateTime::from_timestamp_millis(play.ended_at.as_millis()).unwrap_or(now);
    let artists: Vec<_> = play.artists.iter().map(|artist| artist.name.as_str()).collect();
    let byline = if artists.is_empty() {
        vec![play.album.name.as_str()]
    } else {
        artists
    };
    let uri = Some(play.uri.clone()).filter(|uri| has_page(uri));
    line(&ago(now - ended_at), &play.name, byline, uri)
}

fn line(when: &str, name: &str, byline: Vec<&str>, uri: Option<String>) -> Line {
    let whole = format!("{when}: {name} \u{2013} {}", byline.join(", "));
    let label = if whole.chars().count() > MAX_CHARS {
        whole.chars().take(MAX_CHARS - 1).chain(['…']).collect()
    } else {
        whole
    };
    Line { label, uri }
}

fn ago(time: TimeDelta) -> String {
    match (time.num_minutes(), time.num_hours(), time.num_days()) {
        (..=0, _, _) => "Just now".to_owned(),
        (minutes, 0, _) => format!("{minutes} min ago"),
        (_, hours, 0) => format!("{hours} h ago"),
        (_, _, 1) => "1 day ago".to_owned(),
        (_, _, days) => format!("{days} days ago"),
    }
}

#[cfg(test)]
mod tests {
    use spotify::{AlbumRef, ArtistRef};

    use super::*;

    fn track(name: &str) -> Track {
        Track {
            id: "a".repeat(22).parse().unwrap(),
            name: name.into(),
            artists: vec![ArtistRef {
                id: None,
                name: "Mirador Septet".into(),
            }],
            album: AlbumRef {
                id: None,
                name: String::new(),
                artists: Vec::new(),
                images: Vec::new(),
            },
            duration_ms: 1,
            isrc: None,
        }
    }

    fn play(name: &str, minutes_ago: i64, now: DateTime<Utc>) -> PlayEntry {
        let credit = |name: &str| library::Credit {
            uri: None,
            name: name.to_owned(),
        };
        PlayEntry {
            ended_at: (now - TimeDelta::minutes(minutes_ago)).into(),
            ms_played: 1,
            provenance: plays::Provenance::Live,
            uri: format!("spotify:track:{}", "a".repeat(22)),
            kind: plays::Kind::Music,
            name: name.to_owned(),
            artists: vec![credit("Mirador Septet")],
            album: credit("Harbour Lights"),
            covers: Vec::new(),
            duration_ms: None,
            track: 1,
        }
    }

    fn labels(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(|line| line.label.as_str()).collect()
    }

    const NOW: DateTime<Utc> = DateTime::<Utc>::UNIX_EPOCH;

    #[test]
    fn times_are_told_as_a_listener_counts_them() {
        let texts = [0, 1, 59, 60, 119, 24 * 60, 50 * 60].map(|minutes| ago(TimeDelta::minutes(minutes)));
        assert_eq!(
            texts,
            [
                "Just now",
                "1 min ago",
                "59 min ago",
                "1 h ago",
                "1 h ago",
                "1 day ago",
                "2 days ago"
            ]
        );
        assert_eq!(
            ago(TimeDelta::minutes(-5)),
            "Just now",
            "a clock that runs behind Spotify's"
        );
    }

    #[test]
    fn ten_plays_follow_what_plays_now() {
        let plays: Vec<_> = (0..10).map(|n| play(&format!("Track {n}"), n, NOW)).collect();
        let playing = NowPlaying {
            track: track("Blue Enamel"),
            progress_ms: 0,
            is_playing: true,
        };
        let lines = lines(Some(&playing), &plays, &[], NOW);
        assert_eq!(lines.len(), 11);
        assert_eq!(lines[0].label, "Now playing: Blue Enamel \u{2013} Mirador Septet");
        assert_eq!(lines[3].label, "2 min ago: Track 2 \u{2013} Mirador Septet");
    }

    fn gap(from_minutes_ago: i64, to_minutes_ago: i64, kind: GapKind) -> Gap {
        let at = |minutes| (NOW - TimeDelta::minutes(minutes)).timestamp_millis();
        Gap {
            from: at(from_minutes_ago),
            to: at(to_minutes_ago),
            kind,
        }
    }

    #[test]
    fn a_gap_stands_between_the_plays_around_it_and_says_how_sure_it_is() {
        let plays = [5, 10, 2_000, 2_010].map(|ago| play("Glue", ago, NOW));
        let between = |gaps: &[Gap]| {
            let lines = lines(None, &plays, gaps, NOW);
            let said: Vec<_> = lines.iter().map(|line| line.label.clone()).collect();
            said.into_iter()
                .enumerate()
                .filter(|(_, label)| label.starts_with("Plays"))
                .collect::<Vec<_>>()
        };
        let missing = gap(2_000, 14, GapKind::Missing);
        let may_be = gap(2_000, 14, GapKind::MayBeMissing);
        assert_eq!(between(&[]), []);
        assert_eq!(between(&[missing]), [(2, "Plays are missing here".to_owned())]);
        assert_eq!(between(&[may_be]), [(2, "Plays may be missing here".to_owned())]);
        assert_eq!(between(&[missing, may_be]), [(2, "Plays are missing here".to_owned())]);
        assert_eq!(
            between(&[gap(9_000, 2_015, GapKind::Missing)]),
            [],
            "before the last of them"
        );
    }

    #[test]
    fn a_paused_track_does_not_play() {
        let paused = NowPlaying {
            track: track("Blue Enamel"),
            progress_ms: 0,
            is_playing: false,
        };
        assert_eq!(labels(&lines(Some(&paused), &[], &[], NOW)), ["No plays yet"]);
    }

    #[test]
    fn a_long_name_is_cut_to_fit_a_menu() {
        let lines = lines(None, &[play(&"é".repeat(80), 1, NOW)], &[], NOW);
        assert_eq!(lines[0].label.chars().count(), MAX_CHARS);
    }
}
