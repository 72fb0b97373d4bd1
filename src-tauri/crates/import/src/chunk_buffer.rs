//! A buffer that goes through a file chunk by chunk, so that memory depends on the chunk's size and not on the file's.
//! It grows only if a whole buffer holds nothing that can be consumed, as with a very long row.

use std::io::{self, Read};

/// The part of a file that is in memory.
pub(crate) struct ChunkBuffer<R> {
    source: R,
    /// `buffer[start..end]` is read and not yet consumed.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
}

/// The text in the buffer.
pub(crate) struct BufferedText<'a> {
    /// The valid UTF-8 that the buffer begins with.
    pub(crate) text: &'a str,
    /// Whether the file ends after it.
    pub(crate) is_last: bool,
    /// Whether it is followed by bytes that are not UTF-8.
    pub(crate) is_invalid: bool,
}

impl<R: Read> ChunkBuffer<R> {
    /// A buffer of so many bytes; it does not read yet.
    pub(crate) fn new(source: R, bytes: usize) -> Self {
        Self {
            source,
            buffer: vec![0; bytes],
            start: 0,
            end: 0,
            ended: false,
        }
    }

    /// Reads on until the buffer is full or the file at its end. Doubles the buffer if nothing was consumed since the last time.
    pub(crate) fn fill(&mut self) -> io::Result<()> {
        if self.start == 0 && self.end == self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        while self.end < self.buffer.len() && !self.ended {
            match self.source.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.ended = true,
                Ok(bytes) => self.end += bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The bytes not yet consumed.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// The text not yet consumed.
    pub(crate) fn text(&self) -> BufferedText<'_> {
        let bytes = self.bytes();
        let (text, is_invalid) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, false),
            Err(error) => {
                let valid = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
                // A character that the end of the buffer cuts is not invalid, only incomplete.
                (valid, error.error_len().is_some())
            }
        };
        BufferedText {
            text,
            is_last: self.ended,
            is_invalid,
        }
    }

    /// Marks so many bytes as done.
    pub(crate) fn consume(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_across_the_edge_is_seen_whole_once_the_window_moves() {
        let mut buffer = ChunkBuffer::new("aö".as_bytes(), 2);
        buffer.fill().unwrap();
        assert_eq!((buffer.text().text, buffer.text().is_invalid), ("a", false));
        buffer.consume(1);
        buffer.fill().unwrap();
        assert_eq!(buffer.text().text, "ö");
    }

    #[test]
    fn it_widens_when_nothing_fits() {
        let mut buffer = ChunkBuffer::new("0123456789".as_bytes(), 2);
        for seen in ["01", "0123", "01234567", "0123456789"] {
            buffer.fill().unwrap();
            assert_eq!(buffer.text().text, seen);
        }
        assert!(buffer.text().is_last);
    }

    #[test]
    fn a_byte_that_is_no_letter_is_told_from_a_letter_cut() {
        let mut buffer = ChunkBuffer::new(&b"a\xFFb"[..], 8);
        buffer.fill().unwrap();
        assert_eq!((buffer.text().text, buffer.text().is_invalid), ("a", true));
    }
}
