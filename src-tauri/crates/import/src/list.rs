//! Reads a JSON list one element after the other, without ever holding all of it. Refuses everything that is not a well-formed list
//! from its first byte to its last. A list that begins with a list, as programs leave it that put files together, is read as if all the
//! lists in it were one. An element that is not a row, or that has an invalid value, is passed on as such.

use std::io::Read;

use serde::de::{Deserialize, IgnoredAny};

use crate::{FileError, chunk_buffer::ChunkBuffer, read_error::ReadError};

/// One element of the list.
pub(crate) enum Element<'w, R> {
    /// An object.
    Row(R),
    /// The text of an object in which one value is invalid, while its braces and quotes are in order.
    Invalid(&'w str),
    /// A number, a text, a list, `null` …
    NotARow,
}

/// What must come next.
#[derive(Clone, Copy, PartialEq)]
enum Expecting {
    ByteOrderMark,
    List,
    FirstOrEnd,
    /// As the last, in a list in a list.
    FirstOrEndInside,
    Next,
    CommaOrEnd,
    Nothing,
}

/// How far one step led.
enum Step {
    /// Forward by so many bytes.
    Consumed(usize),
    /// More text is needed; so many bytes of white space are done.
    NeedsMore(usize),
}

/// The state between two chunks of the list.
pub(crate) struct ListReader {
    expecting: Expecting,
    /// Whether this is a list of lists.
    has_lists: bool,
    /// Whether it is within one of them.
    is_inside: bool,
    rows: u64,
    max_row_bytes: usize,
}

impl ListReader {
    /// Refuses a list with a row longer than so many bytes.
    pub(crate) fn new(max_row_bytes: usize) -> Self {
        Self {
            expecting: Expecting::ByteOrderMark,
            has_lists: false,
            is_inside: false,
            rows: 0,
            max_row_bytes,
        }
    }

    /// How many elements were read so far.
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    /// Reads as much as the buffer holds, and gives each element to `on_element` with its place in the list, from 1. Adds to
    /// `consumed` the bytes that are done, also if it fails. `false` once everything is read, to the last byte.
    pub(crate) fn read_chunk<'w, T, R>(
        &mut self,
        buffer: &'w ChunkBuffer<R>,
        consumed: &mut usize,
        mut on_element: impl FnMut(u64, Element<'w, T>),
    ) -> Result<bool, ReadError>
    where
        T: Deserialize<'w>,
        R: Read,
    {
        let chunk = buffer.text();
        loop {
            match self.step(
                &chunk.text[*consumed..],
                chunk.is_last && !chunk.is_invalid,
                &mut on_element,
            )? {
                Step::Consumed(bytes) => *consumed += bytes,
                Step::NeedsMore(blanks) => {
                    *consumed += blanks;
                    break;
                }
            }
        }
        if chunk.is_invalid {
            return Err(FileError::NotUtf8.into());
        }
        let left = buffer.bytes().len() - *consumed;
        if chunk.is_last {
            return match self.expecting {
                Expecting::Nothing if left == 0 => Ok(false),
                _ => Err(FileError::EndsInTheMiddle.into()),
            };
        }
        if left > self.max_row_bytes {
            return Err(self.too_long());
        }
        Ok(true)
    }

    fn too_long(&self) -> ReadError {
        FileError::RowTooLong {
            limit_bytes: self.max_row_bytes,
        }
        .into()
    }

    fn not_json(&self) -> ReadError {
        FileError::NotJson { after_row: self.rows }.into()
    }

