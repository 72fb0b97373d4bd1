use std::collections::BTreeMap;

use tempfile::TempDir;

use super::*;

const OLD: &str = r#"{"clientId":"old","settings":{"theme":"dark"}}"#;
const NEW: &str = r#"{"clientId":"new","settings":{"theme":"light"}}"#;
/// What a broken disk or another program may leave.
const GARBAGE: [&[u8]; 5] = [b"", b"[]", b"null", &[0; 64], &[0xff, 0x00]];

struct Files {
    folder: TempDir,
}

impl Files {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn with(files: &[(&str, &[u8])]) -> Self {
        let made = Self::new();
        for (name, bytes) in files {
            fs::write(made.folder.path().join(name), bytes).unwrap();
        }
        made
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("tonearm.json")
    }

    /// As the plugin writes, and what the disk has of it when the computer stops after `bytes` bytes.
    fn write(&self, settings: &str, bytes: usize) {
        keep_copy(&self.path(), settings.as_bytes()).unwrap();
        fs::write(self.path(), &settings.as_bytes()[..bytes]).unwrap();
    }

    fn all(&self) -> BTreeMap<String, Vec<u8>> {
        let files = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap());
        files
            .map(|file| {
                let name = file.file_name().into_string().unwrap();
                (name, fs::read(file.path()).unwrap())
            })
            .collect()
    }

    fn read(&self) -> Option<String> {
        read(&self.path()).map(|settings| serde_json::to_string(&settings).unwrap())
    }
}

#[test]
fn a_write_that_breaks_off_anywhere_leaves_what_was_being_written() {
    for bytes in 0..NEW.len() {
        let files = Files::new();
        files.write(OLD, OLD.len());
        files.write(NEW, bytes);
        assert_eq!(
            files.read().as_deref(),
            Some(NEW),
            "{bytes} bytes, for a program that only reads"
        );
        assert_eq!(prepare(&files.path()).unwrap(), Found::Copy, "{bytes} bytes");
        let all = files.all();
        assert_eq!(all["tonearm.json"], NEW.as_bytes(), "{bytes} bytes");
        assert_eq!(all["tonearm.damaged.json"], &NEW.as_bytes()[..bytes], "it is kept");
    }
}

#[test]
fn whatever_else_is_in_the_file_the_copy_takes_its_place() {
    for garbage in GARBAGE {
        let files = Files::with(&[("tonearm.json", garbage), ("tonearm.copy.json", OLD.as_bytes())]);
        assert_eq!(files.read().as_deref(), Some(OLD));
        assert_eq!(prepare(&files.path()).unwrap(), Found::Copy);
        assert_eq!(files.all()["tonearm.json"], OLD.as_bytes());
        assert_eq!(files.all()["tonearm.damaged.json"], garbage);
    }
}

#[test]
fn a_missing_file_is_brought_back_from_its_copy() {
    let files = Files::with(&[("tonearm.copy.json", OLD.as_bytes())]);
    assert_eq!(files.read().as_deref(), Some(OLD));
    assert_eq!(prepare(&files.path()).unwrap(), Found::Copy);
    let names: Vec<_> = files.all().into_keys().collect();
    assert_eq!(names, ["tonearm.copy.json", "tonearm.json"]);
}

#[test]
fn a_file_that_reads_well_wins_over_its_copy() {
    for copy in [OLD.as_bytes(), b"{", b""] {
        let files = Files::with(&[("tonearm.json", NEW.as_bytes()), ("tonearm.copy.json", copy)]);
        assert_eq!(files.read().as_deref(), Some(NEW));
        assert_eq!(prepare(&files.path()).unwrap(), Found::File);
        assert_eq!(files.all()["tonearm.json"], NEW.as_bytes());
        assert_eq!(
            files.all()["tonearm.copy.json"],
            NEW.as_bytes(),
            "the next copy is of it"
        );
    }
}

#[test]
fn where_neither_reads_the_settings_begin_anew_and_the_file_is_kept() {
    for garbage in GARBAGE {
        let files = Files::with(&[("tonearm.json", garbage), ("tonearm.copy.json", b"{\"clie")]);
        assert_eq!(files.read(), None);
        assert_eq!(prepare(&files.path()).unwrap(), Found::Unreadable);
        assert_eq!(files.all()["tonearm.json"], b"{}");
        assert_eq!(files.all()["tonearm.damaged.json"], garbage);
    }
    let files = Files::with(&[("tonearm.copy.json", b"{\"clie")]);
    assert_eq!(prepare(&files.path()).unwrap(), Found::Unreadable);
}

#[test]
fn a_file_that_was_damaged_before_is_not_written_over() {
    let files = Files::new();
    for garbage in GARBAGE {
        fs::write(files.path(), garbage).unwrap();
        prepare(&files.path()).unwrap();
    }
    let all = files.all();
    assert_eq!(all["tonearm.damaged.json"], GARBAGE[0]);
    for (number, garbage) in (2..).zip(&GARBAGE[1..]) {
        assert_eq!(all[&format!("tonearm.damaged-{number}.json")], *garbage);
    }
}

#[test]
fn the_first_start_begins_with_nothing_and_says_so() {
    let files = Files::new();
    assert_eq!(files.read(), None);
    assert_eq!(prepare(&files.path()).unwrap(), Found::Nothing);
    assert_eq!(files.all()["tonearm.json"], b"{}");
}

#[test]
fn reading_changes_nothing_while_another_program_writes() {
    let files = Files::new();
    files.write(OLD, OLD.len());
    files.write(NEW, 7);
    let before = files.all();
    assert_eq!(files.read().as_deref(), Some(NEW));
    assert_eq!(files.all(), before);
}

#[test]
fn what_another_program_wrote_meanwhile_is_not_replaced_by_the_copy() {
    let files = Files::with(&[("tonearm.json", NEW.as_bytes())]);
    put_back(&files.path(), OLD.as_bytes()).unwrap();
    assert_eq!(
        files.all(),
        BTreeMap::from([("tonearm.json".to_owned(), NEW.as_bytes().to_vec())])
    );
}

#[test]
fn without_a_way_to_keep_a_copy_the_last_one_stays_whole() {
    let files = Files::new();
    files.write(OLD, OLD.len());
    let missing = files.folder.path().join("nowhere").join("tonearm.json");
    assert!(keep_copy(&missing, NEW.as_bytes()).is_err());
    assert_eq!(files.all()["tonearm.copy.json"], OLD.as_bytes());
}

#[test]
fn forgetting_leaves_no_copy_behind() {
    let files = Files::new();
    files.write(OLD, OLD.len());
    for _ in 0..2 {
        fs::write(files.path(), "{").unwrap();
        prepare(&files.path()).unwrap();
    }
    delete_copies(&files.path()).unwrap();
    let names: Vec<_> = files.all().into_keys().collect();
    assert_eq!(names, ["tonearm.json"]);
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_any_of_it() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: PathBuf| path.metadata().unwrap().permissions().mode() & 0o777;
    let files = Files::new();
    prepare(&files.path()).unwrap();
    assert_eq!(mode(files.path()), 0o600);
    fs::remove_file(files.path()).unwrap();
    keep_copy(&files.path(), OLD.as_bytes()).unwrap();
    prepare(&files.path()).unwrap();
    assert_eq!(mode(files.path()), 0o600);
    assert_eq!(mode(files.folder.path().join("tonearm.copy.json")), 0o600);
}
