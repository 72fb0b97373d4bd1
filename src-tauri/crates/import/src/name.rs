//! Names of files, made safe to show: whatever is in them, the result is one short line of plain text.

use std::path::Path;

/// How many characters are shown at most.
const MAX_CHARS: usize = 200;

/// The name with replacement characters for whatever would move the text around it, such as line breaks and changes of direction.
pub(crate) fn display_name(name: &str) -> String {
    let harmless = |letter: char| match letter {
        '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => {
            '\u{FFFD}'
        }
        letter if letter.is_control() => '\u{FFFD}',
        letter => letter,
    };
    truncated(name.chars().map(harmless))
}

/// At most 200 characters; the last is an ellipsis if there were more.
pub(crate) fn truncated(letters: impl Iterator<Item = char>) -> String {
    let mut text: String = letters.take(MAX_CHARS + 1).collect();
    if let Some((cut, _)) = text.char_indices().nth(MAX_CHARS) {
        let last = text[..cut].char_indices().last().map_or(0, |(at, _)| at);
        text.truncate(last);
        text.push('…');
    }
    text
}

/// The last part of a path.
pub(crate) fn file_name(path: &Path) -> String {
    display_name(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}

/// A name in a zip of this name.
pub(crate) fn name_in_zip(zip: &str, name: &str) -> String {
    display_name(&format!("{zip}/{name}"))
}

/// The path below a folder, with slashes on every system.
pub(crate) fn relative_name(folder: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(folder).unwrap_or(path).components();
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
    display_name(&parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_line_or_turn_it_round() {
        assert_eq!(
            display_name("a\nb\u{202E}c\u{1b}[31m"),
            "a\u{FFFD}b\u{FFFD}c\u{FFFD}[31m"
        );
        assert_eq!(display_name("../../etc/passwd"), "../../etc/passwd");
    }

    #[test]
    fn a_long_name_is_cut_with_a_sign() {
        let cut = display_name(&"ö".repeat(500));
        assert_eq!((cut.chars().count(), cut.ends_with('…')), (200, true));
        assert_eq!(display_name(&"ö".repeat(200)).chars().count(), 200);
        assert!(!display_name(&"ö".repeat(200)).ends_with('…'));
    }
}
