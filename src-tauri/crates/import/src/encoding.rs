//! How the letters of a text are written. Spotify writes UTF-8; editors on Windows and spreadsheets save it as UTF-16, with or without
//! the mark that says so.

use std::{
    borrow::Cow,
    io::{self, Read},
};

use crate::{FileError, read_error::ReadError};

/// How the letters of a text are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,
    /// Nothing writes JSON like this, so that it is recognised only to be named.
    Utf32,
}

impl Encoding {
    /// The encoding of a text that begins like this. Without a mark the zeros around the first letters tell, which are ASCII in JSON.
    pub(crate) fn of(head: &[u8]) -> Self {
        match head {
            [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Self::Utf32,
            [0xFF, 0xFE, ..] => Self::Utf16LittleEndian,
            [0xFE, 0xFF, ..] => Self::Utf16BigEndian,
            [1..=255, 0, 0, 0, ..] | [0, 0, 0, 1..=255, ..] => Self::Utf32,
            [1..=255, 0, 1..=255, 0, ..] => Self::Utf16LittleEndian,
            [0, 1..=255, 0, 1..=255, ..] => Self::Utf16BigEndian,
            _ => Self::Utf8,
        }
    }

    /// The beginning of a text in UTF-8. What can't be read becomes a replacement character.
    pub(crate) fn head_in_utf8(self, head: &[u8]) -> Cow<'_, [u8]> {
        match self {
            Self::Utf8 => Cow::Borrowed(head),
            Self::Utf16LittleEndian | Self::Utf16BigEndian => {
                let units = head.chunks_exact(2).map(|pair| self.unit([pair[0], pair[1]]));
                let letters = char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER));
                Cow::Owned(letters.collect::<String>().into_bytes())
            }
            Self::Utf32 => Cow::Owned(head.iter().copied().filter(|byte| *byte != 0).collect()),
        }
    }

    /// A text in UTF-8, while it is read.
    pub(crate) fn decode<'s>(self, source: impl Read + 's) -> Result<Box<dyn Read + 's>, FileError> {
        match self {
            Self::Utf8 => Ok(Box::new(source)),
            Self::Utf16LittleEndian | Self::Utf16BigEndian => Ok(Box::new(Utf16Reader {
                source,
                encoding: self,
                bytes: Vec::new(),
                text: String::new(),
                at: 0,
            })),
            Self::Utf32 => Err(FileError::NotUtf8),
        }
    }

    fn unit(self, pair: [u8; 2]) -> u16 {
        match self {
            Self::Utf16BigEndian => u16::from_be_bytes(pair),
            _ => u16::from_le_bytes(pair),
        }
    }
}

/// How many bytes are decoded at a time.
const CHUNK_BYTES: usize = 32 * 1024;

/// Turns UTF-16 into UTF-8 while it is read.
struct Utf16Reader<R> {
    source: R,
    encoding: Encoding,
    /// Read and not decoded yet: half a unit or half a pair, after each chunk.
    bytes: Vec<u8>,
    text: String,
    /// So many bytes of the text are passed on.
    at: usize,
}

impl<R: Read> Utf16Reader<R> {
    /// Decodes the next chunk. The text is empty only at the end.
    fn decode_chunk(&mut self) -> io::Result<()> {
        self.text.clear();
        self.at = 0;
        while self.text.is_empty() {
            let known = self.bytes.len();
            self.source
                .by_ref()
                .take(CHUNK_BYTES as u64)
                .read_to_end(&mut self.bytes)?;
            let has_ended = self.bytes.len() == known;
            if has_ended && self.bytes.is_empty() {
                return Ok(());
            }
            self.decode(has_ended)
                .map_err(|error| ReadError::from(error).into_io())?;
        }
        Ok(())
    }

    fn decode(&mut self, is_last: bool) -> Result<(), FileError> {
        let mut units: Vec<u16> = self
            .bytes
            .chunks_exact(2)
            .map(|pair| self.encoding.unit([pair[0], pair[1]]))
            .collect();
        // The other half of a pair may be in the next chunk.
        if !is_last {
            units.pop_if(|last| (0xD800..0xDC00).contains(last));
        }
        for letter in char::decode_utf16(units.iter().copied()) {
            self.text.push(letter.map_err(|_| FileError::NotUtf8)?);
        }
        self.bytes.drain(..units.len() * 2);
        if is_last && !self.bytes.is_empty() {
            return Err(FileError::EndsInTheMiddle);
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf16Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.text.len() {
            self.decode_chunk()?;
        }
        let bytes = (&self.text.as_bytes()[self.at..]).read(buffer)?;
        self.at += bytes;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn read(bytes: &[u8]) -> Result<String, FileError> {
        let mut text = String::new();
        let mut reader = Encoding::of(bytes).decode(bytes).unwrap();
        match reader.read_to_string(&mut text) {
            Ok(_) => Ok(text),
            Err(error) => match ReadError::from_io(error, FileError::Unreadable) {
                ReadError::File(error) => Err(error),
                ReadError::Import(error) => panic!("{error}"),
            },
        }
    }

    #[test]
    fn both_orders_are_read_with_and_without_a_mark() {
        let text = "[{\"a\": \"Jóga 東京 😀\"}]";
        for marked in [text.to_owned(), format!("\u{FEFF}{text}")] {
            for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
                assert_eq!(read(&in_utf16(&marked, bytes)), Ok(marked.clone()));
            }
        }
    }

    #[test]
    fn a_pair_across_two_chunks_is_one_letter() {
        for blanks in CHUNK_BYTES / 2 - 4..CHUNK_BYTES / 2 + 4 {
            let text = format!("[{}😀]", " ".repeat(blanks));
            assert_eq!(read(&in_utf16(&text, u16::to_le_bytes)), Ok(text));
        }
    }

    #[test]
    fn half_a_letter_is_an_error() {
        let whole = in_utf16("[12😀]", u16::to_be_bytes);
        assert_eq!(read(&whole[..whole.len() - 1]), Err(FileError::EndsInTheMiddle));
        let halved = [&whole[..6], &whole[8..]].concat();
        assert_eq!(read(&halved), Err(FileError::NotUtf8));
    }

    #[test]
    fn four_zeros_are_no_text_and_four_bytes_a_letter_are_not_read() {
        assert_eq!(Encoding::of(&[0; 8]), Encoding::Utf8);
        assert_eq!(Encoding::of(b"[\0\0\0{\0\0\0"), Encoding::Utf32);
        assert_eq!(Encoding::of(b"\0\0\0[\0\0\0{"), Encoding::Utf32);
        assert_eq!(Encoding::of(b"[{"), Encoding::Utf8);
    }
}
