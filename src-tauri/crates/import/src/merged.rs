//! Puts together what all tasks read. The order of their results makes no difference.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    FileError, FileReport, ImportError, Limits, ParsedExport,
    collection::Collection,
    content::Content,
    digest::{self, FileDigest},
    input::{InputContent, InputFile, Inputs},
    other_data::OtherData,
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
    other_data: BTreeMap<OtherDataIn, Files>,
    /// The given paths of which something was read or refused.
    used: BTreeSet<usize>,
    digests: Vec<FileDigest>,
}

/// Files that hold something else, of one kind and in one place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct OtherDataIn {
    data: OtherData,
    given: usize,
    zip: Option<String>,
}

struct Files {
    /// The first by name.
    first: String,
    count: usize,
}

impl Merged {
    pub(crate) fn add(&mut self, result: TaskResult, limits: &Limits) -> Result<(), ImportError> {
        let (given, mut file, content) = match result {
            TaskResult::Digest(digest) => {
                self.digests.push(digest);
                return Ok(());
            }
            TaskResult::Read { given, file, content } => (given, file, content),
        };
        if !matches!(*content, Content::Other(_) | Content::Blank) {
            self.used.insert(given);
        }
        match *content {
            Content::Other(data) => {
                self.other_files += 1;
                if let Some(data) = data {
                    self.add_other(data, given, file);
                }
            }
            Content::Blank | Content::EmptyList => {
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

    fn add_other(&mut self, data: OtherData, given: usize, file: FileReport) {
        let place = OtherDataIn {
            data,
            given,
            zip: file.zip,
        };
        let files = self.other_data.entry(place).or_insert_with(|| Files {
            first: file.name.clone(),
            count: 0,
        });
        files.count += 1;
        if file.name < files.first {
            files.first = file.name;
        }
    }

    /// Everything that was read, with a word on what was given and not read.
    pub(crate) fn finish(mut self, inputs: &Inputs) -> Result<ParsedExport, ImportError> {
        let nothing_read = self.files.iter().all(|file| file.refused.is_some());
        if self.files.is_empty() {
            match self.empty {
                Some(file) => return Err(ImportError::NothingToImport { file }),
                None if inputs.given.len() > 1 => {}
                None => return Err(self.not_history(inputs)),
            }
        }
        self.add_technical_log();
        self.add_missed(inputs);
        self.files.sort_unstable();
        if nothing_read {
            return Err(self.refused(inputs));
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

    /// Names Spotify's technical log, which is easily taken for the history: the zip, or the first of its files where others lie beside.
    fn add_technical_log(&mut self) {
        let mut found = Vec::new();
        for (place, files) in &self.other_data {
            if place.data != OtherData::TechnicalLog {
                continue;
            }
            let is_alone = |zip: &String| self.files.iter().all(|file| file.zip.as_ref() != Some(zip));
            let report = match &place.zip {
                Some(zip) if is_alone(zip) => FileReport::new(None, zip),
                zip => FileReport::new(zip.as_deref(), &files.first),
            };
            found.push(FileReport {
                refused: Some(FileError::TechnicalLog { files: files.count }),
                ..report
            });
            self.used.insert(place.given);
        }
        self.files.extend(found);
    }

    /// Names each given path of which nothing was read, unless nobody misses it.
    fn add_missed(&mut self, inputs: &Inputs) {
        for (given, path) in inputs.given.iter().enumerate() {
            if !path.is_missed || self.used.contains(&given) {
                continue;
            }
            let is_blank = |file: &InputFile| file.given == given && matches!(file.content, InputContent::Blank);
            self.files.push(FileReport {
                refused: Some(match inputs.files.iter().any(is_blank) {
                    true => FileError::Empty,
                    false => FileError::NoHistory { only: self.only(given) },
                }),
                ..FileReport::new(None, &path.name)
            });
        }
    }

    /// What is known of a given path that holds no history.
    fn only(&self, given: usize) -> Option<&'static str> {
        let mut found = self.other_data.keys().filter(|place| place.given == given);
        found.next().map(|place| place.data.name())
    }

    fn refused(self, inputs: &Inputs) -> ImportError {
        if self.files.is_empty() {
            return self.not_history(inputs);
        }
        let files = self.files.into_iter();
        ImportError::Refused {
            files: files
                .filter_map(|file| Some((file.full_name(), file.refused?)))
                .collect(),
        }
    }

    fn not_history(&self, inputs: &Inputs) -> ImportError {
        ImportError::NotHistory {
            file: inputs.name(),
            only: self.only(0),
        }
    }
}
