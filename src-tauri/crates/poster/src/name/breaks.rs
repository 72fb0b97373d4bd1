//! Where a name breaks into lines, so that the longest line is as short as possible.

use unicode_segmentation::UnicodeSegmentation;

use super::{RULER_PX, face};
use crate::ruler::Ruler;

/// The name on exactly so many lines; `None` if it has too few places to break at.
pub(super) fn balanced(ruler: &Ruler, name: &str, count: usize, within_words: bool) -> Option<Vec<String>> {
    let pieces = pieces(name, within_words);
    if pieces.len() < count || name.is_empty() {
        return None;
    }
    // Pieces are measured one by one: kerning between them changes little, and there are too many ways to break to measure all.
    let space = ruler.ink("x x", &face(RULER_PX)).width() - ruler.ink("xx", &face(RULER_PX)).width();
    let widths: Vec<f64> = pieces
        .iter()
        .map(|piece| {
            let ink = ruler.ink(piece.text, &face(RULER_PX)).width();
            ink + if piece.ends_word { space } else { 0.0 }
        })
        .collect();
    let ends = best_ends(&widths, count)?;
    let mut lines = Vec::new();
    let mut from = 0;
    for end in ends {
        let mut line = String::new();
        for piece in pieces.get(from..end)? {
            line.push_str(piece.text);
            if piece.ends_word {
                line.push(' ');
            }
        }
        lines.push(line.trim_end().to_owned());
        from = end;
    }
    Some(lines)
}

struct Piece<'n> {
    text: &'n str,
    ends_word: bool,
}

fn pieces(name: &str, within_words: bool) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for word in name.split(' ').filter(|word| !word.is_empty()) {
        if within_words {
            pieces.extend(word.graphemes(true).map(|text| Piece { text, ends_word: false }));
        } else {
            pieces.push(Piece {
                text: word,
                ends_word: false,
            });
        }
        if let Some(last) = pieces.last_mut() {
            last.ends_word = true;
        }
    }
    pieces
}

/// The place after the last piece of each line, where the longest line is the shortest possible.
fn best_ends(widths: &[f64], count: usize) -> Option<Vec<usize>> {
    let sums: Vec<f64> = std::iter::once(0.0)
        .chain(widths.iter().scan(0.0, |sum, width| {
            *sum += width;
            Some(*sum)
        }))
        .collect();
    let between = |from: usize, to: usize| Some(sums.get(to)? - sums.get(from)?);
    let all = widths.len();
    let mut best: Option<(f64, Vec<usize>)> = None;
    let mut consider = |ends: Vec<usize>| {
        let mut from = 0;
        let mut longest: f64 = 0.0;
        for end in &ends {
            longest = longest.max(between(from, *end).unwrap_or_default());
            from = *end;
        }
        if best.as_ref().is_none_or(|(shortest, _)| longest < *shortest) {
            best = Some((longest, ends));
        }
    };
    match count {
        1 => consider(vec![all]),
        2 => (1..all).for_each(|first| consider(vec![first, all])),
        _ => {
            for first in 1..all {
                ((first + 1)..all).for_each(|second| consider(vec![first, second, all]));
            }
        }
    }
    best.map(|(_, ends)| ends)
}
