//! What the rules get wrong: invented lives, what Spotify's sources would tell of them, and how many of 1,000 plays are lost or doubled.
//!
//! `cargo run --release -p reconcile --example accuracy -- [--lives N] [--cases SOURCES]`
//!
//! Prints two tables in Markdown, beside the figures of the simulation by which the rules were chosen. With `--cases` it prints what is
//! told of some plays that are lost or doubled with these sources, such as "live + extended", or with "gaps" what is told around some
//! gaps that are wrong. `rates` says how often everything happens, `judge` and `gaps` what counts as wrong. The same number of lives
//! gives the same figures.

#![expect(clippy::print_stdout, reason = "a measurement prints its result")]

mod cases;
mod catalogue;
mod export;
mod gaps;
mod judge;
mod life;
mod rates;
mod recent;
mod recording;
mod sources;
#[cfg(test)]
mod tests;
mod time;

use gaps::GapFigures;
use rates::LIFE_DAYS;
use sources::{SETS, Sources};

const LIVES: u64 = 24;

/// What the simulation by which the rules were chosen gave, lost and doubled in 1,000, in the order of [`SETS`].
const CHOSEN_BY: [Option<(f64, f64)>; 9] = [
    Some((1.2, 2.5)),
    None,
    None,
    Some((0.0, 0.9)),
    Some((0.0, 1.1)),
    Some((0.0, 0.2)),
    Some((0.3, 5.2)),
    Some((0.0, 1.8)),
    None,
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |option: &str| {
        let at = arguments.iter().position(|argument| argument == option)?;
        arguments.get(at + 1)
    };
    let lives = after("--lives").and_then(|lives| lives.parse().ok()).unwrap_or(LIVES);
    if let Some(set) = after("--cases") {
        for life in 0..lives {
            let sources = Sources::of_life(life, LIFE_DAYS);
            match set.as_str() {
                "gaps" => cases::print_gaps(&sources),
                set => cases::print(&sources, set),
            }
        }
        return;
    }
    let mut judged = [Figures::default(); SETS.len()];
    let mut gaps = GapFigures::default();
    for life in 0..lives {
        let sources = Sources::of_life(life, LIFE_DAYS);
        for (figures, set) in judged.iter_mut().zip(SETS) {
            let judgement = sources.judge(set);
            figures.told += judgement.told;
            figures.lost += judgement.lost.len();
            figures.doubled += judgement.doubled.len();
        }
        sources.count_gaps(&mut gaps);
    }
    println!(
        "| sources | plays of 10 s or more | lost | doubled | then: lost | then: doubled |\n|---|---|---|---|---|---|"
    );
    for ((figures, set), then) in judged.iter().zip(SETS).zip(CHOSEN_BY) {
        let then = then
            .map(|(lost, doubled)| (lost.to_string(), doubled.to_string()))
            .unwrap_or_default();
        println!(
            "| {} | {} | {:.2} | {:.2} | {} | {} |",
            set.name,
            figures.told,
            per_1000(figures.lost, figures.told),
            per_1000(figures.doubled, figures.told),
            then.0,
            then.1,
        );
    }
    println!("\n| gaps | of | per 1,000 | then |\n|---|---|---|---|");
    for (what, wrong, all, of, then) in [
        (
            "lost plays without a gap",
            gaps.unmarked,
            gaps.lost,
            "lost plays",
            "22.7",
        ),
        (
            "of these, told over two hours late",
            gaps.unmarked_late,
            gaps.lost,
            "lost plays",
            "19.8",
        ),
        (
            "\"missing\" where nothing is",
            gaps.missing_false,
            gaps.missing,
            "\"missing\"",
            "14.6",
        ),
        (
            "\"may be missing\" where nothing is",
            gaps.may_be_false,
            gaps.may_be,
            "\"may be missing\"",
            "",
        ),
        (
            "plays that are lost",
            gaps.lost,
            gaps.listed,
            "plays in Spotify's list",
            "",
        ),
    ] {
        println!("| {what} | {all} {of} | {:.1} | {then} |", per_1000(wrong, all));
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Figures {
    told: usize,
    lost: usize,
    doubled: usize,
}

fn per_1000(part: usize, all: usize) -> f64 {
    if all == 0 {
        0.0
    } else {
        1_000.0 * part as f64 / all as f64
    }
}
