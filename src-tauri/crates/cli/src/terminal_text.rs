//! Text of others, such as a track's name, made harmless for a terminal. Control characters could move the cursor or rename the
//! window, and bidirectional controls could make the rest of a line look like something else.

/// Stands where a character was that a terminal would obey.
const REPLACEMENT: char = '\u{FFFD}';

/// Text for people, in which only line ends are obeyed.
pub(crate) fn lines(text: &str) -> String {
    text.chars().filter_map(|letter| shown(letter, '\n')).collect()
}

/// The same on one line.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().filter_map(|letter| shown(letter, ' ')).collect()
}

/// JSON of the same meaning. `json` has blanks and line ends of its own nowhere but between values.
pub(crate) fn json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter != '\n' && is_obeyed(letter) {
            // All of them lie in the part of Unicode that one escape can name.
            escaped.push_str(&format!("\\u{:04x}", u32::from(letter)));
        } else {
            escaped.push(letter);
        }
    }
    escaped
}

fn shown(letter: char, line_end: char) -> Option<char> {
    match letter {
        '\n' => Some(line_end),
        '\t' => Some(' '),
        _ if is_direction_mark(letter) => None,
        _ if is_obeyed(letter) => Some(REPLACEMENT),
        _ => Some(letter),
    }
}

/// Whether a terminal does something at this character instead of showing it.
fn is_obeyed(letter: char) -> bool {
    let separates_lines = matches!(letter, '\u{2028}' | '\u{2029}');
    let embeds_or_overrides = matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    letter.is_control() || separates_lines || embeds_or_overrides || is_direction_mark(letter)
}

/// Invisible and common in Arabic and Hebrew names. They move what stands next to them, so they are left out.
fn is_direction_mark(letter: char) -> bool {
    matches!(letter, '\u{061C}' | '\u{200E}' | '\u{200F}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Spelt out here once more, so that a mistake in the code above is not repeated.
    const BIDI: &[u32] = &[
        0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069,
    ];

    fn steers(letter: char) -> bool {
        let number = u32::from(letter);
        number < 0x20 || (0x7F..=0x9F).contains(&number) || BIDI.contains(&number) || [0x2028, 0x2029].contains(&number)
    }

    /// Any text, with many of the characters that matter here.
    fn texts() -> impl Strategy<Value = String> {
        let evil = (0_u32..0xA0).prop_filter_map("a character", char::from_u32);
        let bidi = prop::sample::select(BIDI).prop_filter_map("a character", char::from_u32);
        let separators = prop::sample::select(&['\u{2028}', '\u{2029}', '"', '\\']);
        prop::collection::vec(prop_oneof![any::<char>(), evil, bidi, separators], 0..40)
            .prop_map(|letters| letters.into_iter().collect())
    }

    proptest! {
        #[test]
        fn nothing_shown_steers_the_terminal(text in texts()) {
            prop_assert!(!lines(&text).contains(|letter| letter != '\n' && steers(letter)));
            prop_assert!(!one_line(&text).contains(steers));
        }

        #[test]
        fn nothing_in_json_steers_the_terminal_and_it_means_the_same(text in texts()) {
            let whole = serde_json::json!({ text.as_str(): [text.as_str()] });
            for written in [whole.to_string(), serde_json::to_string_pretty(&whole).unwrap()] {
                let printed = json(&written);
                prop_assert!(!printed.contains(|letter| letter != '\n' && steers(letter)));
                prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&printed).unwrap(), whole.clone());
            }
        }

        #[test]
        fn what_steers_nothing_stays(text in "[\\PC]*") {
            let harmless: String = text.chars().filter(|letter| !steers(*letter)).collect();
            prop_assert_eq!(lines(&harmless), harmless.clone());
            prop_assert_eq!(json(&harmless), harmless);
        }
    }

    #[test]
    fn a_name_can_not_steer_the_terminal() {
        assert_eq!(lines("a\u{1b}[2Jb\u{9b}1m\nc\td"), "a\u{FFFD}[2Jb\u{FFFD}1m\nc d");
        assert_eq!(one_line("gpj.\u{202E}exe\nb"), "gpj.\u{FFFD}exe b");
        assert_eq!(one_line("\u{200F}שלום\u{200E}"), "שלום");
        assert_eq!(json("\"a\u{9b}b\u{202E}\""), "\"a\\u009bb\\u202e\"");
    }
}
