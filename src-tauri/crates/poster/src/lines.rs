//! Texts in a measure: on one line that fills it, or on several; what has no room on them ends in an ellipsis.

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    ruler::Ruler,
    typeface::{NARROWEST, Typeface},
};

const ELLIPSIS: char = '…';
/// How much shorter than its measure a line that fills it may be.
const CLOSE_PX: f64 = 0.8;

/// The typeface in the width by which the text fills the measure, but no wider than `widest`; `None` if even the narrowest is too wide.
pub(crate) fn filling(ruler: &Ruler, text: &str, typeface: &Typeface, measure: f64, widest: f64) -> Option<Typeface> {
    let ink = |width| ruler.ink(text, &typeface.stretched(width)).width();
    let (mut narrow, mut wide) = ((NARROWEST, ink(NARROWEST)), (widest, ink(widest)));
    if narrow.1 > measure {
        return None;
    }
    if wide.1 <= measure {
        return Some(typeface.stretched(widest));
    }
    // Letters widen nearly evenly along the axis, so a few steps come close enough.
    for _ in 0..8 {
        let width = narrow.0 + (measure - CLOSE_PX / 2.0 - narrow.1) / (wide.1 - narrow.1) * (wide.0 - narrow.0);
        let middle = (width, ink(width));
        if middle.1 > measure {
            wide = middle;
        } else {
            narrow = middle;
        }
        if (0.0..=CLOSE_PX).contains(&(measure - middle.1)) {
            break;
        }
    }
    let narrow = narrow.0;
    Some(typeface.stretched(narrow))
}

/// The text on as few lines as it needs and at most `most`, none longer than the measure.
pub(crate) fn wrapped(ruler: &Ruler, text: &str, typeface: &Typeface, measure: f64, most: usize) -> Wrapped {
    let fits = |line: &str| ruler.ink(line, typeface).width() <= measure;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if line.is_empty() || fits(&longer) {
            line = longer;
        } else {
            lines.push(std::mem::replace(&mut line, word.to_owned()));
        }
    }
    lines.push(line);
    let is_whole = lines.len() <= most && lines.iter().all(|line| fits(line));
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(rest);
    }
    let lines = lines.into_iter().map(|line| shortened(ruler, &line, typeface, measure));
    Wrapped {
        lines: lines.collect(),
        is_whole,
    }
}

/// As [`wrapped`], on as many lines, but with lines as long as each other as far as words let them.
pub(crate) fn balanced(ruler: &Ruler, text: &str, typeface: &Typeface, measure: f64, most: usize) -> Wrapped {
    let mut best = wrapped(ruler, text, typeface, measure, most);
    if !best.is_whole {
        return best;
    }
    let (mut short, mut long) = (measure / best.lines.len() as f64 * 0.9, measure);
    while long - short > 4.0 {
        let middle = f64::midpoint(short, long);
        let narrower = wrapped(ruler, text, typeface, middle, best.lines.len());
        if narrower.is_whole {
            (best, long) = (narrower, middle);
        } else {
            short = middle;
        }
    }
    best
}

/// Lines of a text.
pub(crate) struct Wrapped {
    pub(crate) lines: Vec<String>,
    /// Nothing is left out.
    pub(crate) is_whole: bool,
}

/// The text, or as much of its beginning as fits the measure, with an ellipsis.
pub(crate) fn shortened(ruler: &Ruler, text: &str, typeface: &Typeface, measure: f64) -> String {
    longest_beginning(text, |beginning| ruler.ink(beginning, typeface).width() <= measure)
}

/// The text if it fits, else its longest beginning that fits together with an ellipsis. Letters are cut between, not through.
pub(crate) fn longest_beginning(text: &str, fits: impl Fn(&str) -> bool) -> String {
    if fits(text) {
        return text.to_owned();
    }
    let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    let cut = |letters: usize| {
        let end = ends.get(letters).copied().unwrap_or_default();
        let beginning = text.get(..end).unwrap_or_default();
        format!(
            "{}{ELLIPSIS}",
            beginning.trim_end_matches([' ', ',', '.', ';', ':', '-'])
        )
    };
    // The ellipsis alone always stays.
    let (mut short, mut long) = (0, ends.len());
    while long - short > 1 {
        let middle = usize::midpoint(short, long);
        if fits(&cut(middle)) {
            short = middle;
        } else {
            long = middle;
        }
    }
    cut(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Fonts;

    fn ruler() -> Ruler {
        Ruler::new(Fonts::for_texts(std::iter::empty()))
    }

    #[test]
    fn a_line_fills_its_measure_by_the_width_of_its_letters() {
        let face = Typeface::heavy(100.0, 100.0);
        let filled = filling(&ruler(), "Vesper", &face, 380.0, 125.0).unwrap();
        let width = ruler().ink("Vesper", &filled).width();
        assert!((379.0..=380.0).contains(&width), "{width}");
        assert_eq!(filling(&ruler(), "Vesper", &face, 100.0, 125.0), None);
        assert_eq!(filling(&ruler(), "U", &face, 380.0, 125.0).unwrap().width, 125.0);
    }

    #[test]
    fn words_wrap_and_the_rest_is_told_by_an_ellipsis() {
        let face = Typeface::plain(20.0);
        let wrap = |most| wrapped(&ruler(), "one two three four five six seven", &face, 130.0, most);
        assert!(wrap(9).is_whole);
        assert_eq!(wrap(9).lines.join(" "), "one two three four five six seven");
        let short = wrap(2);
        assert!(!short.is_whole);
        assert_eq!(short.lines.len(), 2);
        assert!(short.lines[1].ends_with('…'), "{:?}", short.lines);
    }

    #[test]
    fn letters_are_not_cut_through() {
        let of = |length| longest_beginning("e\u{301}e\u{301}e\u{301}", |text| text.chars().count() <= length);
        assert_eq!(of(6), "e\u{301}e\u{301}e\u{301}");
        assert_eq!(of(5), "e\u{301}e\u{301}…");
        assert_eq!(of(4), "e\u{301}…");
        assert_eq!(of(0), "…");
    }
}
