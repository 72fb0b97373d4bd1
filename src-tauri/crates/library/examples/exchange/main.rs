//! Measures what exchanges with a database cost: a million plays up and down, nothing new, one new import, and one listener's share
//! where others have theirs in the same tables. Takes two folders that `cargo xtask generate-history` wrote, of the life and of the new
//! import, and, where there is one, a Python with Django and psycopg. Starts a PostgreSQL server for it, which is gone at the end.

#![expect(clippy::print_stdout, reason = "a measurement prints its result")]

mod crowd;
mod machine;
#[path = "../../../remote/tests/postgres/server.rs"]
#[allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "the tests use more of it, and it is written for them"
)]
mod server;
mod yardsticks;

use std::{path::PathBuf, time::Instant};

use library::Exchanged;
use machine::Machine;
use remote::{DatabaseAddress, Layout};
use server::{OWNER, Server};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(life), Some(news)) = (arguments.next(), arguments.next()) else {
        return Err("name the folders of two histories".into());
    };
    let python = arguments.next();
    // What it has said is kept is on the disk, as on a server that is relied on.
    let server = server::mortal().ok_or("there is no PostgreSQL server to be measured")?;

    let life = Machine::with(&life)?;
    alone(&server, &life, &news, python.as_deref())?;
    among_others(&server, &life, &news)
}

fn alone(server: &Server, life: &Machine, news: &std::path::Path, python: Option<&std::path::Path>) -> Outcome {
    let database = prepared(server, Layout::Plain, &["me"])?;
    let (first, again) = (life.copy()?, Machine::empty()?);
    println!("One listener, {} plays, plain tables", first.plays()?);
    let sent = timed("first exchange of the machine that has them", || {
        first.exchange(&database, "me")
    })?;
    println!("           {} rows sent", sent.rows_sent);
    timed("nothing new", || first.exchange(&database, "me"))?;
    let received = timed("first exchange of an empty machine", || again.exchange(&database, "me"))?;
    println!("           {} rows received", received.rows_received);
    if again.plays()? != first.plays()? {
        return Err("the machines have different plays".into());
    }
    timed("nothing new there", || again.exchange(&database, "me"))?;
    first.import(news)?;
    let sent = timed("with one new import", || first.exchange(&database, "me"))?;
    println!("           {} rows sent", sent.rows_sent);
    timed("the new import at the other machine", || {
        again.exchange(&database, "me")
    })?;
    yardsticks::copy(server, &database)?;
    yardsticks::read(&database)?;
    yardsticks::django(server, &database, python)
}

fn among_others(server: &Server, life: &Machine, news: &std::path::Path) -> Outcome {
    for (others, machine) in [(9, life.copy()?), (499, Machine::with(news)?)] {
        let database = prepared(server, Layout::Partitioned, &["me", "later"])?;
        let plays = machine.plays()?;
        println!(
            "\nOne listener, {plays} plays, partitioned tables; then the same beside {others} others with as many"
        );
        let of_listener = |name: &str| -> Outcome<[f64; 3]> {
            let mine = machine.copy()?;
            let up = seconds(|| mine.exchange(&database, name))?;
            crowd::settle(server, &database)?;
            let nothing = seconds(|| mine.exchange(&database, name))?;
            Ok([up, nothing, crowd::top_tracks(server, &database, name)?])
        };
        let alone = of_listener("me")?;
        let begun = Instant::now();
        crowd::multiply(server, &database, others)?;
        println!("{:8.2} s  to make the others", begun.elapsed().as_secs_f64());
        let beside = of_listener("later")?;
        for (what, (alone, beside)) in ["first exchange", "nothing new", "top tracks of all time"]
            .into_iter()
            .zip(alone.into_iter().zip(beside))
        {
            println!(
                "{alone:8.3} s  {what} alone, {beside:.3} s beside others: {:.2} times",
                beside / alone
            );
        }
    }
    Ok(())
}

/// A new database with this layout and these listeners.
fn prepared(server: &Server, layout: Layout, listeners: &[&str]) -> Outcome<DatabaseAddress> {
    let address = server.database_of(OWNER);
    let mut database = remote::Database::connect(&address, None)?;
    database.init(layout)?;
    for listener in listeners {
        database.add_listener(listener)?;
    }
    Ok(address)
}

fn timed(what: &str, work: impl FnOnce() -> Outcome<Exchanged>) -> Outcome<Exchanged> {
    let begun = Instant::now();
    let done = work()?;
    println!("{:8.2} s  {what}", begun.elapsed().as_secs_f64());
    if done.mismatches.is_empty() {
        return Ok(done);
    }
    Err(done.mismatches.join("; ").into())
}

fn seconds<T>(work: impl FnOnce() -> Outcome<T>) -> Outcome<f64> {
    let begun = Instant::now();
    work()?;
    Ok(begun.elapsed().as_secs_f64())
}
