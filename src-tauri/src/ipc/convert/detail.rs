//! Everything about one artist, album, track or genre, as its page shows it, and what a search finds.

use library::{EntityKind, Label, SubjectDetail};
use stats::{Ranked, Subject};

use super::{
    entity::{Converted, Entities, minute_of_day, named_key},
    filter::{day_range, entity_kind_for_page, kind_of_subject},
};
use crate::ipc::{number::number, view};

impl Entities<'_> {
    pub(crate) fn detail(&self, subject: &SubjectDetail) -> Converted<view::Detail> {
        let SubjectDetail { subject, detail, .. } = subject;
        let label = self.label(*subject)?;
        let (artists, album) = self.credits(*subject, &label)?;
        let years = detail.years.iter().map(|year| view::YearRank {
            year: year.year,
            plays: year.amount.plays,
            secs: number(year.amount.ms / 1000),
            rank: year.rank,
            of: year.of,
        });
        let rivals = detail.rivals.iter().map(|rival| -> Converted<_> {
            let Label { key, name, .. } = self.label(rival.subject)?;
            Ok(view::Rival {
                key,
                name,
                ranks: rival.ranks.clone(),
                amounts: self.amounts(&rival.amounts),
            })
        });
        let companions = detail.companions.iter().map(|companion| -> Converted<_> {
            let Label { key, name, .. } = self.label(companion.subject)?;
            let sessions = companion.sessions;
            Ok(view::Companion { key, name, sessions })
        });
        let top = detail.top.iter().map(|(track, amount)| {
            let ranked = Ranked {
                number: *track,
                amount: *amount,
                rank_before: None,
                first_heard: None,
            };
            self.row(&ranked, Subject::Track)
        });
        Ok(view::Detail {
            sort: kind_of_subject(*subject),
            uri: self.uri(&label),
            cover: self.cover(&label),
            artists,
            album,
            genres: self.history.genres_of(*subject).into_iter().map(named_key).collect(),
            plays: detail.amount.plays,
            secs: number(detail.amount.ms / 1000),
            rank: detail.rank,
            tracks: detail.tracks,
            first: detail.first.as_ref().map(|play| self.played_track(play)).transpose()?,
            first_day_plays: detail.first_day_plays,
            last: detail.last.as_ref().map(|play| self.played_track(play)).transpose()?,
            longest_run: detail.longest_run.map(day_range),
            years: years.collect(),
            rivals: rivals.collect::<Converted<_>>()?,
            timeline: self.timeline(&detail.timeline),
            clock: self.amounts(&detail.clock),
            top: top.collect::<Converted<_>>()?,
            sessions: detail.sessions,
            companions: companions.collect::<Converted<_>>()?,
            gaps: self.gaps(),
            today: self.today.to_epoch_days(),
            zone: self.zone(),
            hidden: self.archive.hidden_id(self.history, *subject)?,
            key: label.key,
            name: label.name,
        })
    }

    /// A track's credited artists and album, or an album's artist.
    fn credits(&self, subject: Subject, label: &Label) -> Converted<(Vec<view::NamedKey>, Option<view::NamedKey>)> {
        Ok(match subject {
            Subject::Track(track) => match self.archive.track_label(self.history, track)? {
                Some(track) => (
                    track.artists.into_iter().map(named_key).collect(),
                    Some(named_key(track.album)),
                ),
                None => (Vec::new(), None),
            },
            Subject::Album(_) if !label.byline.is_empty() => {
                let artist = self
                    .archive
                    .label_of_key(self.history, EntityKind::Artist, &label.byline)?;
                (vec![named_key(artist)], None)
            }
            _ => (Vec::new(), None),
        })
    }

    fn played_track(&self, play: &stats::LocalPlay) -> Converted<view::PlayedTrack> {
        let track = named_key(self.label(Subject::Track(play.track))?);
        Ok(view::PlayedTrack {
            day: play.began.date().to_epoch_days(),
            minute: minute_of_day(play.began),
            key: view::PlayKey {
                began_secs: play.began_secs,
                ms_played: play.ms_played,
                track: track.key.clone(),
            },
            track,
        })
    }
}

impl From<library::SearchHit> for view::SearchHit {
    fn from(hit: library::SearchHit) -> Self {
        Self {
            sort: entity_kind_for_page(hit.kind),
            key: hit.label.key,
            name: hit.label.name,
            under: hit.label.byline,
            plays: hit.plays,
        }
    }
}