    fn step<'w, T: Deserialize<'w>>(
        &mut self,
        text: &'w str,
        is_last: bool,
        on_element: &mut impl FnMut(u64, Element<'w, T>),
    ) -> Result<Step, ReadError> {
        if self.expecting == Expecting::ByteOrderMark {
            self.expecting = Expecting::List;
            return Ok(Step::Consumed(if text.starts_with('\u{FEFF}') {
                '\u{FEFF}'.len_utf8()
            } else {
                0
            }));
        }
        let blanks = text.len() - text.trim_start_matches([' ', '\n', '\r', '\t']).len();
        let Some(&first) = text.as_bytes().get(blanks) else {
            return Ok(Step::NeedsMore(blanks));
        };
        let (next, bytes) = match (self.expecting, first) {
            (Expecting::List, b'[') => (Expecting::FirstOrEnd, 1),
            (Expecting::List, b'{') => return Err(FileError::NotAList.into()),
            (Expecting::FirstOrEnd, b'[') => {
                self.has_lists = true;
                self.is_inside = true;
                (Expecting::FirstOrEndInside, 1)
            }
            (Expecting::Next, b'[') if self.has_lists && !self.is_inside => {
                self.is_inside = true;
                (Expecting::FirstOrEndInside, 1)
            }
            (Expecting::FirstOrEndInside | Expecting::CommaOrEnd, b']') if self.is_inside => {
                self.is_inside = false;
                (Expecting::CommaOrEnd, 1)
            }
            (Expecting::FirstOrEnd | Expecting::CommaOrEnd, b']') => (Expecting::Nothing, 1),
            (Expecting::CommaOrEnd, b',') => (Expecting::Next, 1),
            (Expecting::FirstOrEnd | Expecting::FirstOrEndInside | Expecting::Next, _) => {
                match self.element(&text[blanks..], is_last)? {
                    None => return Ok(Step::NeedsMore(blanks)),
                    Some((element, bytes)) => {
                        self.rows += 1;
                        on_element(self.rows, element);
                        (Expecting::CommaOrEnd, bytes)
                    }
                }
            }
            _ => return Err(self.not_json()),
        };
        self.expecting = next;
        Ok(Step::Consumed(blanks + bytes))
    }

    /// The element that `text` begins with, and its length in bytes; `None` if it is incomplete.
    fn element<'w, T: Deserialize<'w>>(
        &self,
        text: &'w str,
        is_last: bool,
    ) -> Result<Option<(Element<'w, T>, usize)>, ReadError> {
        let is_object = text.starts_with('{');
        let mut failed = false;
        if is_object {
            match parse::<T>(text) {
                Parsed::Value(row, bytes) => return self.if_short_enough(Element::Row(row), bytes),
                Parsed::Incomplete => return Ok(None),
                Parsed::Invalid => failed = true,
            }
        }
        match parse::<IgnoredAny>(text) {
            // A number at the end of the chunk may continue in the next one.
            Parsed::Value(_, bytes) if bytes == text.len() && !is_object && !is_last => Ok(None),
            Parsed::Value(_, bytes) => self.if_short_enough(
                if failed {
                    Element::Invalid(&text[..bytes])
                } else {
                    Element::NotARow
                },
                bytes,
            ),
            Parsed::Incomplete => Ok(None),
            // A number that the chunk cuts after its decimal point looks invalid too. With a whole row's length in the buffer, it is.
            Parsed::Invalid if !is_last && text.len() <= self.max_row_bytes => Ok(None),
            Parsed::Invalid => Err(self.not_json()),
        }
    }

    fn if_short_enough<'w, T>(
        &self,
        element: Element<'w, T>,
        bytes: usize,
    ) -> Result<Option<(Element<'w, T>, usize)>, ReadError> {
        if bytes > self.max_row_bytes {
            return Err(self.too_long());
        }
        Ok(Some((element, bytes)))
    }
}

/// What a text begins with.
enum Parsed<T> {
    /// A value of so many bytes.
    Value(T, usize),
    Incomplete,
    Invalid,
}

