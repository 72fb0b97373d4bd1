//! Files that hold other files, recognised by their first bytes.

/// What a file that holds others is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Container {
    Zip,
    Gzip,
    /// One that Tonearm can't unpack, with what people call it.
    Other(&'static str),
}

/// The first bytes of each.
const MAGIC: &[(&[u8], Container)] = &[
    (b"PK\x03\x04", Container::Zip),
    (b"PK\x05\x06", Container::Zip),
    (b"PK\x07\x08", Container::Zip),
    (b"\x1F\x8B\x08", Container::Gzip),
    (b"7z\xBC\xAF\x27\x1C", Container::Other("7z")),
    (b"Rar!\x1A\x07", Container::Other("RAR")),
    (b"\xFD7zXZ\0", Container::Other("xz")),
    (b"BZh", Container::Other("bzip2")),
    (b"\x28\xB5\x2F\xFD", Container::Other("zstd")),
    (b"\x04\x22\x4D\x18", Container::Other("lz4")),
    (b"LZIP", Container::Other("lzip")),
    (b"\x1F\x9D", Container::Other("compress")),
    (b"MSCF", Container::Other("CAB")),
    (b"SIT!", Container::Other("StuffIt")),
    (b"StuffIt ", Container::Other("StuffIt")),
];
/// A tape archive has its mark after the first file's name.
const TAR_MARK: (usize, &[u8]) = (257, b"ustar");

/// Endings of their names, for those that begin like none of them.
const ENDINGS: &[(&str, Container)] = &[
    (".zip", Container::Zip),
    (".gz", Container::Gzip),
    (".tgz", Container::Gzip),
    (".7z", Container::Other("7z")),
    (".rar", Container::Other("RAR")),
    (".tar", Container::Other("tar")),
    (".xz", Container::Other("xz")),
    (".bz2", Container::Other("bzip2")),
    (".zst", Container::Other("zstd")),
];

impl Container {
    /// Which one begins like this.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        let (at, mark) = TAR_MARK;
        if head.get(at..).is_some_and(|rest| rest.starts_with(mark)) {
            return Some(Self::Other("tar"));
        }
        let found = MAGIC.iter().find(|(magic, _)| head.starts_with(magic));
        found.map(|(_, container)| *container)
    }

    /// Which one has a name like this.
    pub(crate) fn by_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let found = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending));
        found.map(|(_, container)| *container)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_told_by_their_first_bytes() {
        let mut tar = vec![b'a'; 512];
        tar[257..262].copy_from_slice(b"ustar");
        for (head, expected) in [
            (b"PK\x03\x04rest".as_slice(), Some(Container::Zip)),
            (b"\x1F\x8B\x08\0", Some(Container::Gzip)),
            (b"7z\xBC\xAF\x27\x1C\0\x04", Some(Container::Other("7z"))),
            (&tar, Some(Container::Other("tar"))),
            (b"[{\"ts\":", None),
            (b"PK", None),
            (b"", None),
        ] {
            assert_eq!(Container::of(head), expected, "{head:?}");
        }
    }

    #[test]
    fn a_name_tells_what_a_damaged_one_was() {
        assert_eq!(Container::by_name("Export.ZIP"), Some(Container::Zip));
        assert_eq!(Container::by_name("a.json.gz"), Some(Container::Gzip));
        assert_eq!(Container::by_name("zip.json"), None);
    }
}
