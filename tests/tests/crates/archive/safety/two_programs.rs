//! Two programs with one archive, each of which does this and that for a while: in the end it is the archive that one program would have
//! made of the same exports and recordings, in one clean pass.

use std::process::{Child, Command, Stdio};

use sample::generate;
use tonearm_tests::deeds::Deeds;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::operation::Operation;

use super::state::{Home, State};

const PLAYS: usize = 1_500;
/// How much each program does, and how often this is tried, unless `TONEARM_DEEDS` says how much.
const USUAL_DEEDS: u32 = 24;
const EVENINGS: usize = 24;

fn start(home: &Home, deeds: &Deeds) -> Outcome<Child> {
    Ok(Command::new(env!("CARGO_BIN_EXE_operation"))
        .arg(home.archive())
        .args(deeds.to_arguments())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?)
}

fn end(program: Child) -> Outcome {
    let output = program.wait_with_output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn whatever_two_programs_do_at_once_nothing_is_lost_or_doubled() -> Outcome {
    let count = std::env::var("TONEARM_DEEDS").ok().and_then(|deeds| deeds.parse().ok());
    let count: u32 = count.unwrap_or(USUAL_DEEDS);
    let folder = tempfile::tempdir()?;
    generate(&folder.path().join("life"), PLAYS, 7)?;
    let exports: Vec<_> = ["my_spotify_data_extended.zip", "older", "my_spotify_data_account.zip"]
        .map(|name| folder.path().join("life").join(name))
        .into();
    let import_all = |archive: &library::Archive| -> Outcome {
        for export in &exports {
            Operation::Import(export.clone()).perform(archive, || {})?;
        }
        Ok(())
    };
    let clean = Home::new()?;
    let archive = clean.open()?;
    import_all(&archive)?;
    Operation::Record(0, EVENINGS).perform(&archive, || {})?;
    let expected = State::of(&archive)?;

    for seed in 0..u64::from(count.div_ceil(USUAL_DEEDS)) {
        let home = Home::new()?;
        // Before its first page a recording has no gap, so that both begin with the same page.
        Operation::Record(0, 1).perform(&home.open()?, || {})?;
        let half = EVENINGS / 2;
        let deeds = [(2 * seed, (1, half)), (2 * seed + 1, (half, EVENINGS))].map(|(seed, evenings)| Deeds {
            seed,
            count: USUAL_DEEDS,
            exports: exports.clone(),
            evenings,
        });
        let [one, other] = deeds.map(|deeds| start(&home, &deeds));
        let ends = [end(one?), end(other?)];
        for ended in ends {
            ended.map_err(|failure| Failure::new(format!("seed {seed}: {failure}")))?;
        }

        let archive = home.open()?;
        import_all(&archive)?;
        let state = State::of(&archive)?;
        assert!(
            state.plays == expected.plays,
            "seed {seed}: {} plays, not {}",
            state.plays.len(),
            expected.plays.len()
        );
        assert_eq!(state.gaps, expected.gaps, "seed {seed}");
        assert_eq!(archive.verify()?.problems, Vec::<String>::new(), "seed {seed}");
        assert_eq!(home.leftovers()?, Vec::<String>::new(), "seed {seed}");
    }
    Ok(())
}
