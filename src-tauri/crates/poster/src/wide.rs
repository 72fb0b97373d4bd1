//! The sheet in the shape of a screen: the name on top, then sentence, numbers and ranks side by side, and the chart below them.

use crate::{
    Poster,
    bars::{self, Frame},
    canvas::{Canvas, Place, tidy},
    counts,
    lines::{balanced, wrapped},
    list,
    name::{self, Room},
    portrait::footer,
    ruler::Ruler,
    typeface::Typeface,
};

const LEFT: f64 = 72.0;
const RIGHT: f64 = 1848.0;
/// The width of the sentence, and of what is said about it.
const SENTENCE: f64 = 590.0;
const DETAIL: f64 = 530.0;
/// Where sentence, numbers and ranks begin.
const MIDDLE: f64 = 402.0;
/// The baseline of the last line that is said has to be over this, because the chart begins here.
const MIDDLE_END: f64 = 700.0;

pub(crate) fn draw(canvas: &mut Canvas, ruler: &Ruler, poster: &Poster) {
    let room = Room {
        left: LEFT,
        top: 78.0,
        measure: RIGHT - LEFT,
        baseline: 312.0,
        bottom: 352.0,
        largest_px: 300.0,
    };
    name::draw(canvas, ruler, &poster.name, &room);
    said(canvas, ruler, poster);
    let column = Place {
        left: 709.0,
        top: MIDDLE,
        measure: 340.0,
    };
    counts::draw(canvas, ruler, &poster.counts, &column);
    if let Some(list) = &poster.list {
        let place = Place {
            left: 1091.0,
            top: MIDDLE - 14.0,
            measure: RIGHT - 1091.0,
        };
        list::draw(canvas, ruler, list, &place);
    }
    let frame = Frame {
        left: LEFT,
        right: RIGHT,
        arm: 726.0,
        axis: 950.0,
        text_px: 22.0,
        pivot_px: 11.0,
        gap: 8.0,
    };
    bars::draw(canvas, ruler, poster, &frame);
    footer(canvas, ruler, &poster.footer, (LEFT, RIGHT), 1040.0);
}

/// Byline, sentence and detail in one column, in the largest letters that have room.
fn said(canvas: &mut Canvas, ruler: &Ruler, poster: &Poster) {
    let byline = Typeface::heavy(34.0, 90.0);
    let [sentence, detail] = [&poster.sentence, &poster.detail].map(|text| tidy(text));
    let by = wrapped(ruler, &tidy(&poster.byline), &byline, SENTENCE, 2).lines;
    let by: Vec<String> = by.into_iter().filter(|line| !line.is_empty()).collect();
    let plain = Typeface::plain(22.0);
    let by_px = if by.is_empty() {
        0.0
    } else {
        by.len() as f64 * 38.0 + 18.0
    };
    for size_px in [60.0, 50.0, 42.0, 36.0] {
        let face = Typeface::heavy(size_px, 84.0).tracked(-0.015);
        let large = balanced(ruler, &sentence, &face, SENTENCE, 3);
        let small_px = MIDDLE_END - MIDDLE - by_px - large.lines.len() as f64 * size_px - 16.0;
        let most = (small_px / 30.0).floor().max(1.0) as usize;
        let small = balanced(ruler, &detail, &plain, DETAIL, most);
        if size_px > 36.0 && !(large.is_whole && small.is_whole) {
            continue;
        }
        let mut baseline = MIDDLE - 14.0;
        let mut line = |text: &str, face: &Typeface, down: f64| {
            baseline += down;
            canvas.text(text, LEFT - ruler.ink(text, face).left, baseline, face);
        };
        for text in &by {
            line(text, &byline, 38.0);
        }
        for (at, text) in large.lines.iter().enumerate() {
            let first = if by.is_empty() {
                14.0 + size_px * 0.72
            } else {
                18.0 + size_px * 0.95
            };
            line(text, &face, if at == 0 { first } else { size_px });
        }
        for (at, text) in small.lines.iter().enumerate() {
            line(text, &plain, if at == 0 { 46.0 } else { 30.0 });
        }
        return;
    }
}
