//! Gives every artist of the eventful life a part: the leads theirs of the table, others random ones. Follows from the seed alone.

use sample::Random;

use super::{
    DAYS_A_YEAR,
    cast::{Era, FASHIONS, Hours, LEADS},
};

/// How many artists are heard for some months, beside the leads.
const SUPPORTING: usize = 120;
/// How many are heard once or twice.
const PASSING: usize = 1_000;
/// How long the life has lasted, in years.
const YEARS: f64 = 12.2;
/// How many years before and after the present somebody new may come.
const YEARS_TO_COME: f64 = 1.5;

/// What an artist is to the listener.
pub(crate) struct Role {
    pub(crate) hours: Hours,
    /// The earliest first.
    pub(crate) eras: Vec<Era>,
}

/// Everybody's part.
pub(crate) struct Casting {
    /// The leads', then those of the supporting artists.
    pub(crate) roles: Vec<Role>,
    /// Of each artist who is only heard in passing, on which days before the present. Below zero they are still to come.
    pub(crate) passing: Vec<Vec<i64>>,
}

impl Casting {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Random::new(seed, &[30]);
        let leads = LEADS.iter().map(|lead| Role {
            hours: lead.hours,
            eras: lead.eras.to_vec(),
        });
        Self {
            roles: leads.chain((0..SUPPORTING).map(|_| supporting(&mut random))).collect(),
            passing: (0..PASSING).map(|_| passing(&mut random)).collect(),
        }
    }
}

fn supporting(random: &mut Random) -> Role {
    let hours = match random.below(8) {
        0 => Hours::Commute,
        1 => Hours::Work,
        2 => Hours::Evening,
        3 => Hours::Night,
        4 => Hours::Weekend,
        _ => Hours::Any,
    };
    // Some were known before the life begins.
    let mut from = YEARS + 1.0 - random.fraction() * (YEARS + 1.0 + YEARS_TO_COME);
    let mut eras = Vec::new();
    loop {
        let length = 0.12 + random.fraction() * 0.9;
        eras.push(Era {
            from,
            to: from - length,
            strength: 0.06 + 0.5 * random.fraction().powi(2),
        });
        // Some are found again years later.
        from -= length + 0.8 + random.fraction() * 3.0;
        if !random.percent(35) || from < -YEARS_TO_COME {
            return Role { hours, eras };
        }
    }
}

fn passing(random: &mut Random) -> Vec<i64> {
    let years = YEARS - random.fraction() * (YEARS + YEARS_TO_COME);
    let first = (years * DAYS_A_YEAR) as i64;
    let mut days = vec![first];
    if random.percent(30) {
        days.push(first - random.between(2, 40));
    }
    days
}

/// What was in fashion so many years before the present: lines of genres that are close to each other.
pub(crate) fn fashion(years: f64) -> &'static [&'static [&'static str]] {
    let lasting = FASHIONS.iter().find(|(until, _)| years > *until);
    lasting.map_or(&[], |(_, lines)| lines)
}
