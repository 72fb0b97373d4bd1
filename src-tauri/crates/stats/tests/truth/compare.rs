//! Compares two answers part by part, so that a failure names the field, and the place in a list, in which they differ.

use std::fmt::Debug;

use proptest::{prelude::*, test_runner::TestCaseResult};
use stats::{Detail, DetailQuery, Question, Summary, Timeline};

macro_rules! same {
    ($fast:expr, $slow:expr, $asked:expr; $($field:ident),+) => {{
        let (fast, slow) = ($fast, $slow);
        $(prop_assert_eq!(
            &fast.$field, &slow.$field,
            "{} by the engine, then by the oracle, asked {:?}", stringify!($field), $asked
        );)+
    }};
}

macro_rules! same_lists {
    ($fast:expr, $slow:expr, $asked:expr; $($field:ident),+) => {{
        let (fast, slow) = ($fast, $slow);
        $(same_list(stringify!($field), &fast.$field, &slow.$field, $asked)?;)+
    }};
}

fn same_list<T: Debug + PartialEq>(name: &str, fast: &[T], slow: &[T], asked: &impl Debug) -> TestCaseResult {
    for (at, (fast, slow)) in fast.iter().zip(slow).enumerate() {
        let message = "by the engine, then by the oracle, asked";
        prop_assert_eq!(fast, slow, "{}[{}] {} {:?}", name, at, message, asked);
    }
    prop_assert_eq!(fast, slow, "{} are of one length, asked {:?}", name, asked);
    Ok(())
}

pub(crate) fn same_summary(fast: &Summary, slow: &Summary, asked: &Question) -> TestCaseResult {
    same!(fast, slow, asked; range, before, totals, totals_before, whole, half, stayed, discovered);
    same_lists!(fast, slow, asked; tracks, artists, albums, genres);
    same_timeline(&fast.timeline, &slow.timeline, asked)?;
    same_lists!(fast, slow, asked; clock);
    same!(&fast.calendar, &slow.calendar, asked; year);
    same_lists!(&fast.calendar, &slow.calendar, asked; days);
    same!(&fast.stream, &slow.stream, asked; of, bins);
    same_lists!(&fast.stream, &slow.stream, asked; amounts, others);
    same!(fast, slow, asked; sessions, streaks, best_day, first, last, skipped, skips_known, estimated);
    same_lists!(fast, slow, asked; on_this_day);
    prop_assert_eq!(fast, slow);
    Ok(())
}

pub(crate) fn same_detail(fast: &Detail, slow: &Detail, asked: &DetailQuery) -> TestCaseResult {
    same!(fast, slow, asked; amount, rank, tracks, first, first_day_plays, last, longest_run);
    same_lists!(fast, slow, asked; years, rivals);
    same_timeline(&fast.timeline, &slow.timeline, asked)?;
    same_lists!(fast, slow, asked; clock, top);
    same!(fast, slow, asked; sessions);
    same_lists!(fast, slow, asked; companions);
    prop_assert_eq!(fast, slow);
    Ok(())
}

fn same_timeline(fast: &Timeline, slow: &Timeline, asked: &impl Debug) -> TestCaseResult {
    same!(fast, slow, asked; bins);
    same_lists!(fast, slow, asked; all, matched);
    Ok(())
}
