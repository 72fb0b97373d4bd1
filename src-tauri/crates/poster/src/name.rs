//! The name in the largest letters that the sheet has room for, on one to three lines. Each line fills the measure by the width of its
//! letters, as the window's names do. Lines break at spaces, and within words only where the name would be small otherwise.

mod breaks;

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    canvas::{Canvas, tidy},
    lines::{filling, longest_beginning},
    ruler::{Ink, Ruler, Strip},
    typeface::{NARROWEST, Typeface, WIDEST},
};

/// The room for a name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    pub(crate) left: f64,
    /// Where the ink of the first line begins.
    pub(crate) top: f64,
    pub(crate) measure: f64,
    /// The last line's baseline is no lower.
    pub(crate) baseline: f64,
    /// No ink is lower.
    pub(crate) bottom: f64,
    pub(crate) largest_px: f64,
}

/// Where the name ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Below {
    pub(crate) baseline: f64,
    /// The lowest ink.
    pub(crate) ink: f64,
    pub(crate) size_px: f64,
}

const MAX_LINES: usize = 3;
const TRACKING: f64 = -0.02;
const WORD_SPACE: f64 = 0.07;
/// The size at which ink is measured.
const RULER_PX: f64 = 100.0;
/// From baseline to baseline in em, unless that would have lines touch.
const PITCH: f64 = 0.82;
/// Between the ink of two lines at least, in em.
const CLEAR: f64 = 0.045;
/// Below this part of the largest size, words may be broken.
const SMALL: f64 = 0.23;
/// Below this size the end is left out instead.
const SMALLEST_PX: f64 = 56.0;

/// Draws the name, and says where it ends.
pub(crate) fn draw(canvas: &mut Canvas, ruler: &Ruler, name: &str, room: &Room) -> Below {
    let set = set(ruler, &beginning(&tidy(name)), room);
    let mut baseline = room.top - set.first_top_px;
    let (mut last, mut ink) = (baseline, baseline);
    for line in &set.lines {
        canvas.text(&line.text, room.left - line.ink.left, baseline, &line.typeface);
        (last, ink) = (baseline, baseline + line.ink.bottom);
        baseline += set.pitch_px;
    }
    Below {
        baseline: last,
        ink: ink.max(last),
        size_px: set.size_px,
    }
}

/// So many letters never have room, and to measure more takes long.
const MAX_LETTERS: usize = 300;

fn beginning(name: &str) -> String {
    longest_beginning(name, |name| name.graphemes(true).count() <= MAX_LETTERS)
}

struct Line {
    text: String,
    typeface: Typeface,
    ink: Ink,
}

/// A name as it will be drawn.
struct SetName {
    lines: Vec<Line>,
    size_px: f64,
    pitch_px: f64,
    /// The ink's top of the first line, from its baseline: negative.
    first_top_px: f64,
}

fn set(ruler: &Ruler, name: &str, room: &Room) -> SetName {
    let best = |name: &str, within_words: bool| {
        let candidates = (1..=MAX_LINES).filter_map(|count| breaks::balanced(ruler, name, count, within_words));
        let scored = candidates.map(|lines| {
            let size = size_of(ruler, &lines, room, PITCH);
            (coverage(ruler, &lines, size, room.measure), size, lines)
        });
        scored.max_by(|(one, ..), (other, ..)| one.total_cmp(other))
    };
    let mut chosen = best(name, false);
    if chosen
        .as_ref()
        .is_none_or(|(_, size, _)| *size < room.largest_px * SMALL)
    {
        let broken = best(name, true);
        // A word is broken only for much larger letters.
        let is_better = match (&chosen, &broken) {
            (Some((_, whole, _)), Some((_, broken, _))) => *broken > whole * 1.3,
            _ => true,
        };
        if is_better {
            chosen = broken;
        }
    }
    if chosen.as_ref().is_some_and(|(_, size, _)| *size < SMALLEST_PX) {
        let cut = |within_words: bool| {
            let fits = |name: &str| best(name, within_words).is_some_and(|(_, size, _)| size >= SMALLEST_PX);
            longest_beginning(name, fits)
        };
        let [at_spaces, anywhere] = [cut(false), cut(true)];
        // Words stay whole unless that costs much of the name.
        let is_much = at_spaces.chars().count() * 10 < anywhere.chars().count() * 7;
        let beginning = if is_much { &anywhere } else { &at_spaces };
        chosen = best(beginning, is_much).or(chosen);
    }
    let Some((_, mut size, lines)) = chosen else {
        return SetName {
            lines: Vec::new(),
            size_px: 0.0,
            pitch_px: 0.0,
            first_top_px: 0.0,
        };
    };
    let mut set = at_size(ruler, &lines, size, room);
    // Tall or deep letters may push lines apart, which leaves less room for their size.
    for _ in 0..3 {
        let pitch = set.pitch_px / size;
        let possible = size_of(ruler, &lines, room, pitch);
        if possible >= size {
            break;
        }
        size = possible;
        set = at_size(ruler, &lines, size, room);
    }
    set
}

