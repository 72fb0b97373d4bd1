//! How a text is set: size, width, weight and the room between its letters.

/// The narrowest and the widest letters of Archivo, in percent.
pub(crate) const NARROWEST: f64 = 62.0;
pub(crate) const WIDEST: f64 = 125.0;

/// A setting of Archivo. Letters of other fonts take the size and what else they can.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Typeface {
    pub(crate) size_px: f64,
    /// In percent, as CSS counts `font-stretch`.
    pub(crate) width: f64,
    pub(crate) weight: u16,
    /// Added after each letter, in em.
    pub(crate) tracking: f64,
    /// Added to each space, in em.
    pub(crate) word_space: f64,
}

impl Typeface {
    /// Small text.
    pub(crate) const fn plain(size_px: f64) -> Self {
        Self {
            size_px,
            width: 100.0,
            weight: 600,
            tracking: 0.0,
            word_space: 0.06,
        }
    }

    /// Small text that stands out.
    pub(crate) const fn strong(size_px: f64) -> Self {
        Self {
            weight: 700,
            ..Self::plain(size_px)
        }
    }

    /// Names, sentences and numbers.
    pub(crate) const fn heavy(size_px: f64, width: f64) -> Self {
        Self {
            width,
            weight: 800,
            ..Self::plain(size_px)
        }
    }

    pub(crate) const fn tracked(self, tracking: f64) -> Self {
        Self { tracking, ..self }
    }

    pub(crate) const fn sized(self, size_px: f64) -> Self {
        Self { size_px, ..self }
    }

    pub(crate) const fn stretched(self, width: f64) -> Self {
        Self { width, ..self }
    }

    /// Its attributes in SVG.
    pub(crate) fn attributes(&self) -> String {
        let Self {
            size_px,
            width,
            weight,
            tracking,
            word_space,
        } = self;
        format!(
            "font-size=\"{size_px:.3}\" font-weight=\"{weight}\" letter-spacing=\"{:.4}\" \
             word-spacing=\"{:.4}\" font-variation-settings=\"'wght' {weight}, 'wdth' {width:.3}\"",
            tracking * size_px,
            word_space * size_px,
        )
    }
}
