//! Publishes plays in a database, for questions in SQL: what this machine works out from all evidence, as charts count it.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::ops::ControlFlow;

use chrono::{NaiveDate, TimeDelta};
use plays::{CountingRule, Kind, Provenance, SourceKey};
use remote::{
    Catalogue, Manifest, Postgres, PublishedAlbum, PublishedArtist, PublishedMonth, PublishedPlay, PublishedTrack,
    Publisher, published_fingerprint, published_month,
};
use store::{SourceId, StoreError};

use super::{
    super::{Zone, entities::Entities, hidden::ResolvedHidden, known_genres::KnownGenres},
    Archive, ExchangeError,
};

/// The version of the rules by which plays are worked out from evidence. To be counted up whenever `reconcile` comes to other plays.
const RULES: u32 = 1;
/// The note that says of which state of the archive the published plays are.
pub(super) const PUBLISHED: &str = "published";

/// Plays by month, and what they are about.
pub(super) type Plays = (Catalogue, BTreeMap<i32, PublishedMonth>);

/// What published plays were worked out of.
struct PublishedState {
    /// The version of the rules.
    rules: u32,
    /// Of all that the machine knew.
    digest: String,
    /// The zone by whose days they are.
    zone: String,
}

impl PublishedState {
    /// `None` for what no version has written.
    fn read(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        Some(Self {
            rules: words.next()?.parse().ok()?,
            digest: words.next()?.to_owned(),
            zone: words.next()?.to_owned(),
        })
    }
}

impl fmt::Display for PublishedState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.rules, self.digest, self.zone)
    }
}

impl Archive {
    /// Publishes the months that are not there as this machine has them, unless they were worked out by newer rules. Days are those of
    /// `zone`. Nothing is done if what is there was worked out of all that the archive has, which is `ours`.
    /// `prepared` is what [`Self::published`] gave, where somebody has asked it already.
    pub(super) fn publish(
        &self,
        database: &mut Postgres,
        zone: Zone,
        ours: &Manifest,
        prepared: Option<Plays>,
    ) -> Result<(), ExchangeError> {
        let digest: String = ours.digest().iter().map(|byte| format!("{byte:02x}")).collect();
        let state = PublishedState {
            rules: RULES,
            digest,
            zone: zone.name().to_owned(),
        };
        let there = database.published_state()?.and_then(|text| PublishedState::read(&text));
        // Two machines in two zones would otherwise do each other's work again at every exchange.
        let was_here = self.store().note(PUBLISHED)? == Some(state.to_string());
        let is_done = |there: PublishedState| {
            there.rules > RULES
                || (there.rules, &there.digest) == (RULES, &state.digest) && (there.zone == state.zone || was_here)
        };
        if there.is_some_and(is_done) {
            return Ok(());
        }
        let publisher = Publisher {
            machine: self.machine()?,
            rules: RULES,
        };
        let (catalogue, mut months) = match prepared {
            Some(prepared) => prepared,
            None => self.published(zone)?,
        };
        let there = database.published()?;
        for month in there.keys() {
            months.entry(*month).or_insert_with(|| PublishedMonth {
                month: *month,
                ..PublishedMonth::default()
            });
        }
        let is_news = |month: &PublishedMonth| {
            there.get(&month.month).is_none_or(|(by, fingerprint)| {
                by.rules < RULES || (by.rules == RULES && *fingerprint != published_fingerprint(&catalogue, month))
            })
        };
        let news: Vec<PublishedMonth> = months.into_values().filter(is_news).collect();
        database.publish(&catalogue, &news, publisher)?;
        database.set_published_state(&state.to_string())?;
        let mut write = self.store().write()?;
        write.set_note(PUBLISHED, Some(&state.to_string()))?;
        write.commit()?;
        Ok(())
    }