/// The largest size at which all lines have room.
fn size_of(ruler: &Ruler, lines: &[String], room: &Room, pitch: f64) -> f64 {
    let inks: Vec<Ink> = lines.iter().map(|line| ruler.ink(line, &face(RULER_PX))).collect();
    let widest = inks.iter().map(Ink::width).fold(1.0, f64::max) / RULER_PX;
    let top = inks.first().map_or(0.0, |ink| -ink.top / RULER_PX);
    let bottom = inks.last().map_or(0.0, |ink| ink.bottom.max(0.0) / RULER_PX);
    let between = pitch * (lines.len().saturating_sub(1)) as f64;
    let to_baseline = (room.baseline - room.top) / (top + between).max(0.1);
    let to_bottom = (room.bottom - room.top) / (top + between + bottom).max(0.1);
    [room.measure / widest, to_baseline, to_bottom, room.largest_px]
        .into_iter()
        .fold(f64::INFINITY, f64::min)
}

/// How much of the sheet the lines cover, in square pixels.
fn coverage(ruler: &Ruler, lines: &[String], size_px: f64, measure: f64) -> f64 {
    let widths = lines.iter().map(|line| {
        let widest = ruler.ink(line, &face(RULER_PX).stretched(WIDEST)).width();
        (widest / RULER_PX * size_px).min(measure)
    });
    widths.sum::<f64>() * size_px
}

fn at_size(ruler: &Ruler, lines: &[String], size_px: f64, room: &Room) -> SetName {
    let lines: Vec<Line> = lines
        .iter()
        .map(|text| {
            let narrow = face(size_px);
            let typeface = filling(ruler, text, &narrow, room.measure, WIDEST).unwrap_or(narrow);
            let ink = ruler.ink(text, &typeface);
            Line {
                text: text.clone(),
                typeface,
                ink,
            }
        })
        .collect();
    let edges: Vec<Vec<Strip>> = lines
        .iter()
        .map(|line| ruler.edges(&line.text, &line.typeface))
        .collect();
    let apart = edges.windows(2).filter_map(|pair| match pair {
        [upper, lower] => Some(overlap(upper, lower)),
        _ => None,
    });
    let pitch_px = apart
        .map(|apart| apart + CLEAR * size_px)
        .fold(PITCH * size_px, f64::max);
    SetName {
        first_top_px: lines.first().map_or(0.0, |line| line.ink.top),
        lines,
        size_px,
        pitch_px,
    }
}

/// How far apart the baselines of two lines are when their ink begins to touch.
fn overlap(upper: &[Strip], lower: &[Strip]) -> f64 {
    let near = |strips: &[Strip], at: usize| -> Strip {
        let around = strips
            .get(at.saturating_sub(1)..(at + 2).min(strips.len()))
            .unwrap_or_default();
        around
            .iter()
            .flatten()
            .copied()
            .reduce(|one, other| (one.0.max(other.0), one.1.min(other.1)))
    };
    let gaps = (0..upper.len().min(lower.len())).filter_map(|at| Some(near(upper, at)?.0 - near(lower, at)?.1));
    gaps.fold(0.0, f64::max)
}

fn face(size_px: f64) -> Typeface {
    Typeface {
        word_space: WORD_SPACE,
        ..Typeface::heavy(size_px, NARROWEST).tracked(TRACKING)
    }
}

#[cfg(test)]
mod tests;
