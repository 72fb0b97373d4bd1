//! What one thread does at a time: read one file or one member of a zip, with all that is packed in it, or compute one digest.
//! A file that cannot be used is a result; only what stops the whole import is an error.

use std::{fs::File, io, path::Path};

use crate::{
    FileError, FileReport, ImportError, Limits,
    content::{Content, Reading},
    digest::{self, DigestReader, FileDigest},
    file_kind::FileKind,
    input::{InputContent, InputFile},
    limits::{Inflation, LimitedReader, Usage},
    name::name_in_zip,
    read_error::ReadError,
    shared_file::SharedFile,
    zip_bytes::ZipSource,
    zip_file::{Member, ZipFile},
};

pub(crate) enum Task<'f> {
    /// Reads a file that is not in a zip.
    File(&'f InputFile),
    /// Reads a member of a zip.
    Member {
        input: &'f InputFile,
        zip: Box<ZipFile<'static>>,
        member: Member,
    },
    /// Computes the digest of a zip, whose members are tasks of their own.
    Digest(&'f InputFile),
}

pub(crate) enum TaskResult {
    Read {
        /// Which of the given paths the file was found by.
        given: usize,
        file: FileReport,
        content: Box<Content>,
    },
    Digest(FileDigest),
}

/// What to do, and what is known without doing anything.
#[derive(Default)]
pub(crate) struct Plan<'f> {
    pub(crate) tasks: Vec<Task<'f>>,
    pub(crate) results: Vec<TaskResult>,
}

impl<'f> Plan<'f> {
    pub(crate) fn new(files: &'f [InputFile], limits: &Limits) -> Result<Self, ImportError> {
        let mut plan = Self::default();
        for file in files {
            plan.results.extend(file.head_digest.map(TaskResult::Digest));
            match file.content {
                InputContent::Other(data) => plan.add(file, Content::Other(data)),
                InputContent::EmptyList => plan.add(file, Content::EmptyList),
                InputContent::Blank => plan.add(file, Content::Blank),
                InputContent::Refused(error) => plan.add(file, Content::Refused(error)),
                InputContent::Readable => plan.tasks.push(Task::File(file)),
                InputContent::Zip => {
                    plan.tasks.push(Task::Digest(file));
                    let opened =
                        open(&file.path).and_then(|zip| ZipFile::open(ZipSource::File(SharedFile::new(zip)), limits));
                    match opened {
                        Ok((_, members)) if members.is_empty() => plan.add(file, Content::Refused(FileError::Empty)),
                        Ok((zip, members)) => plan.tasks.extend(members.into_iter().map(|member| Task::Member {
                            input: file,
                            zip: Box::new(zip.clone()),
                            member,
                        })),
                        Err(ReadError::File(error)) => plan.add(file, Content::Refused(error)),
                        Err(ReadError::Import(error)) => return Err(error),
                    }
                }
            }
        }
        Ok(plan)
    }

    fn add(&mut self, file: &InputFile, content: Content) {
        self.results.push(TaskResult::Read {
            given: file.given,
            file: FileReport::new(None, &file.name),
            content: Box::new(content),
        });
    }
}

impl Task<'_> {
    /// How many bytes it will read, uncompressed, as far as known.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Self::File(file) => file.bytes,
            Self::Member { member, .. } => member.bytes,
            Self::Digest(_) => 0,
        }
    }

    /// Gives each result to `on_result`, which returns false if nobody wants any more.
    pub(crate) fn run(
        &self,
        usage: &Usage<'_>,
        on_result: &mut dyn FnMut(TaskResult) -> bool,
    ) -> Result<(), ImportError> {
        match self {
            Self::File(file) => {
                let mut digest = None;
                let content = refused_on_error(read_file(file, usage, &mut digest))?;
                if let Some(digest) = digest {
                    on_result(TaskResult::Digest(digest));
                }
                on_result(TaskResult::Read {
                    given: file.given,
                    file: FileReport::new(None, &file.name),
                    content: Box::new(content),
                });
            }
            Self::Member { input, zip, member } => {
                let inflation = Inflation::of(member.packed_bytes, usage.limits);
                let mut members = MemberReader {
                    given: input.given,
                    zip_name: input.name.clone(),
                    inflation: &inflation,
                    usage,
                    on_result,
                };
                members.read(&mut (**zip).clone(), member)?;
            }
            Self::Digest(zip) => match digest::of_file(&zip.path, || Ok(usage.check_cancelled()?)) {
                Ok(digest) => {
                    on_result(TaskResult::Digest(digest));
                }
                Err(ReadError::Import(error)) => return Err(error),
                Err(ReadError::File(_)) => return Err(ImportError::Unreadable { file: zip.name.clone() }),
            },
        }
        Ok(())
    }
}