    /// All plays by month, and what they are about.
    pub(super) fn published(&self, zone: Zone) -> Result<Plays, StoreError> {
        let entities = Entities::read(self)?;
        let known = KnownGenres::read(self, &entities.catalogue.artists)?;
        let hidden = ResolvedHidden::new(&self.hidden()?, &entities);
        let counts_as = |place: usize| entities.same_track.get(place).copied().unwrap_or(place as u32);
        let sources: HashMap<SourceId, SourceKey> = self
            .store()
            .sources()?
            .into_iter()
            .map(|source| (source.id, source.key))
            .collect();
        let circumstances = self.store().circumstances()?;
        let mut months = BTreeMap::<i32, (PublishedMonth, HashMap<u32, u32>)>::new();
        self.store().plays(|row| {
            let Some(place) = entities.place(row.evidence.item) else {
                return ControlFlow::Continue(());
            };
            let track = counts_as(place);
            let ended_at_ms = row.evidence.ended_at.as_millis();
            let day = day(zone, ended_at_ms - i64::from(row.ms_played));
            let number = published_month(day);
            let (month, places) = months.entry(number).or_default();
            month.month = number;
            let circumstance = *places.entry(row.evidence.circumstance).or_insert_with(|| {
                let told = circumstances.get(&row.evidence.circumstance);
                month.circumstances.push(told.cloned().unwrap_or_default());
                month.circumstances.len() as u32 - 1
            });
            month.plays.push(PublishedPlay {
                ended_at_ms,
                day,
                track,
                ms_played: row.ms_played,
                is_estimated: row.evidence.provenance == Provenance::Live,
                counts: row.ms_played >= CountingRule::DEFAULT_LEAST_MS,
                is_hidden: hidden.hides(place, ended_at_ms),
                source: sources.get(&row.source).copied().unwrap_or_default(),
                circumstance,
            });
            ControlFlow::Continue(())
        })?;
        let months = months.into_iter().map(|(number, (month, _))| (number, month)).collect();
        Ok((catalogue(&entities, &known), months))
    }
}

/// The listener's day on which a time in milliseconds since 1970 was, counted from 1970-01-01.
fn day(zone: Zone, ms: i64) -> i32 {
    let since: TimeDelta = zone.local(ms).date_naive() - NaiveDate::default();
    i32::try_from(since.num_days()).unwrap_or_default()
}

fn catalogue(entities: &Entities, known: &KnownGenres) -> Catalogue {
    let archived = &entities.catalogue;
    let artists = archived.artists.iter().map(|artist| PublishedArtist {
        uri: artist.uri.clone(),
        name: artist.name.clone(),
        genres: match known.winner(artist.uri.as_deref(), &artist.name) {
            Some(answer) => {
                let genres = answer.genres.iter();
                genres
                    .map(|genre| (genre.name.clone(), answer.source.code(), genre.weight))
                    .collect()
            }
            None => Vec::new(),
        },
    });
    let albums = archived.albums.iter().map(|album| PublishedAlbum {
        uri: album.uri.clone(),
        name: album.name.clone(),
        artist: album.artist.clone(),
    });
    let tracks = archived.tracks.iter().map(|track| {
        let album = archived.albums.binary_search_by_key(&track.album, |album| album.id);
        let album = album.ok().and_then(|place| entities.same_album.get(place).copied());
        // Spoken word is by nobody, as in charts.
        let credits = if track.kind == Kind::Music {
            &track.credits[..]
        } else {
            &[]
        };
        let mut artists: Vec<u32> = Vec::with_capacity(credits.len());
        for credit in credits {
            let place = archived.artists.binary_search_by_key(credit, |artist| artist.id);
            let place = place.ok().and_then(|place| entities.same_artist.get(place).copied());
            artists.extend(place.filter(|place| !artists.contains(place)));
        }
        PublishedTrack {
            uri: track.uri.clone(),
            kind: track.kind,
            name: track.name.clone(),
            album: album.unwrap_or_default(),
            artists,
            length_ms: track.duration_ms,
            isrc: None,
        }
    });
    Catalogue {
        tracks: tracks.collect(),
        albums: albums.collect(),
        artists: artists.collect(),
    }
}
