//! Files handed out to threads, and what they bring put together. Which thread reads what, and who is done first, leaves no trace.

use std::{
    fs::File,
    io,
    path::Path,
    sync::{
        atomic::{AtomicUsize, Ordering::Relaxed},
        mpsc::{RecvTimeoutError, SyncSender, sync_channel},
    },
    thread,
    time::{Duration, Instant},
};

use crate::{
    FileError, FileReport, ImportError, Limits, OnProgress, Options, ParsedExport,
    archive::{Archive, Member},
    digest::{self, Digested, FileDigest},
    format::Head,
    halt::Halt,
    meter::{Meter, Metered},
    reason::Aside,
    source::{Holds, Source},
    table::Table,
    text::{self, Rows, Text},
};

/// Between two tellings of progress: twenty a second look smooth.
const PAUSE: Duration = Duration::from_millis(50);

/// One thing for one thread to do.
enum Job<'s> {
    Loose(&'s Source),
    Member {
        zip: &'s Source,
        archive: Archive,
        member: Member,
    },
    /// The digest of a zip, whose members are jobs of their own.
    Digest(&'s Source),
}

/// What came of a job.
enum Done {
    Read {
        file: FileReport,
        text: Box<Text>,
        digest: Option<FileDigest>,
    },
    Digest(FileDigest),
}

/// Reads all sources; `given` is what to call them together.
pub(crate) fn read(
    sources: &[Source],
    given: &str,
    options: &Options,
    watch: OnProgress<'_>,
) -> Result<ParsedExport, ImportError> {
    let mut whole = Whole::default();
    let jobs = jobs(sources, &options.limits, &mut whole);
    let meter = Meter::new(&options.limits, jobs.iter().map(Job::bytes).sum());
    if watch(meter.progress()).is_break() {
        return Err(ImportError::Cancelled);
    }
    let next = AtomicUsize::new(0);
    let threads = options.threads.clamp(1, jobs.len().max(1));
    let outcome = thread::scope(|scope| {
        // Short, so that what is read but not yet taken in stays a few files at most.
        let (sender, receiver) = sync_channel(threads);
        for _ in 0..threads {
            let sender = sender.clone();
            scope.spawn(|| work(&jobs, &next, &meter, sender));
        }
        drop(sender);
        let mut outcome = Ok(());
        let mut told = Instant::now();
        loop {
            let news = match receiver.recv_timeout(PAUSE) {
                Ok(news) => news.and_then(|done| whole.take(done, &options.limits)),
                Err(RecvTimeoutError::Timeout) => Ok(()),
                Err(RecvTimeoutError::Disconnected) => break,
            };
            outcome = outcome.and(news);
            if outcome.is_ok() && told.elapsed() >= PAUSE {
                told = Instant::now();
                if watch(meter.progress()).is_break() {
                    outcome = Err(ImportError::Cancelled);
                }
            }
            if outcome.is_err() {
                meter.stop();
            }
        }
        outcome
    });
    outcome?;
    if watch(meter.progress()).is_break() {
        return Err(ImportError::Cancelled);
    }
    whole.finish(given)
}

/// Nothing here is history: whether it is at least an empty one.
pub(crate) fn nothing(given: &str, hollow: Option<String>) -> ImportError {
    match hollow {
        Some(file) => ImportError::NothingToImport { file },
        None => ImportError::NotHistory { file: given.to_owned() },
    }
}

fn jobs<'s>(sources: &'s [Source], limits: &Limits, whole: &mut Whole) -> Vec<Job<'s>> {
    let mut jobs = Vec::new();
    for source in sources {
        match source.holds {
            Holds::Text(Head::Other) => whole.other_files += 1,
            Holds::Text(_) => jobs.push(Job::Loose(source)),
            Holds::Refused(trouble) => whole.refuse(None, &source.name, trouble),
            Holds::Zip => {
                jobs.push(Job::Digest(source));
                match Archive::open(&source.path, limits) {
                    Ok((archive, members)) => jobs.extend(members.into_iter().map(|member| Job::Member {
                        zip: source,
                        archive: archive.clone(),
                        member,
                    })),
                    Err(trouble) => whole.refuse(None, &source.name, trouble),
                }
            }
        }
    }
    jobs
}

fn work(jobs: &[Job<'_>], next: &AtomicUsize, meter: &Meter<'_>, results: SyncSender<Result<Done, ImportError>>) {
    while let Some(job) = jobs.get(next.fetch_add(1, Relaxed)) {
        let result = job.run(meter);
        let failed = result.is_err();
        if results.send(result).is_err() || failed {
            return;
        }
    }
}

impl Job<'_> {
    /// Uncompressed, as far as known.
    fn bytes(&self) -> u64 {
        match self {
            Self::Loose(source) => source.bytes,
            Self::Member { member, .. } => member.bytes,
            Self::Digest(_) => 0,
        }
    }

    fn run(&self, meter: &Meter<'_>) -> Result<Done, ImportError> {
        match self {
            Self::Loose(source) => {
                let mut digest = None;
                let text = Box::new(refused_if_troubled(loose(source, meter, &mut digest))?);
                Ok(Done::Read {
                    file: called(None, &source.name),
                    text,
                    digest,
                })
            }
            Self::Member { zip, archive, member } => {
                let text = Box::new(refused_if_troubled(packed(archive, member, meter))?);
                Ok(Done::Read {
                    file: called(Some(&zip.name), &member.name),
                    text,
                    digest: None,
                })
            }
            Self::Digest(zip) => match digest::of_file(&zip.path, || Ok(meter.go_on()?)) {
                Ok(digest) => Ok(Done::Digest(digest)),
                Err(Halt::All(error)) => Err(error),
                Err(Halt::Trouble(_)) => Err(ImportError::Unreadable { file: zip.name.clone() }),
            },
        }
    }
}

