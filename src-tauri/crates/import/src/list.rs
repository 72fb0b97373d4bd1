//! A JSON list, one element after the other, never held as a whole. Everything that is not a well-formed list from its first byte
//! to its last is refused; an element that is no row, or has a value beyond repair, is handed on as such.

use std::io::Read;

use serde::de::{Deserialize, IgnoredAny};

use crate::{FileError, halt::Halt, window::Window};

/// One element of the list.
pub(crate) enum Element<'w, R> {
    /// An object.
    Row(R),
    /// The text of an object with a value that breaks the rules where only the value suffers.
    Spoilt(&'w str),
    /// A number, a text, a list, `null` …
    NotARow,
}

/// What must come next.
#[derive(Clone, Copy, PartialEq)]
enum Expecting {
    Mark,
    List,
    FirstOrEnd,
    Next,
    CommaOrEnd,
    Nothing,
}

/// How far one look through the window led.
enum Step {
    /// On, by so many bytes.
    Took(usize),
    /// Nowhere without more text; so many bytes of blanks are done with.
    Short(usize),
}

/// A list being read.
pub(crate) struct List {
    expecting: Expecting,
    rows: u64,
    longest_row_bytes: usize,
}

impl List {
    /// A list with no row longer than so many bytes.
    pub(crate) fn new(longest_row_bytes: usize) -> Self {
        Self {
            expecting: Expecting::Mark,
            rows: 0,
            longest_row_bytes,
        }
    }

    /// How many elements were met so far.
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    /// Reads on as far as the window shows, telling each element. `false` once all is read, to the last byte.
    pub(crate) fn read_on<'w, T, R>(
        &mut self,
        window: &'w Window<R>,
        taken: &mut usize,
        mut tell: impl FnMut(u64, Element<'w, T>),
    ) -> Result<bool, Halt>
    where
        T: Deserialize<'w>,
        R: Read,
    {
        let view = window.view();
        loop {
            match self.step(&view.text[*taken..], view.is_last && !view.is_broken, &mut tell)? {
                Step::Took(bytes) => *taken += bytes,
                Step::Short(blanks) => {
                    *taken += blanks;
                    break;
                }
            }
        }
        if view.is_broken {
            return Err(FileError::NotUtf8.into());
        }
        let left = window.bytes().len() - *taken;
        if view.is_last {
            return match self.expecting {
                Expecting::Nothing if left == 0 => Ok(false),
                _ => Err(FileError::EndsInTheMiddle.into()),
            };
        }
        if left > self.longest_row_bytes {
            return Err(self.too_long());
        }
        Ok(true)
    }

    fn too_long(&self) -> Halt {
        FileError::RowTooLong {
            limit_bytes: self.longest_row_bytes,
        }
        .into()
    }

    fn damaged(&self) -> Halt {
        FileError::NotJson { after_row: self.rows }.into()
    }

    fn step<'w, T: Deserialize<'w>>(
        &mut self,
        text: &'w str,
        is_last: bool,
        tell: &mut impl FnMut(u64, Element<'w, T>),
    ) -> Result<Step, Halt> {
        if self.expecting == Expecting::Mark {
            self.expecting = Expecting::List;
            return Ok(Step::Took(if text.starts_with('\u{FEFF}') {
                '\u{FEFF}'.len_utf8()
            } else {
                0
            }));
        }
        let blanks = text.len() - text.trim_start_matches([' ', '\n', '\r', '\t']).len();
        let Some(&first) = text.as_bytes().get(blanks) else {
            return Ok(Step::Short(blanks));
        };
        let (next, took) = match (self.expecting, first) {
            (Expecting::List, b'[') => (Expecting::FirstOrEnd, 1),
            (Expecting::List, b'{') => return Err(FileError::NotAList.into()),
            (Expecting::FirstOrEnd | Expecting::CommaOrEnd, b']') => (Expecting::Nothing, 1),
            (Expecting::CommaOrEnd, b',') => (Expecting::Next, 1),
            (Expecting::FirstOrEnd | Expecting::Next, _) => match self.element(&text[blanks..], is_last)? {
                None => return Ok(Step::Short(blanks)),
                Some((element, bytes)) => {
                    self.rows += 1;
                    tell(self.rows, element);
                    (Expecting::CommaOrEnd, bytes)
                }
            },
            _ => return Err(self.damaged()),
        };
        self.expecting = next;
        Ok(Step::Took(blanks + took))
    }

    /// The element that `text` begins with, and its length in bytes; nothing if it is not all there.
    fn element<'w, T: Deserialize<'w>>(
        &self,
        text: &'w str,
        is_last: bool,
    ) -> Result<Option<(Element<'w, T>, usize)>, Halt> {
        let is_object = text.starts_with('{');
        let mut failed = false;
        if is_object {
            match one::<T>(text) {
                Parsed::All(row, bytes) => return self.measured(Element::Row(row), bytes),
                Parsed::Short => return Ok(None),
                Parsed::Broken => failed = true,
            }
        }
        match one::<IgnoredAny>(text) {
            // A number at the window's edge may go on behind it.
            Parsed::All(_, bytes) if bytes == text.len() && !is_object && !is_last => Ok(None),
            Parsed::All(_, bytes) => self.measured(
                if failed {
                    Element::Spoilt(&text[..bytes])
                } else {
                    Element::NotARow
                },
                bytes,
            ),
            Parsed::Short => Ok(None),
            // A number that the window's edge cuts behind its point looks broken too. A row's length further on, it is.
            Parsed::Broken if !is_last && text.len() <= self.longest_row_bytes => Ok(None),
            Parsed::Broken => Err(self.damaged()),
        }
    }

    fn measured<'w, T>(&self, element: Element<'w, T>, bytes: usize) -> Result<Option<(Element<'w, T>, usize)>, Halt> {
        if bytes > self.longest_row_bytes {
            return Err(self.too_long());
        }
        Ok(Some((element, bytes)))
    }
}

