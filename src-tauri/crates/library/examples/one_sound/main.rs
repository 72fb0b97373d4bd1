//! Measures what a life costs that is one sound of 30 s over and over, beside one of as many plays of many tracks: in the rules alone,
//! and in the archive. No rule may cost more than a sort: twice the plays take little more than twice the time, and one sound takes
//! about as long as many tracks.
//!
//! `cargo run --release -p library --example one_sound -- [PLAYS …]` prints two tables; each figure is the fastest of some runs.

#![expect(clippy::print_stdout, reason = "a measurement prints its result")]

mod archive;
mod life;
mod rules;

use life::{Life, MANY_TRACKS, ONE_SOUND};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// What was measured, and how many seconds it took.
type Steps = Vec<(&'static str, f64)>;

const SIZES: [usize; 3] = [50_000, 100_000, 200_000];

fn main() -> Outcome {
    let mut sizes = Vec::new();
    for argument in std::env::args().skip(1) {
        sizes.push(argument.parse()?);
    }
    if sizes.is_empty() {
        sizes = SIZES.to_vec();
    }
    table("the rules alone", &sizes, |life| Ok(rules::measure(&life)))?;
    table("the archive", &sizes, |life| archive::measure(&life))
}

/// Prints a row for each step, and for each size the seconds of both lives and how they compare.
fn table(of: &str, sizes: &[usize], measure: impl Fn(Life) -> Outcome<Steps>) -> Outcome {
    let mut columns = Vec::new();
    for plays in sizes {
        let of_tracks = |tracks| measure(Life { plays: *plays, tracks });
        columns.push((of_tracks(ONE_SOUND)?, of_tracks(MANY_TRACKS)?));
    }
    print!("\n| {of}, seconds |");
    for plays in sizes {
        print!(" {plays} × one sound | many tracks | one sound to many |");
    }
    println!("\n|---|{}", "---|".repeat(3 * sizes.len()));
    let steps = columns.first().map(|(steps, _)| steps.len()).unwrap_or_default();
    for at in 0..steps {
        for (number, (one, many)) in columns.iter().enumerate() {
            let ((name, one), (_, many)) = (one[at], many[at]);
            if number == 0 {
                print!("| {name} |");
            }
            print!(" {one:.3} | {many:.3} | {:.2} |", one / many);
        }
        println!();
    }
    Ok(())
}
