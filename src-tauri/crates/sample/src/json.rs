//! JSON in Spotify's two layouts, written straight into bytes: one line for each key, or, in older files, all on one line with
//! every letter beyond ASCII escaped.

use std::io::Write as _;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    Lines,
    OneLine,
}

impl Layout {
    /// What comes before object number `at` of an array.
    pub(crate) fn before(self, at: usize) -> &'static [u8] {
        match (self, at) {
            (Self::Lines, 0) => b"[\n",
            (Self::Lines, _) => b",\n",
            (Self::OneLine, 0) => b"[",
            (Self::OneLine, _) => b",",
        }
    }

    /// What ends an array that is not empty.
    pub(crate) fn after(self) -> &'static [u8] {
        match self {
            Self::Lines => b"\n]",
            Self::OneLine => b"]",
        }
    }
}

/// An object in progress.
pub(crate) struct Object<'a> {
    into: &'a mut Vec<u8>,
    layout: Layout,
    is_empty: bool,
}

impl<'a> Object<'a> {
    pub(crate) fn open(into: &'a mut Vec<u8>, layout: Layout) -> Self {
        into.push(b'{');
        Self {
            into,
            layout,
            is_empty: true,
        }
    }

    /// Writes a value that is JSON already.
    pub(crate) fn raw(&mut self, key: &str, value: &str) {
        self.key(key);
        self.into.extend_from_slice(value.as_bytes());
    }

    pub(crate) fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        self.string(value);
    }

    pub(crate) fn text_or_null(&mut self, key: &str, value: Option<&str>) {
        match value {
            Some(value) => self.text(key, value),
            None => self.raw(key, "null"),
        }
    }

    pub(crate) fn number(&mut self, key: &str, value: i64) {
        self.key(key);
        // Writing into memory does not fail.
        let _ = write!(self.into, "{value}");
    }

    pub(crate) fn close(self) {
        self.into.extend_from_slice(match self.layout {
            Layout::Lines => b"\n}",
            Layout::OneLine => b"}",
        });
    }

    fn key(&mut self, key: &str) {
        if !self.is_empty {
            self.into.push(b',');
        }
        self.is_empty = false;
        match self.layout {
            Layout::Lines => {
                self.into.extend_from_slice(b"\n  \"");
                self.into.extend_from_slice(key.as_bytes());
                self.into.extend_from_slice(b"\": ");
            }
            Layout::OneLine => {
                self.into.push(b'"');
                self.into.extend_from_slice(key.as_bytes());
                self.into.extend_from_slice(b"\":");
            }
        }
    }

    fn string(&mut self, text: &str) {
        self.into.push(b'"');
        for letter in text.chars() {
            match letter {
                '"' => self.into.extend_from_slice(b"\\\""),
                '\\' => self.into.extend_from_slice(b"\\\\"),
                ' '..='\u{7E}' => self.into.push(letter as u8),
                _ if letter < ' ' || self.layout == Layout::OneLine => {
                    for unit in letter.encode_utf16(&mut [0; 2]) {
                        let _ = write!(self.into, "\\u{unit:04x}");
                    }
                }
                _ => self.into.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        self.into.push(b'"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_layouts_say_the_same_however_odd_the_text() {
        for text in ["plain", "\"", "\\", "\t\u{1}\n", "Þörf 久石譲 🌧️👩‍👩‍👧", "\u{7f}\u{2028}"] {
            for layout in [Layout::Lines, Layout::OneLine] {
                let mut bytes = layout.before(0).to_vec();
                let mut object = Object::open(&mut bytes, layout);
                object.text("text", text);
                object.number("number", -7);
                object.text_or_null("nothing", None);
                object.close();
                bytes.extend_from_slice(layout.after());
                let read: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
                assert_eq!(
                    read,
                    serde_json::json!([{ "text": text, "number": -7, "nothing": null }])
                );
            }
        }
    }

    #[test]
    fn the_older_layout_is_plain_ascii_on_one_line() {
        let mut bytes = Vec::new();
        let mut object = Object::open(&mut bytes, Layout::OneLine);
        object.text("name", "فيروز 🌧️");
        object.close();
        assert!(bytes.is_ascii() && !bytes.contains(&b'\n'));
    }
}
