//! The format of the listening history in Spotify's account data, which covers the last year only: `StreamingHistory_music_0.json`,
//! `StreamingHistory_podcast_0.json`, `StreamingHistory_audiobook_0.json`, `StreamingHistory0.json`. It has names but no URIs, and the end to the minute.

use plays::{Kind, Provenance, Told};

use crate::{
    Format, RejectReason,
    evidence::{Names, RowCircumstance, RowEvidence, RowItem, plausible_length},
    format::Signature,
    layout::Layout,
    row::row,
    timestamp,
    value::joined,
};

pub(super) const FORMAT: Format = Format::list::<Account>(
    "account",
    "Account data",
    Signature {
        core: ["endTime", "msPlayed"],
        more: &[
            "artistName",
            "trackName",
            "podcastName",
            "episodeName",
            "audiobookName",
            "chapterName",
        ],
    },
);

struct Account;

row! {
    Row {
        end = "endTime",
        artist = "artistName",
        track = "trackName",
        podcast = "podcastName",
        episode = "episodeName",
        book = "audiobookName",
        chapter = "chapterName",
        ms_played = "msPlayed",
    }
}

impl Layout for Account {
    type Row<'a> = Row<'a>;

    fn evidence<'r>(row: &'r Row<'_>) -> Result<RowEvidence<'r>, RejectReason> {
        Ok(RowEvidence {
            item: row.item().ok_or(RejectReason::NothingPlayed)?,
            told: Told {
                ended_at: timestamp::of(&row.end)?,
                heard_ms: Some(plausible_length(row.ms_played.as_integer())?),
                ..Told::default()
            },
            circumstance: RowCircumstance::default(),
            provenance: Provenance::Account,
        })
    }

    fn sample(row: &Row<'_>) -> String {
        joined([
            &row.end,
            &row.ms_played,
            &row.artist,
            &row.track,
            &row.podcast,
            &row.episode,
            &row.book,
            &row.chapter,
        ])
    }
}

impl Row<'_> {
    fn item(&self) -> Option<RowItem<'_>> {
        let (artist, track) = (self.artist.as_text(), self.track.as_text());
        // What Spotify writes for a track that it no longer knows.
        let forgotten = artist == Some("Unknown Artist") && track == Some("Unknown Track");
        let music = (artist.is_some() || track.is_some()).then(|| RowItem {
            kind: Kind::Music,
            uri: None,
            names: Names {
                name: track.unwrap_or_default(),
                artist: artist.unwrap_or_default(),
                album: "",
            },
        });
        let (podcast, episode) = (self.podcast.as_text(), self.episode.as_text());
        let podcast = (podcast.is_some() || episode.is_some()).then(|| RowItem {
            kind: Kind::Podcast,
            uri: None,
            names: Names {
                name: episode.unwrap_or_default(),
                artist: "",
                album: podcast.unwrap_or_default(),
            },
        });
        let (book, chapter) = (self.book.as_text(), self.chapter.as_text());
        // A book of one chapter comes without the chapter's name.
        let chapter = chapter.or(book).map(|chapter| RowItem {
            kind: Kind::Audiobook,
            uri: None,
            names: Names {
                name: chapter,
                artist: "",
                album: book.unwrap_or_default(),
            },
        });
        music.filter(|_| !forgotten).or(podcast).or(chapter)
    }
}