enum Parsed<T> {
    All(T, usize),
    Short,
    Broken,
}

fn one<'w, T: Deserialize<'w>>(text: &'w str) -> Parsed<T> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<T>();
    match values.next() {
        Some(Ok(value)) => Parsed::All(value, values.byte_offset()),
        Some(Err(error)) if !error.is_eof() => Parsed::Broken,
        _ => Parsed::Short,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

    crate::row::row! {
        /// As little as a row can be.
        Row { a = "a" }
    }

    /// What each element is, and how it ends, seen through a window of so many bytes.
    fn told(text: &[u8], window_bytes: usize, longest_row_bytes: usize) -> (Vec<String>, Result<(), FileError>) {
        let mut window = Window::new(text, window_bytes);
        let mut list = List::new(longest_row_bytes);
        let mut told = Vec::new();
        loop {
            window.fill().unwrap();
            let mut taken = 0;
            let outcome = list.read_on(&window, &mut taken, |row, element: Element<'_, Row<'_>>| {
                told.push(match element {
                    Element::Row(Row { a: Value::Nothing }) => format!("{row} without"),
                    Element::Row(Row { a }) => format!("{row} {a}"),
                    Element::Spoilt(text) => format!("{row} spoilt {text}"),
                    Element::NotARow => format!("{row} no row"),
                });
            });
            match outcome {
                Ok(true) => window.take(taken),
                Ok(false) => return (told, Ok(())),
                Err(Halt::Trouble(trouble)) => return (told, Err(trouble)),
                Err(Halt::All(error)) => panic!("{error}"),
            }
        }
    }

    #[test]
    fn where_the_window_cuts_makes_no_difference() {
        let lists = [
            "\u{FEFF} [ ] \n",
            r#"[{"a":1},{"a":"x\u00f6\ud83d\ude00\\\"y"} , {"a":-12.5e-3}, {"a":true,"b":[{},{"c":null}]}, {}]"#,
            r#"[123456789, -0.25e+10, "te\"xt", null, true, [[1,2],[3]], {"a":"東京"}]"#,
            r#"[{"a":"half \ud83d"},{"a":"\ud83d\ude00"},{"a":1e999}]"#,
            r#"[{"a":1,"b":-0.25,"c":1e5,"d":-7},{"b":{"c":[-0.5E-7]}}]"#,
            r#"[{"a":1} {"a":2}]"#,
            r#"[{"a":1},{"b":-0.x,"c":[]},{"a":1},{"a":2},{"a":3}]"#,
            r#"[{"a":1},]"#,
            r#"[{"a":1}] x"#,
            r#"[{"a":1},{"a":"never closed"#,
            r#"[{"a":01}]"#,
            r#"[12 34]"#,
            r#"[tru]"#,
            r#"{"a":1}"#,
            "",
        ];
        for list in lists {
            let whole = told(list.as_bytes(), 4_096, 1_000);
            for window_bytes in 4..40 {
                assert_eq!(
                    told(list.as_bytes(), window_bytes, 1_000),
                    whole,
                    "{window_bytes}: {list}"
                );
            }
        }
    }

    #[test]
    fn the_longest_row_is_as_long_as_it_may_be_and_no_longer() {
        let list = |letters| format!("[{{\"a\":1}}, {{\"a\":\"{}\"}}]", "x".repeat(letters));
        for window_bytes in [4, 16, 100, 4_096] {
            // Eight letters of the row are not in its text.
            assert_eq!(told(list(92).as_bytes(), window_bytes, 100).1, Ok(()), "{window_bytes}");
            let too_long = FileError::RowTooLong { limit_bytes: 100 };
            assert_eq!(
                told(list(93).as_bytes(), window_bytes, 100).1,
                Err(too_long),
                "{window_bytes}"
            );
            assert_eq!(
                told(format!("[7,\"{}", "x".repeat(9_999)).as_bytes(), window_bytes, 100).1,
                Err(too_long)
            );
        }
        assert_eq!(told(format!("[{}7]", " ".repeat(9_999)).as_bytes(), 16, 100).1, Ok(()));
    }
}
