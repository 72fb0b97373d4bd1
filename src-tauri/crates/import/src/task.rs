//! What one thread does at a time: read one file or one member of a zip, or compute one digest.
//! A file that cannot be used is a result; only what stops the whole import is an error.

use std::{fs::File, io, path::Path};

use crate::{
    FileError, FileReport, ImportError, Limits,
    content::{self, Content},
    digest::{self, DigestReader, FileDigest},
    head::Head,
    input::{InputContent, InputFile},
    limits::{LimitedReader, Usage},
    read_error::ReadError,
    zip_file::{Member, ZipFile},
};

pub(crate) enum Task<'f> {
    /// Reads a file that is not in a zip.
    File(&'f InputFile),
    /// Reads a member of a zip.
    Member {
        input: &'f InputFile,
        zip: ZipFile,
        member: Member,
    },
    /// Computes the digest of a zip, whose members are tasks of their own.
    Digest(&'f InputFile),
}

pub(crate) enum TaskResult {
    Read {
        file: FileReport,
        content: Box<Content>,
        digest: Option<FileDigest>,
    },
    Digest(FileDigest),
}

/// What to do, and which files need no task.
#[derive(Default)]
pub(crate) struct Plan<'f> {
    pub(crate) tasks: Vec<Task<'f>>,
    /// Files that cannot even be opened.
    pub(crate) refused: Vec<FileReport>,
    /// How many files hold something else than history.
    pub(crate) other_files: usize,
}

impl<'f> Plan<'f> {
    pub(crate) fn new(files: &'f [InputFile], limits: &Limits) -> Self {
        let mut plan = Self::default();
        for file in files {
            match file.content {
                InputContent::Text(Head::Other) => plan.other_files += 1,
                InputContent::Text(_) => plan.tasks.push(Task::File(file)),
                InputContent::Refused(error) => plan.refuse(file, error),
                InputContent::Zip => {
                    plan.tasks.push(Task::Digest(file));
                    match ZipFile::open(&file.path, limits) {
                        Ok((zip, members)) => plan.tasks.extend(members.into_iter().map(|member| Task::Member {
                            input: file,
                            zip: zip.clone(),
                            member,
                        })),
                        Err(error) => plan.refuse(file, error),
                    }
                }
            }
        }
        plan
    }

    fn refuse(&mut self, file: &InputFile, error: FileError) {
        self.refused.push(FileReport {
            refused: Some(error),
            ..FileReport::new(None, &file.name)
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

    pub(crate) fn run(&self, usage: &Usage<'_>) -> Result<TaskResult, ImportError> {
        match self {
            Self::File(file) => {
                let mut digest = None;
                let content = Box::new(refused_on_error(read_file(file, usage, &mut digest))?);
                Ok(TaskResult::Read {
                    file: FileReport::new(None, &file.name),
                    content,
                    digest,
                })
            }
            Self::Member { input, zip, member } => {
                let content = Box::new(refused_on_error(read_member(zip, member, usage))?);
                Ok(TaskResult::Read {
                    file: FileReport::new(Some(&input.name), &member.name),
                    content,
                    digest: None,
                })
            }
            Self::Digest(zip) => match digest::of_file(&zip.path, || Ok(usage.check_cancelled()?)) {
                Ok(digest) => Ok(TaskResult::Digest(digest)),
                Err(ReadError::Import(error)) => Err(error),
                Err(ReadError::File(_)) => Err(ImportError::Unreadable { file: zip.name.clone() }),
            },
        }
    }
}

fn refused_on_error(content: Result<Content, ReadError>) -> Result<Content, ImportError> {
    match content {
        Ok(content) => Ok(content),
        Err(ReadError::File(error)) => Ok(Content::Refused(error)),
        Err(ReadError::Import(error)) => Err(error),
    }
}

fn read_member(zip: &ZipFile, member: &Member, usage: &Usage<'_>) -> Result<Content, ReadError> {
    let mut zip = zip.clone();
    let source = zip.member(member)?;
    let source = LimitedReader::packed(source, usage, member.bytes, member.packed_bytes);
    content::read(source, &member.name, usage, FileError::MemberDamaged)
}

fn read_file(input: &InputFile, usage: &Usage<'_>, digest: &mut Option<FileDigest>) -> Result<Content, ReadError> {
    let mut file = DigestReader::new(open(&input.path)?);
    let content = content::read(
        LimitedReader::unpacked(&mut file, usage, input.bytes),
        &input.name,
        usage,
        FileError::Unreadable,
    );
    if input.may_hold_history() && !matches!(content, Err(ReadError::Import(_))) {
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
