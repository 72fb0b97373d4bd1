//! The large numbers, one below the other, each with what it counts.

use crate::{
    canvas::{Canvas, Place},
    content::Count,
    lines::{filling, shortened},
    ruler::Ruler,
    typeface::{NARROWEST, Typeface},
};

/// The size of the first number and of the second.
const SIZES: [f64; 2] = [132.0, 84.0];
const WORDS_PX: f64 = 24.0;

pub(crate) fn draw(canvas: &mut Canvas, ruler: &Ruler, counts: &[Count], column: &Place) {
    let mut top = column.top;
    for (count, size_px) in counts.iter().zip(SIZES) {
        let face = Typeface::heavy(size_px, NARROWEST).tracked(-0.03);
        // A number of many digits gets smaller.
        let natural = ruler.ink(&count.amount, &face).width();
        let size_px = size_px * (column.measure / natural.max(1.0)).min(1.0);
        let face = face.sized(size_px);
        let ink = ruler.ink(&count.amount, &face);
        // The height of figures, whatever hangs below them.
        let height = -ruler.ink("0", &face).top;
        let baseline = top + height;
        canvas.text(&count.amount, column.left - ink.left, baseline, &face);
        let words_baseline = baseline + WORDS_PX * 1.85;
        let plain = Typeface::plain(WORDS_PX);
        let plain =
            filling(ruler, &count.words, &plain, column.measure, plain.width).unwrap_or(plain.stretched(NARROWEST));
        let words = shortened(ruler, &count.words, &plain, column.measure);
        canvas.text(
            &words,
            column.left - ruler.ink(&words, &plain).left,
            words_baseline,
            &plain,
        );
        top = words_baseline + WORDS_PX * 1.35;
    }
}
