//! The days of a soak, minute by minute.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use host::Folders;
use library::{SourceKind, SyncError, Zone};
use simulator::{Family, Fault, FaultKind, Simulator, TruePlay};
use spotify::{Addresses, Error, Redirect, Scope};
use tempfile::TempDir;
use tonearm_tests::account::client_id;
use tonearm_tests::consent;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::operation::Operation;
use vault::Vault;

use super::computer::Computer;
use super::day::{self, Happening, Minute, Work};
use super::program::{Desktop, Program};

pub(crate) const BEGAN: DateTime<Utc> = DateTime::from_timestamp_nanos(1_795_168_800_000_000_000);
pub(crate) const MINUTE: TimeDelta = TimeDelta::minutes(1);
/// How long before the soak begins its first page may reach back.
const BEFORE: TimeDelta = TimeDelta::days(10);

pub(crate) struct Run {
    pub(crate) simulator: Simulator,
    pub(crate) desktop: Desktop,
    pub(crate) app: Program,
    pub(crate) cli: Program,
    pub(crate) folder: TempDir,
    pub(crate) exports: PathBuf,
    /// What the command line printed.
    pub(crate) printed: String,
    /// The minutes in which the app ran and nothing kept it from Spotify; each list is without a break.
    pub(crate) free: Vec<Vec<DateTime<Utc>>>,
    /// When Spotify answered those readings that went well.
    pub(crate) readings: Vec<DateTime<Utc>>,
    /// Those of them that were the app's.
    pub(crate) readings_of_the_app: Vec<DateTime<Utc>>,
    /// Since when the app has had no calls of its own left: it makes 299 in 24 hours, and failed ones count.
    out_of_calls_since: Option<DateTime<Utc>>,
    /// Until when Spotify wants no requests.
    paused_until: DateTime<Utc>,
    online_in: i64,
    clock_right_in: i64,
    seen_requests: usize,
    happened: BTreeMap<String, usize>,
}

impl Run {
    /// Goes through so many days.
    pub(crate) async fn of(seed: u64, days: i64) -> Outcome<Self> {
        let rotates = seed % 2 == 1;
        let mut run = Self::begin(seed, rotates).await?;
        let end = BEGAN + TimeDelta::days(days);
        let mut number = 0;
        while run.desktop.computer.now() < end {
            let minute = day::of_minute(seed, number, rotates);
            let began = run.desktop.computer.now();
            run.minute(minute)
                .await
                .map_err(|failure| Failure::new(format!("minute {number} ({began}): {failure}")))?;
            run.rest(began).await;
            number += 1;
        }
        run.end().await?;
        Ok(run)
    }

    async fn begin(seed: u64, rotates: bool) -> Outcome<Self> {
        let computer = Computer::new(BEGAN);
        let simulator = start_simulator(seed, &computer).await?;
        simulator.set_rotation(rotates);
        let folder = tempfile::tempdir()?;
        let exports = folder.path().join("exports");
        std::fs::create_dir(&exports)?;
        let desktop = Desktop {
            addresses: Addresses::overridden(Some(&simulator.accounts_url()), Some(&simulator.api_url()))?,
            computer,
            keychain: Arc::new(Vault::in_memory()),
            folders: Folders::chosen(folder.path())?,
        };
        let app = Program::start(&desktop, &desktop.folders.app_settings())?;
        desktop.computer.run(sign_in(&app, &desktop.computer)).await?;
        let cli = Program::start(&desktop, &desktop.folders.cli_settings())?;
        Ok(Self {
            simulator,
            desktop,
            app,
            cli,
            folder,
            exports,
            printed: String::new(),
            free: Vec::new(),
            readings: Vec::new(),
            readings_of_the_app: Vec::new(),
            out_of_calls_since: None,
            paused_until: BEGAN,
            online_in: 0,
            clock_right_in: 0,
            seen_requests: 0,
            happened: BTreeMap::new(),
        })
    }

    /// Everything that was heard, from some days before the soak until now.
    pub(crate) fn truth(&self) -> Vec<TruePlay> {
        self.simulator.truth(self.heard_since(), self.desktop.computer.now())
    }

    pub(crate) fn heard_since(&self) -> DateTime<Utc> {
        BEGAN - BEFORE
    }

    /// What happened, and how often.
    pub(crate) fn story(&self) -> String {
        let counts = self.happened.iter().map(|(what, times)| format!("{what} {times}"));
        counts.collect::<Vec<_>>().join(", ")
    }