/// Reads members of one zip.
struct MemberReader<'m> {
    given: usize,
    zip_name: String,
    /// How far all that comes out of it may inflate.
    inflation: &'m Inflation,
    usage: &'m Usage<'m>,
    on_result: &'m mut dyn FnMut(TaskResult) -> bool,
}

impl<'m> MemberReader<'m> {
    /// Reads a member, or all that is in it; false if nobody wants any more.
    fn read(&mut self, zip: &mut ZipFile<'m>, member: &Member) -> Result<bool, ImportError> {
        match self.open(zip, member) {
            Ok(Opened::Content(content)) => Ok(self.report(&member.name, content)),
            Ok(Opened::Zip(inner)) => self.read_inner(inner, &member.name),
            Err(ReadError::File(error)) => Ok(self.report(&member.name, Content::Refused(error))),
            Err(ReadError::Import(error)) => Err(error),
        }
    }

    fn open(&self, zip: &mut ZipFile<'m>, member: &Member) -> Result<Opened<'m>, ReadError> {
        let reading = Reading {
            name: &member.name,
            usage: self.usage,
            inflation: self.inflation,
            on_io_error: FileError::MemberDamaged,
        };
        let source = zip.member(member).inspect_err(|_| self.usage.skip(member.bytes))?;
        let source = LimitedReader::packed(source, self.usage, member.bytes, self.inflation);
        let source = reading.peek(source)?;
        if FileKind::of(source.head(), &member.name) != FileKind::Zip {
            return Ok(Opened::Content(reading.read(source)?));
        }
        drop(source);
        Ok(match zip.inner(member, self.usage, self.inflation) {
            Some(inner) => Opened::Zip(inner),
            None => Opened::Content(Content::Refused(FileError::PackedTooDeep)),
        })
    }

    /// Reads a zip in this one.
    fn read_inner(&mut self, inner: ZipSource<'m>, name: &str) -> Result<bool, ImportError> {
        let (mut zip, members) = match ZipFile::open(inner, self.usage.limits) {
            Ok((_, members)) if members.is_empty() => {
                return Ok(self.report(name, Content::Refused(FileError::Empty)));
            }
            Ok(opened) => opened,
            Err(ReadError::File(error)) => return Ok(self.report(name, Content::Refused(error))),
            Err(ReadError::Import(error)) => return Err(error),
        };
        self.usage.add_to_total(members.iter().map(|member| member.bytes).sum());
        let zip_name = name_in_zip(&self.zip_name, name);
        let outer_name = std::mem::replace(&mut self.zip_name, zip_name);
        let mut goes_on = true;
        for member in &members {
            goes_on = goes_on && self.read(&mut zip, member)?;
        }
        self.zip_name = outer_name;
        Ok(goes_on)
    }

    fn report(&mut self, name: &str, content: Content) -> bool {
        (self.on_result)(TaskResult::Read {
            given: self.given,
            file: FileReport::new(Some(&self.zip_name), name),
            content: Box::new(content),
        })
    }
}

/// What a member turned out to be.
enum Opened<'m> {
    Content(Content),
    Zip(ZipSource<'m>),
}

fn refused_on_error(content: Result<Content, ReadError>) -> Result<Content, ImportError> {
    match content {
        Ok(content) => Ok(content),
        Err(ReadError::File(error)) => Ok(Content::Refused(error)),
        Err(ReadError::Import(error)) => Err(error),
    }
}

fn read_file(input: &InputFile, usage: &Usage<'_>, digest: &mut Option<FileDigest>) -> Result<Content, ReadError> {
    let mut file = DigestReader::new(open(&input.path).inspect_err(|_| usage.skip(input.bytes))?);
    let reading = Reading {
        name: &input.name,
        usage,
        inflation: &Inflation::of(input.bytes, usage.limits),
        on_io_error: FileError::Unreadable,
    };
    let content = reading
        .peek(LimitedReader::unpacked(&mut file, usage, input.bytes))
        .and_then(|source| reading.read(source));
    if !matches!(content, Err(ReadError::Import(_))) {
        // A refused file is part of the digest like any other, to its end, or as far as it can be read.
        let rest = LimitedReader::unpacked(&mut file, usage, 0);
        if let Err(error) = io::copy(&mut { rest }, &mut io::sink())
            && let ReadError::Import(error) = ReadError::from_io(error, FileError::Unreadable)
        {
            return Err(error.into());
        }
        *digest = Some(file.finish());
    }
    content
}

fn open(path: &Path) -> Result<File, ReadError> {
    Ok(File::open(path).map_err(|_| FileError::Unreadable)?)
}
