//! A file through a window: as much text at a time as a few hundred rows need, however long the file.

use std::io::{self, Read};

/// The part of a file that is being looked at. Grows only while nothing is taken from it.
pub(crate) struct Window<R> {
    source: R,
    /// `held[start..end]` is read and not yet taken.
    held: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
}

/// What can be seen.
pub(crate) struct View<'a> {
    /// As much as is sound.
    pub(crate) text: &'a str,
    /// Whether the file ends behind it.
    pub(crate) is_last: bool,
    /// Whether bytes follow that are no UTF-8.
    pub(crate) is_broken: bool,
}

impl<R: Read> Window<R> {
    /// A window of so many bytes; it does not read yet.
    pub(crate) fn new(source: R, bytes: usize) -> Self {
        Self {
            source,
            held: vec![0; bytes],
            start: 0,
            end: 0,
            ended: false,
        }
    }

    /// Reads on until the window is full or the file at its end. Twice as wide if nothing was taken since the last time.
    pub(crate) fn fill(&mut self) -> io::Result<()> {
        if self.start == 0 && self.end == self.held.len() {
            self.held.resize(self.held.len() * 2, 0);
        }
        self.held.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        while self.end < self.held.len() && !self.ended {
            match self.source.read(&mut self.held[self.end..]) {
                Ok(0) => self.ended = true,
                Ok(bytes) => self.end += bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The bytes not yet taken.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.held[self.start..self.end]
    }

    /// The text not yet taken.
    pub(crate) fn view(&self) -> View<'_> {
        let bytes = self.bytes();
        let (text, is_broken) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, false),
            Err(error) => {
                let sound = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
                // A letter that the window's edge cuts is not broken, only not all there.
                (sound, error.error_len().is_some())
            }
        };
        View {
            text,
            is_last: self.ended,
            is_broken,
        }
    }

    /// So many bytes are done with.
    pub(crate) fn take(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_across_the_edge_is_seen_whole_once_the_window_moves() {
        let mut window = Window::new("aö".as_bytes(), 2);
        window.fill().unwrap();
        assert_eq!((window.view().text, window.view().is_broken), ("a", false));
        window.take(1);
        window.fill().unwrap();
        assert_eq!(window.view().text, "ö");
    }

    #[test]
    fn it_widens_when_nothing_fits() {
        let mut window = Window::new("0123456789".as_bytes(), 2);
        for seen in ["01", "0123", "01234567", "0123456789"] {
            window.fill().unwrap();
            assert_eq!(window.view().text, seen);
        }
        assert!(window.view().is_last);
    }

    #[test]
    fn a_byte_that_is_no_letter_is_told_from_a_letter_cut() {
        let mut window = Window::new(&b"a\xFFb"[..], 8);
        window.fill().unwrap();
        assert_eq!((window.view().text, window.view().is_broken), ("a", true));
    }
}
