//! A finished picture on the disk.

use std::{io::Write, path::Path};

use super::super::{
    Archive, ArchiveError,
    export::{folder_of, is_archive_file, move_into_place, wording},
};

/// The name of a picture's file to start from, without its ending: `tonearm-Bicep`. Has no character that a file system refuses.
pub fn picture_name(about: &str) -> String {
    /// File systems take 255 bytes.
    const MAX_LETTERS: usize = 48;
    let allowed = |letter: char| !letter.is_control() && !r#"/\:*?"<>|"#.contains(letter);
    let letters = about.chars().map(|letter| if allowed(letter) { letter } else { ' ' });
    let letters: String = letters.take(MAX_LETTERS).collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    format!("tonearm-{}", words.join(" ").trim_end_matches(['.', ' ']))
}

impl Archive {
    /// Writes a picture to `to`, in place of what is there. A picture that is not completely written never has that name.
    ///
    /// # Errors
    /// When it can't be written there; the error says what to do. What was there before stays then.
    pub fn write_picture(&self, picture: &[u8], to: &Path) -> Result<(), ArchiveError> {
        let error = |why: String| ArchiveError::Export {
            path: to.to_owned(),
            why,
        };
        if is_archive_file(self.path(), to) {
            return Err(error("that is the archive itself: choose another name".to_owned()));
        }
        let failed = |why: std::io::Error| error(wording(&why));
        // In a folder, because a temporary file would keep rights that only its owner has.
        let temporary = tempfile::Builder::new()
            .prefix(".tonearm-")
            .tempdir_in(folder_of(to))
            .map_err(failed)?;
        let part = temporary.path().join("part");
        let mut file = std::fs::File::create(&part).map_err(failed)?;
        file.write_all(picture).and_then(|()| file.sync_all()).map_err(failed)?;
        drop(file);
        move_into_place(&part, to).map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_file_system_takes_the_name_of_a_picture() {
        assert_eq!(picture_name("Bicep"), "tonearm-Bicep");
        assert_eq!(picture_name("AC/DC: \"T.N.T.\"\0 ..."), "tonearm-AC DC T.N.T");
        assert_eq!(picture_name("2021"), "tonearm-2021");
        assert!(picture_name(&"久".repeat(300)).len() < 200);
    }
}
