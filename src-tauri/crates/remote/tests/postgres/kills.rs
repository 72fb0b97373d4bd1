//! A server that is killed in the middle of exchanges, and comes back.

use std::{
    collections::{BTreeMap, BTreeSet},
    thread,
    time::{Duration, Instant},
};

use chrono::DateTime;
use plays::{MachineId, Part, PartId, Register, SourceKey};
use proptest::{
    prelude::{ProptestConfig, Strategy},
    strategy::ValueTree as _,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use remote::{Layout, Machine, Remote, RemoteError, part_fingerprint};

use crate::{
    history::{import, parts, recording, register, registers, said, some_of},
    place::Place,
    server::{OWNER, mortal},
};

/// How often the server is killed, unless `TONEARM_KILLS` says otherwise.
const KILLS: u32 = 3;
const MACHINES: [u8; 2] = [0, 1];
/// How many earlier histories are looked at again after each kill.
const LOOKED_AT_AGAIN: usize = 3;

/// What two machines exchange: each has two thirds of the rows of every part, and its own decisions.
struct History {
    parts: Vec<Part>,
    decisions: [Vec<Register>; 2],
}

/// What the server has told a machine is there.
#[derive(Default)]
struct Told {
    parts: BTreeSet<PartId>,
    decisions: Vec<Register>,
    has_announced: bool,
}

impl History {
    /// The same for the same number.
    fn of(number: u32) -> Self {
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&number.to_le_bytes());
        let random = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
        let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), random);
        // Enough rows for a temporary table, among small parts.
        let rows: Vec<(i64, u32)> = (0..8_000).map(|at| (1_500_000_000_000 + at * 7_919, 1)).collect();
        let ends: Vec<i64> = (0..300).map(|at| 1_577_836_800_000 + at * 200_000).collect();
        let mut all = BTreeMap::new();
        for part in [import(100, &rows), recording(101, 600, &ends)] {
            all.insert(part.id, part);
        }
        while all.len() < 10 {
            let part = any(&mut runner, parts());
            all.entry(part.id).or_insert(part);
        }
        let decisions = MACHINES.map(|machine| {
            let gaps = format!(r#"[[{machine},{number},"missing"]]"#);
            let gaps = register("gaps", &SourceKey([101; 16]).to_string(), 1, machine, Some(&gaps));
            let others = (0..9).map(|_| any(&mut runner, registers()));
            others.chain([gaps]).collect()
        });
        Self {
            parts: all.into_values().collect(),
            decisions,
        }
    }

    /// What a machine has of a part.
    fn share(part: &Part, machine: u8) -> Part {
        some_of(part, |row| row % 3 != usize::from(machine))
    }

    /// As a machine does it: what the other end has already is not sent. One machine begins at the other end.
    fn exchange(&self, place: &Place, machine: u8, told: &mut Told) -> Result<(), RemoteError> {
        let mut remote = place.try_open(machine)?;
        let there = remote.manifest()?.parts;
        let mut steps: Vec<_> = self.parts.iter().zip(&self.decisions[usize::from(machine)]).collect();
        if machine == 1 {
            steps.reverse();
        }
        for (part, decision) in steps {
            if there.get(&part.id) != Some(&part_fingerprint(part)) {
                remote.send(&Self::share(part, machine))?;
                told.parts.insert(part.id);
            }
            remote.put_registers(std::slice::from_ref(decision))?;
            told.decisions.push(decision.clone());
        }
        remote.announce(&this(machine))?;
        told.has_announced = true;
        Ok(())
    }

    /// Each machine has all that it was told is there, and of everything else either all that one send wrote, or nothing.
    fn is_there_as_told(&self, place: &Place, told: &[Told; 2]) {
        let mut remote = place.open(2);
        let manifest = remote.manifest().unwrap();
        for part in &self.parts {
            let was_told = |machine: u8| told[usize::from(machine)].parts.contains(&part.id);
            let Some(fingerprint) = manifest.parts.get(&part.id) else {
                assert!(
                    !MACHINES.iter().any(|machine| was_told(*machine)),
                    "{:?} is gone",
                    part.id
                );
                continue;
            };
            let fetched = remote.fetch(part.id).unwrap();
            assert_eq!(part_fingerprint(&fetched), *fingerprint, "what is damaged is seen");
            let shares = MACHINES.map(|machine| said(&Self::share(part, machine)));
            let whole = said(part);
            let possible = [
                (&shares[0], [true, false]),
                (&shares[1], [false, true]),
                (&whole, [true, true]),
            ];
            let fetched = said(&fetched);
            let is_possible = possible.iter().any(|(rows, has)| {
                **rows == fetched
                    && MACHINES
                        .iter()
                        .all(|machine| has[usize::from(*machine)] || !was_told(*machine))
            });
            assert!(is_possible, "{:?} is there by halves", part.id);
        }
        let held = held(&mut remote);
        for decision in told.iter().flat_map(|told| &told.decisions) {
            let holds = held
                .iter()
                .find(|held| (&held.kind, &held.key) == (&decision.kind, &decision.key));
            assert!(
                holds.is_some_and(|holds| !decision.wins_over(holds)),
                "{decision:?} is gone"
            );
        }
        for (machine, told) in MACHINES.iter().zip(told) {
            assert!(!told.has_announced || manifest.machines.contains(&this(*machine)));
        }
        has_the_gaps_of_its_decisions(place, &mut admin(place));
    }

    fn is_there_once(&self, place: &Place) {
        let mut remote = place.open(2);
        let wanted: BTreeMap<_, _> = self
            .parts
            .iter()
            .map(|part| (part.id, part_fingerprint(part)))
            .collect();
        let manifest = remote.manifest().unwrap();
        assert_eq!(manifest.parts, wanted);
        assert_eq!(manifest.machines, MACHINES.map(this));
        for part in &self.parts {
            assert_eq!(said(&remote.fetch(part.id).unwrap()), said(part));
        }
        let mut wanted = BTreeMap::<_, Register>::new();
        for decision in self.decisions.iter().flatten() {
            let holds = wanted
                .entry((&decision.kind, &decision.key))
                .or_insert_with(|| decision.clone());
            if decision.wins_over(holds) {
                *holds = decision.clone();
            }
        }
        assert_eq!(held(&mut remote), wanted.into_values().collect::<Vec<_>>());
        let mut admin = admin(place);
        has_the_gaps_of_its_decisions(place, &mut admin);
        let rows: usize = self.parts.iter().map(|part| part.batch.evidence.len()).sum();
        let sql = "SELECT count(*) FROM tonearm.evidence JOIN tonearm.listener USING (listener) WHERE name = $1";
        let count: i64 = admin.query_one(sql, &[&listener(place)]).unwrap().get(0);
        assert_eq!(count, rows as i64);
    }
}

