//! What a file is, judged by its beginning and, where that says too little, by its name. Whatever may be a listening history and can't
//! be read is refused with a reason; what nobody would miss is passed over.

use crate::{
    FileError, Format,
    container::Container,
    encoding::Encoding,
    head::Head,
    other_data::{OtherData, is_account_data_by_name},
};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// Holds other files.
    Zip,
    /// Holds one other file.
    Gzip,
    /// A listening history.
    History(&'static Format, Encoding),
    /// It is or may be a listening history, but cannot be used.
    Refused(FileError),
    /// A complete list with nothing in it.
    EmptyList,
    /// Nothing at all.
    Blank,
    /// Something else.
    Other(Option<OtherData>),
}

impl FileKind {
    /// Expects the first [`crate::head::HEAD_BYTES`] of a file, or all of it if it has fewer.
    pub(crate) fn of(head: &[u8], name: &str) -> Self {
        let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
        match Container::of(head) {
            Some(container) => return Self::of_container(container),
            None if is_cloud_placeholder(base) => return Self::Refused(FileError::InTheCloud),
            None => {}
        }
        let base = without_download_ending(base);
        let may_be_history = may_be_history(base);
        match Head::of(head) {
            Head::History(format, encoding) => Self::History(format, encoding),
            Head::BrokenList => Self::Refused(FileError::EndsInTheMiddle),
            // What macOS keeps beside a file, under the same name.
            _ if is_side_file(name, base) => Self::Other(None),
            Head::OtherData(OtherData::Service(service)) => Self::Refused(FileError::OtherService { service }),
            Head::OtherData(OtherData::Table) => Self::Refused(FileError::NotAList),
            Head::OtherData(data) => Self::Other(Some(data)),
            Head::EmptyList => Self::EmptyList,
            Head::Blank if may_be_history => Self::Refused(FileError::Empty),
            Head::Blank => Self::Blank,
            Head::Zeros if may_be_history => Self::Refused(FileError::OnlyZeros),
            Head::Zeros => Self::Other(None),
            head @ (Head::Binary | Head::Other) => Self::of_unknown(head == Head::Binary, base),
        }
    }

    fn of_unknown(is_binary: bool, base: &str) -> Self {
        match Container::by_name(base) {
            // Its beginning is damaged, or a page of the web was saved in its place.
            Some(container) => Self::of_container(container),
            None if is_binary && is_json_by_name(base) => Self::Refused(FileError::NotText),
            None if is_history_by_name(base) => Self::Refused(FileError::NoHistory { only: None }),
            None => Self::Other(None),
        }
    }

    fn of_container(container: Container) -> Self {
        match container {
            Container::Zip => Self::Zip,
            Container::Gzip => Self::Gzip,
            Container::Other(name) => Self::Refused(FileError::OtherContainer { name }),
        }
    }
}

/// Whether a file of this name may be a history, or hold one.
pub(crate) fn may_be_history(name: &str) -> bool {
    is_history_by_name(name) || is_json_by_name(name) || Container::by_name(name).is_some()
}

/// Whether nobody misses a file of this name, although it was chosen by itself: it came with the export, or the system made it.
pub(crate) fn is_companion(name: &str) -> bool {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let lower = base.to_ascii_lowercase();
    is_side_file(name, base)
        || is_account_data_by_name(name)
        || lower.ends_with(".pdf")
        || ["readme", "read_me", "read me", "read-me"]
            .iter()
            .any(|start| lower.starts_with(start))
        || [".ds_store", "thumbs.db", "desktop.ini"].contains(&lower.as_str())
}

fn is_side_file(name: &str, base: &str) -> bool {
    base.starts_with("._") || name.split(['/', '\\']).any(|part| part == "__MACOSX")
}

/// The name that a browser gives to a download once it is complete.
fn without_download_ending(base: &str) -> &str {
    let endings = [".crdownload", ".opdownload", ".download", ".partial", ".part"];
    endings
        .iter()
        .find_map(|ending| base.strip_suffix(ending))
        .unwrap_or(base)
}

/// iCloud leaves `.name.json.icloud` in place of a file that it has moved off the disk.
fn is_cloud_placeholder(base: &str) -> bool {
    let inner = base.strip_prefix('.').and_then(|base| base.strip_suffix(".icloud"));
    inner.is_some_and(|inner| is_json_by_name(inner) || Container::by_name(inner).is_some())
}

fn is_json_by_name(base: &str) -> bool {
    base.to_ascii_lowercase().ends_with(".json")
}

/// Whether Spotify calls histories like this, in any generation of its exports. Other programs save them as tables.
fn is_history_by_name(base: &str) -> bool {
    let lower = base.to_ascii_lowercase();
    let starts = ["streaming_history", "streaminghistory", "endsong"];
    let ends = [".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt", ".xml"];
    starts.iter().any(|start| lower.starts_with(start)) && ends.iter().any(|end| lower.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_history_is_refused_with_a_reason() {
        for (name, head, error) in [
            ("a/Streaming_History_Audio_2021_0.json", "", FileError::Empty),
            ("my_spotify_data.zip", "", FileError::Empty),
            ("my_spotify_data.zip.crdownload", "", FileError::Empty),
            ("history.csv", "ts,platform,ms_played\n", FileError::NotAList),
            ("anything.json", "\0\0\0\0", FileError::OnlyZeros),
            (".my_spotify_data.zip.icloud", "bplist00", FileError::InTheCloud),
            ("x/.endsong_0.json.icloud", "bplist00", FileError::InTheCloud),
            ("endsong_0.json", r#"{"a":1}"#, FileError::NoHistory { only: None }),
            ("damaged.json", "{\"a\0\":1}", FileError::NotText),
            ("older.7z", "7z\u{1}", FileError::OtherContainer { name: "7z" }),
            (
                "listens.jsonl",
                r#"{"listened_at":1,"track_metadata":{}}"#,
                FileError::OtherService {
                    service: "ListenBrainz",
                },
            ),
        ] {
            assert_eq!(FileKind::of(head.as_bytes(), name), FileKind::Refused(error), "{name}");
        }
    }

    #[test]
    fn what_nobody_would_miss_is_passed_over() {
        for (name, head) in [
            ("__MACOSX/._Streaming_History_Audio_2021_0.json", "\0\u{5}\u{16}\u{7}"),
            ("._endsong_0.json", ""),
            ("Read_Me_First.pdf", "%PDF-1.7"),
            ("holiday.jpg", "\0\0\0\0"),
            (".holiday.jpg.icloud", "bplist00"),
            ("package.json", r#"{"name":"x"}"#),
        ] {
            assert_eq!(FileKind::of(head.as_bytes(), name), FileKind::Other(None), "{name}");
        }
    }

    #[test]
    fn only_what_came_with_an_export_is_a_companion() {
        for name in ["Read_Me_First.pdf", "README.txt", "Userdata.json", ".DS_Store"] {
            assert!(is_companion(name), "{name}");
        }
        for name in ["photo.jpg", "numbers.json", "scrobbles.csv"] {
            assert!(!is_companion(name), "{name}");
        }
    }
}