fn parse<'w, T: Deserialize<'w>>(text: &'w str) -> Parsed<T> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<T>();
    match values.next() {
        Some(Ok(value)) => Parsed::Value(value, values.byte_offset()),
        Some(Err(error)) if !error.is_eof() => Parsed::Invalid,
        _ => Parsed::Incomplete,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

    crate::row::row! {
        /// The smallest row.
        Row { a = "a" }
    }

    /// What each element is, and how it ends, read through a buffer of so many bytes.
    fn read_all(text: &[u8], buffer_bytes: usize, max_row_bytes: usize) -> (Vec<String>, Result<(), FileError>) {
        let mut buffer = ChunkBuffer::new(text, buffer_bytes);
        let mut list = ListReader::new(max_row_bytes);
        let mut elements = Vec::new();
        loop {
            buffer.fill().unwrap();
            let mut consumed = 0;
            let outcome = list.read_chunk(&buffer, &mut consumed, |row, element: Element<'_, Row<'_>>| {
                elements.push(match element {
                    Element::Row(Row { a: Value::Nothing }) => format!("{row} without"),
                    Element::Row(Row { a }) => format!("{row} {a}"),
                    Element::Invalid(text) => format!("{row} invalid {text}"),
                    Element::NotARow => format!("{row} no row"),
                });
            });
            match outcome {
                Ok(true) => buffer.consume(consumed),
                Ok(false) => return (elements, Ok(())),
                Err(ReadError::File(error)) => return (elements, Err(error)),
                Err(ReadError::Import(error)) => panic!("{error}"),
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
            r#"[[{"a":1},{"a":2}],[], [{"a":3}] , {"a":4}, [[5]], null]"#,
            r#"[[]]"#,
            r#"[[{"a":1}],"#,
            r#"[[{"a":1},]]"#,
            r#"[[{"a":1}]"#,
            r#"[tru]"#,
            r#"{"a":1}"#,
            "",
        ];
        for list in lists {
            let whole = read_all(list.as_bytes(), 4_096, 1_000);
            for buffer_bytes in 4..40 {
                assert_eq!(
                    read_all(list.as_bytes(), buffer_bytes, 1_000),
                    whole,
                    "{buffer_bytes}: {list}"
                );
            }
        }
    }

    #[test]
    fn the_lists_of_a_list_are_read_as_one() {
        let (elements, end) = read_all(
            br#"[[{"a":1},{"a":2}],[], [{"a":3},[{"a":9}]] , {"a":4}]"#,
            4_096,
            1_000,
        );
        assert_eq!(
            (elements, end),
            (
                vec!["1 1", "2 2", "3 3", "4 no row", "5 4"]
                    .into_iter()
                    .map(String::from)
                    .collect(),
                Ok(())
            )
        );
        let (elements, end) = read_all(br#"[{"a":1},[{"a":2}]]"#, 4_096, 1_000);
        assert_eq!((elements.last().unwrap().as_str(), end), ("2 no row", Ok(())));
        assert_eq!(
            read_all(br#"[[{"a":1}]"#, 4_096, 1_000).1,
            Err(FileError::EndsInTheMiddle)
        );
    }

    #[test]
    fn the_longest_row_is_as_long_as_it_may_be_and_no_longer() {
        let list = |letters| format!("[{{\"a\":1}}, {{\"a\":\"{}\"}}]", "x".repeat(letters));
        for buffer_bytes in [4, 16, 100, 4_096] {
            // The row has eight bytes beside this text.
            assert_eq!(
                read_all(list(92).as_bytes(), buffer_bytes, 100).1,
                Ok(()),
                "{buffer_bytes}"
            );
            let too_long = FileError::RowTooLong { limit_bytes: 100 };
            assert_eq!(
                read_all(list(93).as_bytes(), buffer_bytes, 100).1,
                Err(too_long),
                "{buffer_bytes}"
            );
            assert_eq!(
                read_all(format!("[7,\"{}", "x".repeat(9_999)).as_bytes(), buffer_bytes, 100).1,
                Err(too_long)
            );
        }
        assert_eq!(
            read_all(format!("[{}7]", " ".repeat(9_999)).as_bytes(), 16, 100).1,
            Ok(())
        );
    }
}