fn any<T: std::fmt::Debug>(runner: &mut TestRunner, of: impl Strategy<Value = T>) -> T {
    of.new_tree(runner).unwrap().current()
}

fn this(machine: u8) -> Machine {
    Machine {
        id: MachineId([machine; 16]),
        name: "Laptop".into(),
        exchanges: 1,
        last_at: DateTime::UNIX_EPOCH,
    }
}

fn listener(place: &Place) -> &str {
    match place {
        Place::Database { listener, .. } => listener,
        Place::Folder(_) => panic!("a folder has no listener"),
    }
}

/// The owner's connection to the server that the place is on.
fn admin(place: &Place) -> postgres::Client {
    let address = place.address();
    let remote::Host::Socket(folder) = &address.host else {
        panic!("{address:?} has no socket")
    };
    let mut config = postgres::Config::new();
    // A host that is a path is the folder of a socket.
    config
        .host(folder.to_str().unwrap())
        .port(address.port)
        .user(&address.user);
    config.dbname(&address.database).connect(postgres::NoTls).unwrap()
}

fn held(remote: &mut Remote) -> Vec<Register> {
    let buckets: Vec<_> = remote.manifest().unwrap().registers.into_keys().collect();
    let mut held = remote.registers(&buckets).unwrap();
    held.sort();
    held
}

