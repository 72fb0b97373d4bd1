//! Keeps a settings file readable for a program that would write over a damaged one: a copy is taken of each good file and
//! brought back for a damaged one, which is kept under another name. Reads nothing but whether it is a JSON object.

use std::{fs, io, path::Path};

pub(crate) const COPY: &str = "copy.json";
const DAMAGED: &str = "damaged.json";

/// Makes sure that `path` holds something readable or nothing, before it is opened.
///
/// # Errors
/// When a file can't be read, copied or renamed: then `path` may still be damaged.
pub fn prepare(path: &Path) -> io::Result<()> {
    let copy = path.with_extension(COPY);
    match fs::read(path) {
        Ok(bytes) if is_readable(&bytes) => fs::copy(path, copy).map(drop),
        Ok(_) => {
            let damaged = path.with_extension(DAMAGED);
            log::error!("the settings are damaged; they are kept as *.{DAMAGED}");
            fs::rename(path, damaged)?;
            match fs::copy(copy, path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Deletes what [`prepare`] left beside the file.
///
/// # Errors
/// When a copy is there and can't be deleted.
pub fn delete_copies(path: &Path) -> io::Result<()> {
    for copy in [COPY, DAMAGED] {
        match fs::remove_file(path.with_extension(copy)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn is_readable(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_cut_short_is_set_aside_and_the_last_good_one_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tonearm.json");
        fs::write(&path, r#"{"clientId":"x"}"#).unwrap();
        prepare(&path).unwrap();
        fs::write(&path, r#"{"clientId":"#).unwrap();
        prepare(&path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), r#"{"clientId":"x"}"#);
        let damaged = fs::read_to_string(folder.path().join("tonearm.damaged.json")).unwrap();
        assert_eq!(damaged, r#"{"clientId":"#, "what was damaged is still there");
    }

    #[test]
    fn forgetting_leaves_no_copy_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tonearm.json");
        fs::write(&path, "{}").unwrap();
        prepare(&path).unwrap();
        fs::write(&path, "{").unwrap();
        prepare(&path).unwrap();
        delete_copies(&path).unwrap();
        let left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left, ["tonearm.json"]);
    }

    #[test]
    fn without_a_good_copy_a_damaged_file_leaves_a_clean_start() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tonearm.json");
        prepare(&path).unwrap();
        fs::write(&path, "[]").unwrap();
        prepare(&path).unwrap();
        assert!(!path.exists());
    }
}
