//! A value that cannot leak by accident: it prints as `[secret]`, does not serialise, and is read only through
//! [`Secret::reveal`].

use std::fmt;

/// A secret. There is no `Display` and no `Serialize` on purpose.
#[derive(Clone, Default)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Wraps `value`.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself. The caller is responsible for where it goes.
    pub fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_prints_as_one_word_wherever_it_sits() {
        let nested = Some(vec![Secret::new("hunter2".to_owned())]);
        assert_eq!(format!("{nested:?}"), "Some([[secret]])");
        assert_eq!(format!("{:#?}", Secret::new(7)), "[secret]");
    }

    #[test]
    fn it_opens_when_asked() {
        assert_eq!(Secret::new("hunter2").reveal(), &"hunter2");
    }
}
