//! A reader of which the beginning is known before anything is read from it.

use std::io::{self, Read};

/// A reader with its first bytes in memory.
pub(crate) struct Peeked<R> {
    head: Vec<u8>,
    /// So many bytes of the beginning are read.
    at: usize,
    source: R,
}

impl<R: Read> Peeked<R> {
    /// Looks at so many bytes, or at all if there are fewer.
    pub(crate) fn new(mut source: R, bytes: usize) -> io::Result<Self> {
        let mut head = Vec::new();
        source.by_ref().take(bytes as u64).read_to_end(&mut head)?;
        Ok(Self { head, at: 0, source })
    }

    pub(crate) fn head(&self) -> &[u8] {
        &self.head
    }
}

impl<R: Read> Read for Peeked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.head.len() {
            return self.source.read(buffer);
        }
        let bytes = (&self.head[self.at..]).read(buffer)?;
        self.at += bytes;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_is_read_again() {
        for bytes in [0, 3, 6, 9] {
            let mut peeked = Peeked::new("listen".as_bytes(), bytes).unwrap();
            assert_eq!(peeked.head(), &b"listen"[..bytes.min(6)]);
            let mut all = String::new();
            peeked.read_to_string(&mut all).unwrap();
            assert_eq!(all, "listen", "{bytes}");
        }
    }
}
