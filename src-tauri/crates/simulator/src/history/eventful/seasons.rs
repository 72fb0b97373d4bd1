//! How much is listened to, and where: good and bad years, busy Decembers, trips, and weeks without a sound.

use chrono::{DateTime, Datelike, NaiveDate};
use sample::Random;

use super::stream;
use crate::{history::DAY_MS, life::DAYS_A_YEAR};

/// How full the years were, from twelve years before the present on. Years to come are as the last.
const YEARS: [f64; 13] = [0.75, 0.6, 0.85, 1.15, 1.05, 0.7, 0.95, 1.45, 1.2, 0.75, 0.9, 1.1, 1.0];
/// How full the months are, from January on.
const MONTHS: [f64; 12] = [0.95, 0.85, 0.95, 1.0, 1.05, 0.9, 0.85, 0.8, 1.0, 1.1, 1.15, 1.5];
/// When nothing was heard, in days before the present: a phone lost, and no new one for weeks.
const SILENCE: std::ops::RangeInclusive<i64> = 3_065..=3_118;
/// From so many days before the present on there are no trips, and for so many after.
const AT_HOME: (i64, i64) = (45, 150);
/// In this time before the present there are none either: nobody may take days without plays for days without a record.
const AT_HOME_BEFORE: std::ops::RangeInclusive<i64> = 370..=460;
/// Where trips lead, as exports name countries.
const COUNTRIES: &[&str] = &["PT", "NO", "JP", "IT", "IS", "GR", "FR", "NZ"];

/// The days around the start, in days before it, and how full they are at least: whoever looks around sees a lively week.
const LIVELY: (std::ops::RangeInclusive<i64>, f64) = (-21..=35, 1.15);

/// The listener's years.
pub(super) struct Seasons {
    seed: u64,
    today: i64,
}

/// Some days away from home.
struct Trip {
    first: i64,
    last: i64,
    /// How full its days are, compared with others.
    fullness: f64,
    country: &'static str,
}

impl Seasons {
    pub(super) fn new(seed: u64, today: i64) -> Self {
        Self { seed, today }
    }

    /// Negative for days to come.
    pub(super) fn years_before_today(&self, day: i64) -> f64 {
        (self.today - day) as f64 / DAYS_A_YEAR
    }

    /// How much is listened to on a day, where 1 is the usual; 0 before the life begins.
    pub(super) fn fullness(&self, day: i64) -> f64 {
        let back = self.today - day;
        let years = self.years_before_today(day);
        if years > (YEARS.len() - 1) as f64 + 0.17 || SILENCE.contains(&back) {
            return 0.0;
        }
        let date = date(day);
        let week = (day + 3).div_euclid(7);
        let random = &mut Random::new(self.seed, &[stream::WEEK, week as u64]);
        let trip = self.trip(day, date.year()).map_or(1.0, |trip| trip.fullness);
        let fullness = of_year(years) * MONTHS[date.month0() as usize] * (0.65 + 0.7 * random.fraction()) * trip;
        match LIVELY {
            (days, least) if days.contains(&back) => fullness.max(least),
            _ => fullness,
        }
    }

    /// Where the listener is on a day, as exports name countries.
    pub(super) fn country(&self, day: i64) -> &'static str {
        self.trip(day, date(day).year()).map_or("GB", |trip| trip.country)
    }

    /// Whether the listener is on a trip.
    pub(super) fn is_away(&self, day: i64) -> bool {
        self.trip(day, date(day).year()).is_some()
    }

    fn trip(&self, day: i64, year: i32) -> Option<Trip> {
        let back = self.today - day;
        if (-AT_HOME.1..=AT_HOME.0).contains(&back) || AT_HOME_BEFORE.contains(&back) {
            return None;
        }
        let random = &mut Random::new(self.seed, &[stream::TRIPS, year as u64]);
        let mut trip = |earliest: i64, latest: i64, days: (i64, i64), lively: usize| {
            let january = NaiveDate::from_ymd_opt(year, 1, 1).map_or(0, days_since_epoch);
            let first = january + random.between(earliest, latest);
            Trip {
                first,
                last: first + random.between(days.0, days.1),
                fullness: match (random.percent(lively), random.percent(65)) {
                    // A long drive with all the music that there is.
                    (true, _) => 1.9,
                    (_, true) => 0.03,
                    _ => 0.3,
                },
                country: random.pick(COUNTRIES),
            }
        };
        let trips = [
            trip(75, 135, (4, 8), 60),
            trip(186, 226, (9, 19), 20),
            trip(268, 292, (3, 6), 40),
        ];
        trips.into_iter().find(|trip| (trip.first..=trip.last).contains(&day))
    }
}

/// How full the time was so many years before the present, which changes little by little.
fn of_year(years: f64) -> f64 {
    let place = ((YEARS.len() - 1) as f64 - years).clamp(0.0, (YEARS.len() - 1) as f64);
    let (before, part) = (place as usize, place.fract());
    let after = (before + 1).min(YEARS.len() - 1);
    YEARS[before] * (1.0 - part) + YEARS[after] * part
}

/// Whether a day is one of those before Christmas on which its songs are heard.
pub(super) fn is_advent(day: i64) -> bool {
    let date = date(day);
    date.month() == 12 && (5..=26).contains(&date.day())
}

fn date(day: i64) -> NaiveDate {
    let time = DateTime::from_timestamp_millis(day * DAY_MS);
    time.unwrap_or_default().date_naive()
}

fn days_since_epoch(date: NaiveDate) -> i64 {
    date.and_time(chrono::NaiveTime::MIN)
        .and_utc()
        .timestamp_millis()
        .div_euclid(DAY_MS)
}
