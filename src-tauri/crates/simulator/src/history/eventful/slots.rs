//! At which times of day the listener may listen: as a student, on the way to an office, and working at home.

use crate::{history::weekday, life::Hours};

/// A time of day with room for a session.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    /// In minutes of the day. The next slot begins half an hour after the end at the earliest.
    pub(super) from: i64,
    pub(super) to: i64,
    /// Of 100 usual days, on how many there is a session.
    pub(super) likely: usize,
    pub(super) hours: Hours,
    pub(super) is_evening: bool,
}

/// Until so many years before the present the listener studied, went to an office, and worked at home; now it is both.
const STUDIED_UNTIL: f64 = 8.0;
const OFFICE_UNTIL: f64 = 5.3;
const HOME_UNTIL: f64 = 3.4;

/// The slots of a day, so many years before the present, in order. If a chapter of a book is heard in bed, the evening ends before it.
pub(super) fn slots(day: i64, years: f64, has_chapter: bool) -> Vec<Slot> {
    let bedtime = if has_chapter { clock(22, 35) } else { clock(23, 25) };
    let weekday = weekday(day);
    let slot = |from, to, likely, hours| Slot {
        from,
        to,
        likely,
        hours,
        is_evening: false,
    };
    let evening = |from, likely| Slot {
        is_evening: true,
        ..slot(from, bedtime, likely, Hours::Evening)
    };
    // Friday and Saturday nights last into the next day.
    let night = slot(
        clock(0, 5),
        clock(1, 40),
        if weekday > 4 { 15 } else { 2 },
        Hours::Night,
    );
    if weekday > 4 {
        return vec![
            night,
            slot(clock(9, 50), clock(12, 30), 28, Hours::Weekend),
            slot(clock(14, 20), clock(17, 40), 18, Hours::Weekend),
            evening(clock(19, 40), if weekday == 5 { 31 } else { 22 }),
        ];
    }
    let (morning, work, afternoon, homeward, late) = if years > STUDIED_UNTIL {
        (9, 6, 16, 8, 26)
    } else if years > OFFICE_UNTIL {
        (36, 5, 3, 29, 18)
    } else if years > HOME_UNTIL {
        (3, 20, 15, 3, 24)
    } else {
        (28, 8, 5, 22, 22)
    };
    vec![
        night,
        slot(clock(7, 20), clock(8, 35), morning, Hours::Commute),
        slot(clock(9, 25), clock(11, 30), work, Hours::Work),
        slot(clock(14, 0), clock(16, 20), afternoon, Hours::Work),
        slot(clock(17, 15), clock(18, 35), homeward, Hours::Commute),
        evening(clock(20, 5), if weekday == 4 { late + 7 } else { late }),
    ]
}

fn clock(hour: i64, minute: i64) -> i64 {
    hour * 60 + minute
}
