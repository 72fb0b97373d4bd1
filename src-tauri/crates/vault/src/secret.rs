//! A value that cannot leak by accident: it prints as `[secret]`, does not serialise, is read only through
//! [`Secret::reveal`], and is wiped from memory when it is dropped.

use std::fmt;

use zeroize::Zeroize;

/// A secret. There is no `Display` and no `Serialize` on purpose.
#[derive(Clone, Default)]
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Wraps `value`.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself. The caller is responsible for where it goes.
    pub fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use super::*;

    #[test]
    fn a_secret_prints_as_one_word_wherever_it_sits() {
        let nested = Some(vec![Secret::new("hunter2".to_owned())]);
        assert_eq!(format!("{nested:?}"), "Some([[secret]])");
        assert_eq!(format!("{:#?}", Secret::new(7)), "[secret]");
    }

    #[test]
    fn it_opens_when_asked() {
        assert_eq!(Secret::new("hunter2".to_owned()).reveal(), "hunter2");
    }

    /// Reports when it is wiped.
    #[derive(Clone)]
    struct Watched(Arc<AtomicUsize>);

    impl Zeroize for Watched {
        fn zeroize(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn it_is_wiped_when_it_is_dropped_and_so_is_each_copy() {
        let wiped = Arc::new(AtomicUsize::new(0));
        let secret = Secret::new(Watched(wiped.clone()));
        let copy = secret.clone();
        drop(secret);
        assert_eq!(wiped.load(Ordering::Relaxed), 1);
        drop(Some(copy));
        assert_eq!(wiped.load(Ordering::Relaxed), 2);
    }
}
