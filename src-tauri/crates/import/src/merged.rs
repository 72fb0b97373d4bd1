//! Puts together what all tasks read. The order of their results makes no difference.

use crate::{
    FileReport, ImportError, Limits, ParsedExport,
    collection::Collection,
    content::Content,
    digest::{self, FileDigest},
    rejects::Rejects,
    rows::FileRows,
    task::TaskResult,
};

#[derive(Default)]
pub(crate) struct Merged {
    evidence: Collection,
    rejects: Rejects,
    rows: u64,
    files: Vec<FileReport>,
    other_files: usize,
    /// Of the files that are empty, the first by name.
    empty: Option<String>,
    digests: Vec<FileDigest>,
}

impl Merged {
    /// Begins with files that are refused already, and the number of those that hold something else.
    pub(crate) fn new(files: Vec<FileReport>, other_files: usize) -> Self {
        Self {
            files,
            other_files,
            ..Self::default()
        }
    }

    pub(crate) fn add(&mut self, result: TaskResult, limits: &Limits) -> Result<(), ImportError> {
        let (mut file, content) = match result {
            TaskResult::Digest(digest) => {
                self.digests.push(digest);
                return Ok(());
            }
            TaskResult::Read { file, content, digest } => {
                self.digests.extend(digest);
                (file, content)
            }
        };
        match *content {
            Content::Other => self.other_files += 1,
            Content::Empty => {
                self.other_files += 1;
                if self.empty.as_ref().is_none_or(|empty| file.name < *empty) {
                    self.empty = Some(file.name);
                }
            }
            Content::Refused(error) => {
                file.refused = Some(error);
                self.files.push(file);
            }
            Content::History(
                format,
                FileRows {
                    count,
                    evidence,
                    rejects,
                },
            ) => {
                file.format = Some(format);
                file.rows = count;
                self.rows += count;
                self.files.push(file);
                self.rejects.merge(rejects);
                self.evidence.merge(evidence);
            }
        }
        let limit_bytes = limits.text_bytes;
        if self.evidence.text_bytes() > limit_bytes {
            Err(ImportError::TooMuchText { limit_bytes })
        } else {
            Ok(())
        }
    }

    /// `name` is how errors call all inputs together.
    pub(crate) fn finish(mut self, name: &str) -> Result<ParsedExport, ImportError> {
        self.files.sort_unstable();
        if self.files.iter().all(|file| file.refused.is_some()) {
            return Err(self.no_history(name));
        }
        let sorted = self.evidence.into_sorted();
        Ok(ParsedExport {
            items: sorted.items,
            circumstances: sorted.circumstances,
            evidence: sorted.evidence,
            rows: self.rows,
            rejects: self.rejects.into_sorted(),
            files: self.files,
            other_files: self.other_files,
            sha256: digest::of_all(self.digests),
        })
    }

    fn no_history(self, name: &str) -> ImportError {
        let mut refused = self
            .files
            .into_iter()
            .filter_map(|file| Some((file.name, file.refused?)));
        match (refused.next(), self.empty) {
            (Some((file, error)), _) => ImportError::Refused {
                file,
                error,
                others: refused.count(),
            },
            (None, Some(file)) => ImportError::NothingToImport { file },
            (None, None) => ImportError::NotHistory { file: name.to_owned() },
        }
    }
}
