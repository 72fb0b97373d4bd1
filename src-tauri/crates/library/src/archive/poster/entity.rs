//! The poster of an artist, an album or a track, from the answer that its page shows.

use chrono::Datelike;
use plays::{Kind, several, thousands};
use poster::{Count, Edge, Ground, List, Poster, Row};
use stats::{Amount, Filter, Measure, Question, Selection, Subject};
use store::{EntityKind, StoreError};

use super::{
    super::{Archive, ExploreQuery, PickedKeys, SubjectDetail, Zone},
    PosterError, PosterQuery,
    chart::{self, Chart, LEAST_YEARS},
    sentence,
};

pub(super) fn poster(
    archive: &Archive,
    (kind, key): (EntityKind, &str),
    query: &PosterQuery,
    zone: Zone,
) -> Result<Poster, PosterError> {
    let how = (query.rule, Measure::Plays, query.with_hidden);
    let found = archive.detail((kind, key), how, zone)?.ok_or(PosterError::Unknown)?;
    let entity = Entity {
        archive,
        kind,
        query,
        found: &found,
    };
    entity.poster(zone)
}

struct Entity<'a> {
    archive: &'a Archive,
    kind: EntityKind,
    query: &'a PosterQuery,
    found: &'a SubjectDetail,
}

impl Entity<'_> {
    fn poster(&self, zone: Zone) -> Result<Poster, PosterError> {
        let SubjectDetail {
            subject,
            detail,
            history,
            ..
        } = self.found;
        let label = self.archive.label(history, *subject)?.ok_or(PosterError::Unknown)?;
        let Some((first, last)) = detail.first.zip(detail.last) else {
            return Err(PosterError::NothingCounted {
                is_hidden: self.archive.hidden_id(history, *subject)?.is_some(),
                name: label.name,
            });
        };
        let mut said = vec![sentence::first_play_time(first.began)];
        if self.kind != EntityKind::Track {
            let track = self.name(Subject::Track(first.track))?;
            said.push(format!("The track was {track}."));
        }
        said.push(sentence::later_that_day(self.kind, first.began, detail.first_day_plays));
        said.retain(|sentence| !sentence.is_empty());
        let first_day = first.began.date();
        let Chart { bars, peak, footer } = self.chart(&label.key, (first_day.year(), last.began.year()), zone)?;
        let edge = |title: &str, day| Edge {
            title: title.to_owned(),
            words: sentence::date(day),
        };
        Ok(Poster {
            byline: match label.byline.as_str() {
                "" => String::new(),
                artists => format!("by {artists}"),
            },
            sentence: sentence::discovery(self.kind, first_day, self.query.today),
            detail: said.join(" "),
            bars,
            peak,
            edges: Some((edge("First play", first_day), edge("Last play", last.began.date()))),
            counts: self.counts(),
            list: self.list()?,
            footer,
            ground: Ground::of_key(&self.artist_key(&label.key, &label.byline)?),
            name: label.name,
        })
    }

    /// The key of its first artist, whose colour it has.
    fn artist_key(&self, own: &str, byline: &str) -> Result<String, StoreError> {
        let history = &self.found.history;
        Ok(match self.found.subject {
            Subject::Track(track) => {
                let track = self.archive.track_label(history, track)?;
                let artist = track.and_then(|track| track.artists.into_iter().next());
                artist.map_or_else(|| own.to_owned(), |artist| artist.key)
            }
            Subject::Album(_) => self.archive.label_of_key(history, EntityKind::Artist, byline)?.key,
            Subject::Artist(_) | Subject::Genre(_) => own.to_owned(),
        })
    }

    /// `years` are those of its first play and of its last.
    fn chart(&self, key: &str, years: (i32, i32), zone: Zone) -> Result<Chart, StoreError> {
        let gaps = self.found.history.gaps();
        if years.1 - years.0 + 1 >= LEAST_YEARS {
            return Ok(chart::of_years(&self.found.detail.years, gaps, zone));
        }
        let days = (years.0..=years.1).map(|year| Ok((year, self.days(key, year, zone)?)));
        Ok(chart::of_months(
            &days.collect::<Result<Vec<_>, StoreError>>()?,
            gaps,
            zone,
        ))
    }

    /// How much of it on each day of a year.
    fn days(&self, key: &str, year: i32, zone: Zone) -> Result<Vec<Amount>, StoreError> {
        let only = || Selection {
            only: vec![key.to_owned()],
            never: Vec::new(),
        };
        let mut picks = PickedKeys::default();
        // Artists are asked about with music alone, as on their pages.
        let mut kinds = vec![Kind::Music];
        match self.kind {
            EntityKind::Artist => picks.artists = only(),
            EntityKind::Genre => picks.genres = only(),
            EntityKind::Album => picks.albums = only(),
            EntityKind::Track => picks.tracks = only(),
        }
        if matches!(self.kind, EntityKind::Album | EntityKind::Track) {
            kinds.extend([Kind::Podcast, Kind::Audiobook]);
        }
        let question = Question {
            filter: Filter {
                kinds,
                ..Filter::default()
            },
            rule: self.query.rule,
            with_hidden: self.query.with_hidden,
            calendar: Some(year),
            ranks: 0,
            ..Question::new(self.query.today)
        };
        let answer = self.archive.explore(&ExploreQuery { picks, question }, zone)?;
        Ok(answer.summary.calendar.days)
    }

    fn counts(&self) -> Vec<Count> {
        let detail = &self.found.detail;
        let plays = detail.amount.plays;
        let word = if plays == 1 { "play" } else { "plays" };
        let of = match self.kind {
            EntityKind::Track => format!("in {}", several(u64::from(detail.sessions), "session", "sessions")),
            _ => format!("of {}", several(u64::from(detail.tracks), "track", "tracks")),
        };
        let (amount, words) = sentence::listening_time(detail.amount.ms);
        vec![
            Count {
                amount: thousands(u64::from(plays)),
                words: format!("{word} {of}"),
            },
            Count { amount, words },
        ]
    }

    /// Its most played tracks; for a track, what is heard with it.
    fn list(&self) -> Result<Option<List>, StoreError> {
        let detail = &self.found.detail;
        let rows: Vec<(Subject, u32)> = match self.kind {
            EntityKind::Track => detail
                .companions
                .iter()
                .map(|companion| (companion.subject, companion.sessions))
                .collect(),
            _ => detail
                .top
                .iter()
                .map(|(track, amount)| (Subject::Track(*track), amount.plays))
                .collect(),
        };
        let (title, unit) = match self.kind {
            EntityKind::Track => ("Heard with", "sessions"),
            _ => ("Most played", "plays"),
        };
        let rows = rows.into_iter().filter(|(_, amount)| *amount > 0).take(MAX_ROWS);
        let rows = rows.map(|(subject, amount)| {
            Ok(Row {
                name: self.name(subject)?,
                amount: u64::from(amount),
                shown: thousands(u64::from(amount)),
            })
        });
        let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
        Ok((!rows.is_empty()).then(|| List {
            title: title.to_owned(),
            unit: unit.to_owned(),
            rows,
        }))
    }

    fn name(&self, subject: Subject) -> Result<String, StoreError> {
        let label = self.archive.label(&self.found.history, subject)?;
        Ok(label.map(|label| label.name).unwrap_or_default())
    }
}

/// As many ranks as a poster has room for.
pub(super) const MAX_ROWS: usize = 5;