    async fn minute(&mut self, minute: Minute) -> Outcome {
        self.recover().await?;
        let mut is_free = self.online_in == 0;
        let (mut syncs, mut work) = (false, None);
        if let Some(happening) = minute.happening {
            self.count(
                &format!("{happening:?}")
                    .split('(')
                    .next()
                    .unwrap_or_default()
                    .to_lowercase(),
            );
            match happening {
                Happening::Offline(minutes) => {
                    self.simulator.stop();
                    self.online_in = minutes;
                    is_free = false;
                }
                Happening::Sleep(span) => {
                    self.desktop.computer.sleep(span);
                    is_free = false;
                }
                Happening::WrongClock(ahead, minutes) => {
                    self.desktop.computer.set_clock(ahead);
                    self.clock_right_in = minutes;
                }
                Happening::Restart => {
                    self.app = Program::start(&self.desktop, &self.desktop.folders.app_settings())?;
                }
                Happening::TokensExpire => self.simulator.expire_access_tokens(),
                Happening::Sync => syncs = true,
                Happening::Work(what, which) => work = self.work(what, which)?,
            }
        }
        // A fault that nobody meets is none.
        let is_due = self.app.is_due(&self.desktop.computer);
        let fault = minute.fault.filter(|_| is_due || syncs);
        if let Some(fault) = &fault {
            let is_stalled = matches!(fault.kind, FaultKind::Slow(_));
            self.desktop.computer.set_stalled(is_stalled);
            self.simulator.inject(fault.clone());
            is_free = false;
        }
        if let Some(operation) = work {
            self.beside_the_app(operation).await?;
            is_free = false;
        } else if is_due {
            let read = self.desktop.computer.run(self.app.pass(&self.desktop.computer)).await?;
            self.note("app", read)?;
        }
        if syncs {
            let read = self.desktop.computer.run(self.cli.sync()).await;
            self.note("command line", read)?;
        }
        self.note_pause(fault.as_ref());
        self.simulator.clear_faults();
        self.desktop.computer.set_stalled(false);
        self.note_free(is_free);
        Ok(())
    }

    /// What was wrong for some minutes ends.
    async fn recover(&mut self) -> Outcome {
        self.online_in = (self.online_in - 1).max(0);
        if self.online_in == 0 {
            self.simulator.resume().await?;
        }
        self.clock_right_in = (self.clock_right_in - 1).max(0);
        if self.clock_right_in == 0 {
            self.desktop.computer.set_clock(TimeDelta::zero());
        }
        Ok(())
    }

    /// What a program is told to do; nothing if there is nothing to do it to.
    fn work(&self, what: Work, which: usize) -> Outcome<Option<Operation>> {
        let archive = self.app.library.archive()?;
        Ok(match what {
            Work::Import => {
                let name = format!("export-{}.zip", self.desktop.computer.now().timestamp());
                let export = self.exports.join(name);
                self.simulator.export_extended(&export, self.heard_since())?;
                Some(Operation::Import(export))
            }
            Work::Undo => {
                let mut sources = archive.overview(Zone::default())?.sources;
                sources.retain(|source| source.kind == SourceKind::Import);
                let source = sources.get(which % sources.len().max(1));
                source.map(|source| Operation::Undo(source.id))
            }
            Work::BackUp => Some(Operation::BackUp(1)),
            Work::Restore => {
                let backups = archive.backups()?;
                let backup = backups.get(which % backups.len().max(1));
                backup.map(|backup| Operation::Restore(backup.name.clone()))
            }
            Work::Export => Some(Operation::Export(self.exports.join("plays.csv"))),
        })
    }

    /// A program of its own works on the archive while the app reads.
    async fn beside_the_app(&mut self, operation: Operation) -> Outcome {
        self.count(operation.to_arguments()[0].as_str());
        let mut command = Command::new(env!("CARGO_BIN_EXE_operation"));
        command
            .arg(self.desktop.folders.archive())
            .args(["at", &self.desktop.computer.shown().to_rfc3339()])
            .args(operation.to_arguments());
        let works = tokio::task::spawn_blocking(move || command.output());
        let reads = self.app.pass(&self.desktop.computer);
        let (worked, read) = self.desktop.computer.run(async { tokio::join!(works, reads) }).await;
        let Output { status, stdout, stderr } = worked??;
        let stderr = String::from_utf8_lossy(&stderr);
        self.printed += &format!("{}{stderr}", String::from_utf8_lossy(&stdout));
        // Whoever restores waits for no other program: being told of it is right.
        let is_refused = matches!(operation, Operation::Restore(_)) && stderr.contains("another program");
        if !status.success() && !is_refused {
            return Err(Failure::new(format!("{operation:?}: {stderr}")));
        }
        match read? {
            Err(SyncError::Archive(error)) if error.to_string().contains("another program") => {
                self.count("readings that found the archive in use");
                Ok(())
            }
            read => self.note("app", read),
        }
    }

