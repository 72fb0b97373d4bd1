//! How much each artist is liked on a day, and which of their songs.

use sample::Random;

use crate::{
    catalogue::Catalogue,
    life::{DAYS_A_YEAR, Era, Hours, Role},
};

/// How long an artist takes to come up at most, in years.
const RISE: f64 = 0.3;
/// The last part of an era, in which the artist is heard less and less.
const FADING: f64 = 0.35;
/// What is left at the end of an era, and how soon that is forgotten, in years.
const REST: f64 = 0.3;
const FORGOTTEN: f64 = 0.22;
/// How much an old favourite is heard for ever.
const MEMORY: f64 = 0.012;
/// After so many years of an era, the listener likes another album best.
const ALBUM_YEARS: f64 = 0.8;

/// The taste of a whole life.
pub(super) struct Taste {
    today: i64,
    /// Of the artists who are heard more than in passing.
    roles: Vec<Role>,
    /// Of every artist, the tracks of each album.
    albums: Vec<Vec<Vec<usize>>>,
}

/// The taste of one day.
pub(super) struct Weights {
    /// Of every artist with a role: how much they are liked, and when they are heard.
    liked: Vec<(f64, Hours)>,
    years: f64,
    /// Whether it is one of the weeks before Christmas.
    is_advent: bool,
}

impl Taste {
    pub(super) fn new(catalogue: &Catalogue, roles: Vec<Role>, today: i64) -> Self {
        let tracks = |album: &usize| catalogue.albums[*album].tracks.clone();
        let artists = catalogue.artists.iter();
        Self {
            today,
            roles,
            albums: artists
                .map(|artist| artist.albums.iter().map(tracks).collect())
                .collect(),
        }
    }

    pub(super) fn weights(&self, day: i64) -> Weights {
        let years = (self.today - day) as f64 / DAYS_A_YEAR;
        let liked = (0..).zip(&self.roles).map(|(artist, role)| {
            let eras = role.eras.iter().map(|era| presence(era, years));
            // Moods come and go within an era, each artist's at another time.
            let mood = 1.0 + 0.35 * (years * 9.0 + f64::from(artist)).sin();
            let is_known = role.eras.first().is_some_and(|era| years <= era.from);
            let memory = if is_known { MEMORY } else { 0.0 };
            (eras.sum::<f64>() * mood + memory, role.hours)
        });
        Weights {
            liked: liked.collect(),
            years,
            is_advent: super::seasons::is_advent(day),
        }
    }

    /// One of an artist's songs: mostly of the album that is liked best at the time, and the first ones most.
    pub(super) fn song(&self, artist: usize, on: &Weights, random: &mut Random) -> usize {
        let albums = &self.albums[artist];
        let begun = |role: &Role| {
            let eras = role.eras.iter().filter(|era| era.from >= on.years);
            let era = eras.clone().next_back().map_or(0.0, |era| era.from - on.years);
            (eras.count().max(1) - 1) * 2 + (era / ALBUM_YEARS) as usize
        };
        let newest = self.roles.get(artist).map_or(0, begun);
        let album = match random.percent(40) {
            true => newest,
            false => random.below(albums.len()),
        };
        let tracks = &albums[album % albums.len()];
        tracks[(random.fraction().powi(2) * tracks.len() as f64) as usize]
    }
}

impl Weights {
    /// Running totals of how likely each artist is at these hours.
    pub(super) fn totals(&self, now: Hours) -> Vec<f64> {
        let mut total = 0.0;
        let artists = self.liked.iter();
        artists
            .map(|(liked, hours)| {
                total += liked
                    * match hours {
                        Hours::December if self.is_advent => 1.0,
                        Hours::December => 0.0,
                        Hours::Any => 1.0,
                        hours if *hours == now => 1.9,
                        Hours::Night if now == Hours::Evening => 1.2,
                        Hours::Evening if now == Hours::Night => 1.2,
                        _ => 0.6,
                    };
                total
            })
            .collect()
    }
}

/// How much an artist is liked in an era, or because of it, so many years before the present.
fn presence(era: &Era, years: f64) -> f64 {
    if years > era.from {
        return 0.0;
    }
    let length = era.from - era.to;
    if years < era.to {
        return era.strength * REST * ((years - era.to) / FORGOTTEN).exp();
    }
    let rise = ((era.from - years) / RISE.min(length / 3.0)).min(1.0);
    let left = (years - era.to) / (length * FADING);
    era.strength * rise.max(0.12) * (REST + (1.0 - REST) * left.min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_artist_comes_reigns_fades_and_is_forgotten() {
        let era = Era {
            from: 5.0,
            to: 3.0,
            strength: 2.0,
        };
        let at = |years| presence(&era, years);
        assert_eq!(at(5.1), 0.0);
        assert!(at(4.95) < at(4.5));
        assert_eq!(at(4.5), 2.0);
        assert!(at(3.2) < 1.5 && at(2.8) < at(3.2) && at(1.0) < 0.01);
    }
}