/// They were written at once, or not at all.
fn has_the_gaps_of_its_decisions(place: &Place, admin: &mut postgres::Client) {
    let sql = r#"SELECT
            (SELECT string_agg(value, '') FROM tonearm.decision JOIN tonearm.listener USING (listener)
             WHERE name = $1 AND kind = 'gaps' AND value LIKE '[[%'),
            (SELECT string_agg(format('[[%s,%s,"missing"]]', from_at, to_at), '') FROM tonearm.gap JOIN tonearm.listener USING (listener)
             WHERE name = $1)"#;
    let row = admin.query_one(sql, &[&listener(place)]).unwrap();
    assert_eq!(row.get::<_, Option<String>>(0), row.get::<_, Option<String>>(1));
}

/// Both machines at once, with `meanwhile` on this thread.
fn exchange(
    history: &History,
    place: &Place,
    told: &mut [Told; 2],
    meanwhile: impl FnOnce(),
) -> [Result<(), RemoteError>; 2] {
    thread::scope(|scope| {
        let [first, second] = told;
        let first = scope.spawn(|| history.exchange(place, 0, first));
        let second = scope.spawn(|| history.exchange(place, 1, second));
        meanwhile();
        [first, second].map(|machine| machine.join().unwrap())
    })
}

fn is_to_be_tried_again(why: &RemoteError) -> bool {
    matches!(why, RemoteError::Lost(_) | RemoteError::Unreachable { .. }) && why.may_pass()
}

/// Until the server lets a machine in. Whatever it says before can be tried again.
fn wait_for_it(place: &Place) {
    let begun = Instant::now();
    while let Err(why) = place.try_open(2) {
        assert!(is_to_be_tried_again(&why), "{why:?}");
        assert!(begun.elapsed() < Duration::from_secs(120), "{why:?}");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn what_is_exchanged_while_the_server_is_killed_is_there_once_in_the_end() {
    let Some(mut server) = mortal() else { return };
    let kills = std::env::var("TONEARM_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let layouts = [Layout::Plain, Layout::Partitioned].map(|layout| Place::set_up(server.database_of(OWNER), layout));
    let mut took = Duration::ZERO;
    for place in &layouts {
        let begun = Instant::now();
        let done = exchange(&History::of(0), &place.fresh(), &mut Default::default(), || {});
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        took = begun.elapsed();
    }
    let (mut in_the_middle, mut earlier) = (0, Vec::<(History, Place)>::new());
    for kill in 0..kills {
        let (history, place) = (History::of(kill), layouts[kill as usize % 2].fresh());
        let mut told = <[Told; 2]>::default();
        let moment = took * (2 * kill + 1) / (2 * kills);
        let done = exchange(&history, &place, &mut told, || {
            thread::sleep(moment);
            server.kill();
        });
        if done.iter().any(Result::is_err) {
            in_the_middle += 1;
        } else {
            // Other tests made the first one slow.
            took = took * 3 / 4;
        }
        for why in done.iter().filter_map(|done| done.as_ref().err()) {
            assert!(is_to_be_tried_again(why), "{why:?}");
        }
        let dead = place.try_open(2);
        assert!(matches!(dead, Err(RemoteError::Unreachable { .. })), "{dead:?}");

        thread::scope(|scope| {
            let waiting = scope.spawn(|| wait_for_it(&place));
            server.revive();
            waiting.join().unwrap();
        });
        history.is_there_as_told(&place, &told);
        for (history, place) in earlier.iter().rev().take(LOOKED_AT_AGAIN) {
            history.is_there_once(place);
        }
        let done = exchange(&history, &place, &mut told, || {});
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        history.is_there_once(&place);
        earlier.push((history, place));
    }
    println!("{in_the_middle} of {kills} kills were in the middle of an exchange of {took:?}");
    assert!(kills < KILLS || in_the_middle > 0);
    for (history, place) in &earlier {
        history.is_there_once(place);
    }
}