    /// Takes down how a reading ended. Some ends are wrong whatever went wrong before.
    fn note(&mut self, who: &str, read: Result<(), SyncError>) -> Outcome {
        match &read {
            Ok(()) => {
                self.count("readings");
                let requests = self.simulator.requests();
                let mut answers = requests.iter().rev();
                let answer = answers.find(|request| request.family == Family::Recent && request.status == 200);
                let answered = answer.map(|answer| answer.at);
                self.readings.extend(answered);
                if who == "app" {
                    self.readings_of_the_app.extend(answered);
                    self.out_of_calls_since = None;
                }
            }
            Err(SyncError::Spotify(error)) => match error {
                Error::Offline | Error::Unexpected(_) => self.count("failed readings"),
                Error::RateLimited { .. } if who == "app" && self.app.library.spotify().pause().is_none() => {
                    self.count("readings without calls left");
                    let now = self.desktop.computer.now();
                    let since = *self.out_of_calls_since.get_or_insert(now);
                    if now - since > TimeDelta::days(1) {
                        return Err(Failure::new(format!("the calls of a day are used up since {since}")));
                    }
                }
                Error::RateLimited { .. } | Error::QuotaExceeded { .. } => self.count("readings in a pause"),
                error => return Err(Failure::new(format!("the {who} reads: {error}"))),
            },
            Err(SyncError::Archive(error)) => return Err(Failure::new(format!("the {who} records: {error}"))),
        }
        Ok(())
    }

    /// How long Spotify wants no requests, if it said so in this minute.
    fn note_pause(&mut self, fault: Option<&Fault>) {
        let requests = self.simulator.requests();
        let new = requests.get(self.seen_requests..).unwrap_or_default();
        let was_told = new.iter().any(|request| request.status == 429);
        self.seen_requests = requests.len();
        let secs = match fault.filter(|_| was_told).map(|fault| &fault.kind) {
            Some(FaultKind::RetryAfter { secs }) => Some(*secs),
            Some(FaultKind::QuotaExceeded { retry_after_secs }) => *retry_after_secs,
            _ => return,
        };
        let wait = match secs {
            Some(secs) => TimeDelta::seconds(i64::from(secs)),
            None => until_the_next_day(self.desktop.computer.shown()),
        };
        self.count("pauses");
        self.paused_until = self.paused_until.max(self.desktop.computer.now() + wait);
    }

    fn note_free(&mut self, is_free: bool) {
        let now = self.desktop.computer.now();
        if !is_free || now < self.paused_until || self.out_of_calls_since.is_some() {
            self.free.push(Vec::new());
        } else if let Some(minutes) = self.free.last_mut() {
            minutes.push(now);
        } else {
            self.free.push(vec![now]);
        }
    }

    /// Waits until the app's timer rings again.
    async fn rest(&mut self, began: DateTime<Utc>) {
        let slept_or_worked = self.desktop.computer.now() - began;
        let rest = MINUTE - TimeDelta::milliseconds(slept_or_worked.num_milliseconds() % 60_000);
        self.desktop.computer.wait(rest).await;
    }

    /// Everything is as it should be again, and the app reads a last time.
    async fn end(&mut self) -> Outcome {
        (self.online_in, self.clock_right_in) = (0, 0);
        self.recover().await?;
        let pause = (self.paused_until - self.desktop.computer.now()).max(TimeDelta::zero());
        self.desktop.computer.wait(pause + MINUTE).await;
        for _ in 0..=20 {
            if self.app.is_due(&self.desktop.computer) {
                let read = self.desktop.computer.run(self.app.pass(&self.desktop.computer)).await?;
                if read.is_ok() {
                    return self.note("app", read);
                }
            }
            self.desktop.computer.wait(MINUTE).await;
        }
        Err(Failure::new("the app does not read any more"))
    }

    fn count(&mut self, what: &str) {
        *self.happened.entry(what.to_owned()).or_default() += 1;
    }
}

/// Where no time is told, the quota of a day comes back with the next day, and not within the hour.
fn until_the_next_day(now: DateTime<Utc>) -> TimeDelta {
    let tomorrow = (now.date_naive() + Days::new(1)).and_time(NaiveTime::MIN).and_utc();
    (tomorrow - now).max(TimeDelta::hours(1))
}

/// On a port that the system gives to nobody who asks for any: it must be free again when the network is back.
async fn start_simulator(seed: u64, computer: &Computer) -> Outcome<Simulator> {
    let mut options = simulator::Options::new(computer.true_clock());
    options.seed = seed;
    let first = u16::try_from(std::process::id() % 10_000)?;
    for port in (0..100).map(|step| 20_000 + (first + step * 97) % 10_000) {
        options.port = port;
        if let Ok(simulator) = simulator::start(options.clone()).await {
            return Ok(simulator);
        }
    }
    Err(Failure::new("no port is free"))
}

async fn sign_in(app: &Program, computer: &Computer) -> Outcome {
    let spotify = app.library.spotify();
    let attempt = spotify.sign_in(client_id()?, Redirect::DeepLink, &Scope::ALL);
    let callback = consent::agree(attempt.url()).await?;
    let code = attempt.read(&callback, computer.shown())?;
    Ok(spotify.finish_sign_in(attempt, code).await?)
}
