//! What random cases are made of: single rows that lie on the thresholds of the rules, and the situations that rules are about.

use std::ops::Range;

use plays::Provenance;
use proptest::prelude::*;
use proptest::sample::select;
use reconcile::Ending;

/// How long after another row, or before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Offset {
    pub(crate) of: Span,
    /// Some milliseconds more or less.
    pub(crate) more: i64,
    pub(crate) backwards: bool,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Span {
    Milliseconds(i64),
    /// The length of the other row, or half of it.
    OtherLength,
    HalfOfOtherLength,
    /// The length of the row itself, or half of it.
    OwnLength,
    HalfOfOwnLength,
}

/// A length: that of another row, or one of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Length {
    Same,
    Milliseconds(u32),
}

/// What it is called: as another row is, or a number that is taken modulo the namings there are.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Called {
    Same,
    Other(usize),
}

/// A row that is placed by another that came before, its *anchor*.
#[derive(Debug, Clone)]
pub(crate) struct Single {
    /// Which provenance, taken modulo those that the case has.
    pub(crate) provenance: usize,
    pub(crate) anchor: usize,
    pub(crate) offset: Offset,
    pub(crate) length: Length,
    pub(crate) called: Called,
    pub(crate) ending: Ending,
    pub(crate) detail: u32,
    pub(crate) number: u32,
    pub(crate) recording: u32,
    /// Of a recorded row.
    pub(crate) begin_only: bool,
    pub(crate) set_aside: bool,
    /// The time of most rows of account data is a whole minute.
    pub(crate) whole_minute: bool,
}

#[derive(Debug, Clone)]
pub(crate) enum Fragment {
    Single(Single),
    /// One play told by several sources.
    Told {
        first: Single,
        account_called: Called,
        recorded_called: Called,
        recorded_after: Offset,
        recorded_length: Length,
    },
    /// Recorded rows one after the other.
    Recorded {
        first: Single,
        steps: Vec<(Offset, Length, Called)>,
    },
    /// Equal rows of account data, numbered from 0 on, some of them a minute later.
    Account {
        first: Single,
        minutes_later: Vec<i64>,
    },
    /// A sound on repeat, told by every source.
    Loop {
        first: Single,
        length: u32,
        /// How long after the end of each play the next begins; less than nothing where they fade into each other.
        between: Vec<i64>,
    },
    /// A row of the extended history again, as another edition of its track.
    Edition {
        anchor: usize,
        later_ms: i64,
        ending: Ending,
        length: Length,
        called: Called,
        more_editions: usize,
    },
    /// The row that an earlier one is, once more, and nearly so.
    Twin {
        anchor: usize,
        later_ms: i64,
        longer_ms: u32,
        ending: Ending,
        detail: u32,
        called: Called,
    },
}

pub(crate) const PROVENANCES: [Provenance; 3] = [Provenance::Extended, Provenance::Live, Provenance::Account];

pub(crate) fn fragment() -> impl Strategy<Value = Fragment> {
    prop_oneof![
        6 => single().prop_map(Fragment::Single),
        3 => (single(), called(), called(), offset(), length()).prop_map(
            |(first, account_called, recorded_called, recorded_after, recorded_length)| Fragment::Told {
                first, account_called, recorded_called, recorded_after, recorded_length,
            }
        ),
        1 => recorded(burst_step(), 2..4),
        2 => recorded(session_step(), 2..5),
        2 => (single(), prop::collection::vec(select(vec![0, 0, 0, 1, 2]), 1..4))
            .prop_map(|(first, minutes_later)| Fragment::Account { first, minutes_later }),
        4 => twin(),
        2 => (single(), select(vec![9_000, 10_000, 20_000, 24_600, 30_000]), prop::collection::vec(between(), 1..4))
            .prop_map(|(first, length, between)| Fragment::Loop { first, length, between }),
        3 => (0..64_usize, select(vec![0, 0, 0, 1_000, 2_000, 2_001, -1_000]), ending(), length(), called(), 1..3_usize).prop_map(
            |(anchor, later_ms, ending, length, called, more_editions)| Fragment::Edition {
                anchor, later_ms, ending, length, called, more_editions,
            }
        ),
    ]
}