fn refused_if_troubled(text: Result<Text, Halt>) -> Result<Text, ImportError> {
    match text {
        Ok(text) => Ok(text),
        Err(Halt::Trouble(trouble)) => Ok(Text::Refused(trouble)),
        Err(Halt::All(error)) => Err(error),
    }
}

fn packed(archive: &Archive, member: &Member, meter: &Meter<'_>) -> Result<Text, Halt> {
    let mut archive = archive.clone();
    let source = archive.member(member)?;
    let source = Metered::packed(source, meter, member.bytes, member.packed_bytes);
    text::read(source, &member.name, meter, FileError::MemberDamaged)
}

fn loose(source: &Source, meter: &Meter<'_>, digest: &mut Option<FileDigest>) -> Result<Text, Halt> {
    let mut file = Digested::new(open(&source.path)?);
    let text = text::read(
        Metered::loose(&mut file, meter, source.bytes),
        &source.name,
        meter,
        FileError::Unreadable,
    );
    if source.counts() && !matches!(text, Err(Halt::All(_))) {
        // A refused file is part of the digest like any other, to its end. If that cannot be read, what could be counts.
        let rest = Metered::loose(&mut file, meter, 0);
        if let Err(error) = io::copy(&mut { rest }, &mut io::sink())
            && let Halt::All(error) = Halt::from_io(error, FileError::Unreadable)
        {
            return Err(error.into());
        }
        *digest = Some(file.finish());
    }
    text
}

fn open(path: &Path) -> Result<File, Halt> {
    Ok(File::open(path).map_err(|_| FileError::Unreadable)?)
}

fn called(zip: Option<&str>, name: &str) -> FileReport {
    FileReport {
        zip: zip.map(ToOwned::to_owned),
        name: name.to_owned(),
        format: None,
        rows: 0,
        refused: None,
    }
}

/// All that was read so far.
#[derive(Default)]
struct Whole {
    table: Table,
    aside: Aside,
    rows: u64,
    files: Vec<FileReport>,
    other_files: usize,
    /// The first by name.
    hollow: Option<String>,
    digests: Vec<FileDigest>,
}

impl Whole {
    fn refuse(&mut self, zip: Option<&str>, name: &str, trouble: FileError) {
        self.files.push(FileReport {
            refused: Some(trouble),
            ..called(zip, name)
        });
    }

    fn take(&mut self, done: Done, limits: &Limits) -> Result<(), ImportError> {
        let (mut file, text) = match done {
            Done::Digest(digest) => {
                self.digests.push(digest);
                return Ok(());
            }
            Done::Read { file, text, digest } => {
                self.digests.extend(digest);
                (file, text)
            }
        };
        match *text {
            Text::Other => self.other_files += 1,
            Text::Hollow => {
                self.other_files += 1;
                if self.hollow.as_ref().is_none_or(|hollow| file.name < *hollow) {
                    self.hollow = Some(file.name);
                }
            }
            Text::Refused(trouble) => {
                file.refused = Some(trouble);
                self.files.push(file);
            }
            Text::History(format, Rows { count, table, aside }) => {
                file.format = Some(format);
                file.rows = count;
                self.rows += count;
                self.files.push(file);
                self.aside.absorb(aside);
                self.table.absorb(table);
            }
        }
        let limit_bytes = limits.text_bytes;
        if self.table.text_bytes() > limit_bytes {
            Err(ImportError::TooMuchText { limit_bytes })
        } else {
            Ok(())
        }
    }

    fn finish(mut self, given: &str) -> Result<ParsedExport, ImportError> {
        self.files.sort_unstable();
        if self.files.iter().all(|file| file.refused.is_some()) {
            let mut refused = self
                .files
                .into_iter()
                .filter_map(|file| Some((file.name, file.refused?)));
            return Err(match refused.next() {
                Some((file, trouble)) => ImportError::Refused {
                    file,
                    trouble,
                    others: refused.count(),
                },
                None => nothing(given, self.hollow),
            });
        }
        let sorted = self.table.into_sorted();
        Ok(ParsedExport {
            items: sorted.items,
            circumstances: sorted.circumstances,
            evidence: sorted.evidence,
            rows: self.rows,
            rejects: self.aside.into_sorted(),
            files: self.files,
            other_files: self.other_files,
            sha256: digest::of_all(self.digests),
        })
    }
}