fn single() -> impl Strategy<Value = Single> {
    (
        (0..64_usize, 0..64_usize, offset(), length(), called(), ending()),
        (
            0..3_u32,
            select(vec![0, 0, 0, 1, 2]),
            select(vec![0, 0, 0, 1]),
            prop::bool::weighted(0.15),
            prop::bool::weighted(0.04),
            prop::bool::weighted(0.9),
        ),
    )
        .prop_map(
            |(
                (provenance, anchor, offset, length, called, ending),
                (detail, number, recording, begin_only, set_aside, whole_minute),
            )| {
                Single {
                    provenance,
                    anchor,
                    offset,
                    length,
                    called,
                    ending,
                    detail,
                    number,
                    recording,
                    begin_only,
                    set_aside,
                    whole_minute,
                }
            },
        )
}

fn recorded(
    step: impl Strategy<Value = (Offset, Length, Called)>,
    steps: Range<usize>,
) -> impl Strategy<Value = Fragment> {
    (single(), prop::collection::vec(step, steps)).prop_map(|(first, steps)| Fragment::Recorded { first, steps })
}

fn twin() -> impl Strategy<Value = Fragment> {
    let later = select(vec![
        0, 0, 1_000, 2_000, 2_001, 5_000, 22_000, 30_000, 30_001, 45_000, -2_000,
    ]);
    let longer = select(vec![0, 0, 0, 1, 2_500]);
    (0..64_usize, later, longer, ending(), 0..3_u32, called()).prop_map(
        |(anchor, later_ms, longer_ms, ending, detail, called)| Fragment::Twin {
            anchor,
            later_ms,
            longer_ms,
            ending,
            detail,
            called,
        },
    )
}

/// Between two plays of a sound on repeat.
fn between() -> impl Strategy<Value = i64> {
    select(vec![0, 0, 200, 1_000, -2_000, -5_000, -12_000])
}

/// Stamps about a second apart.
fn burst_step() -> impl Strategy<Value = (Offset, Length, Called)> {
    let step = select(vec![0, 1, 500, 999, 1_000, 1_000, 1_001, 1_300]);
    let offset = step.prop_map(|step| Offset {
        of: Span::Milliseconds(step),
        more: 0,
        backwards: false,
    });
    (offset, length(), called())
}

/// Stamps as far apart as one of the two tracks is long.
fn session_step() -> impl Strategy<Value = (Offset, Length, Called)> {
    let span = prop_oneof![3 => Just(Span::OtherLength), 2 => Just(Span::OwnLength)];
    let more = select(vec![0, 0, 0, 2_000, -2_000, 2_001, -2_001, -5_000]);
    let offset = (span, more).prop_map(|(of, more)| Offset {
        of,
        more,
        backwards: false,
    });
    let length = prop_oneof![1 => Just(Length::Same), 4 => (20_000..300_000_u32).prop_map(Length::Milliseconds)];
    (offset, length, called())
}

fn offset() -> impl Strategy<Value = Offset> {
    let thresholds = vec![
        0,
        0,
        0,
        1_000,
        2_000,
        5_000,
        12_300,
        21_500,
        30_000,
        60_000,
        62_000,
        90_000,
        1_200_000,
        86_400_000,
        604_800_000,
    ];
    let span = prop_oneof![
        10 => select(thresholds).prop_map(Span::Milliseconds),
        4 => (0..300_000_i64).prop_map(Span::Milliseconds),
        1 => (0..172_800_000_i64).prop_map(Span::Milliseconds),
        1 => Just(Span::OtherLength),
        1 => Just(Span::HalfOfOtherLength),
        1 => Just(Span::OwnLength),
        1 => Just(Span::HalfOfOwnLength),
    ];
    (span, select(vec![0, 0, 0, 1, -1, 1_000]), prop::bool::weighted(0.4)).prop_map(|(of, more, backwards)| Offset {
        of,
        more,
        backwards,
    })
}

fn length() -> impl Strategy<Value = Length> {
    let some = vec![
        0, 2_000, 9_999, 10_000, 24_600, 30_000, 43_000, 121_500, 121_501, 200_000, 7_200_000,
    ];
    prop_oneof![
        5 => Just(Length::Same),
        5 => select(some).prop_map(Length::Milliseconds),
        1 => (0..300_000_u32).prop_map(Length::Milliseconds),
    ]
}

fn called() -> impl Strategy<Value = Called> {
    prop_oneof![1 => Just(Called::Same), 1 => (0..64_usize).prop_map(Called::Other)]
}

fn ending() -> impl Strategy<Value = Ending> {
    prop_oneof![4 => Just(Ending::Usual), 1 => Just(Ending::Remote), 1 => Just(Ending::Exit)]
}
