//! The upright sheet. The name has as much room as it needs, and the bars grow into what it leaves.

use crate::{
    Poster,
    bars::{self, Frame},
    canvas::{Canvas, Place, tidy},
    counts,
    lines::{balanced, filling, shortened, wrapped},
    list,
    name::{self, Room},
    ruler::Ruler,
    typeface::Typeface,
};

const LEFT: f64 = 60.0;
const RIGHT: f64 = 1020.0;
const MEASURE: f64 = RIGHT - LEFT;
const SENTENCE_PX: f64 = 50.0;
const DETAIL_PX: f64 = 24.0;
const AXIS: f64 = 876.0;
/// The least and the most from the arm to the axis.
const CHART_PX: (f64, f64) = (200.0, 480.0);

pub(crate) fn draw(canvas: &mut Canvas, ruler: &Ruler, poster: &Poster) {
    let byline_px = if poster.byline.is_empty() { 0.0 } else { 48.0 };
    let room = Room {
        left: LEFT,
        top: 62.0,
        measure: MEASURE,
        baseline: 484.0 - byline_px,
        bottom: 502.0 - byline_px,
        largest_px: 420.0,
    };
    let below = name::draw(canvas, ruler, &poster.name, &room);
    let mut top = (below.baseline + 40.0).max(below.ink + 24.0);
    if !poster.byline.is_empty() {
        let face = Typeface::heavy(34.0, 90.0);
        let byline = shortened(ruler, &tidy(&poster.byline), &face, MEASURE);
        let baseline = top + 26.0;
        canvas.text(&byline, LEFT - ruler.ink(&byline, &face).left, baseline, &face);
        top = baseline + 26.0;
    }
    let baseline = sentence(canvas, ruler, &poster.sentence, top);
    let baseline = detail(canvas, ruler, &poster.detail, baseline);
    let arm = (baseline + 45.0).clamp(AXIS - CHART_PX.1, AXIS - CHART_PX.0);
    let frame = Frame {
        left: LEFT,
        right: RIGHT,
        arm,
        axis: AXIS,
        text_px: 20.0,
        pivot_px: 10.0,
        gap: 6.0,
    };
    bars::draw(canvas, ruler, poster, &frame);
    let column = Place {
        left: LEFT,
        top: 968.0,
        measure: 300.0,
    };
    counts::draw(canvas, ruler, &poster.counts, &column);
    if let Some(list) = &poster.list {
        let place = Place {
            left: 405.0,
            top: 958.0,
            measure: RIGHT - 405.0,
        };
        list::draw(canvas, ruler, list, &place);
    }
    footer(canvas, ruler, &poster.footer, (LEFT, RIGHT), 1302.0);
}

/// One line that fills the measure, or two smaller ones. Gives the last baseline.
fn sentence(canvas: &mut Canvas, ruler: &Ruler, text: &str, top: f64) -> f64 {
    let text = tidy(text);
    let face = Typeface::heavy(SENTENCE_PX, 100.0).tracked(-0.015);
    if let Some(face) = filling(ruler, &text, &face, MEASURE, 100.0).filter(|face| face.width > 72.0) {
        let baseline = top + SENTENCE_PX * 0.686;
        canvas.text(&text, LEFT - ruler.ink(&text, &face).left, baseline, &face);
        return baseline;
    }
    let face = face.sized(42.0).stretched(80.0);
    let mut baseline = top + face.size_px * 0.686;
    let mut last = baseline;
    for line in balanced(ruler, &text, &face, MEASURE, 2).lines {
        canvas.text(&line, LEFT - ruler.ink(&line, &face).left, baseline, &face);
        last = baseline;
        baseline += face.size_px;
    }
    last
}

/// One line or two. Gives the last baseline.
fn detail(canvas: &mut Canvas, ruler: &Ruler, text: &str, above: f64) -> f64 {
    let text = tidy(text);
    if text.is_empty() {
        return above;
    }
    let face = Typeface::plain(DETAIL_PX);
    let narrow = filling(ruler, &text, &face, MEASURE, 100.0).filter(|face| face.width > 84.0);
    let (face, lines) = match narrow {
        Some(face) => (face, vec![text]),
        None => {
            let face = face.stretched(92.0);
            (face, wrapped(ruler, &text, &face, MEASURE, 2).lines)
        }
    };
    let mut baseline = above;
    for (at, line) in lines.iter().enumerate() {
        baseline += if at == 0 { 39.0 } else { 29.0 };
        canvas.text(line, LEFT - ruler.ink(line, &face).left, baseline, &face);
    }
    baseline
}

/// The wordmark, and the small print.
pub(crate) fn footer(canvas: &mut Canvas, ruler: &Ruler, text: &str, (left, right): (f64, f64), baseline: f64) {
    let wordmark = Typeface::heavy(24.0, 125.0).tracked(-0.03);
    let ink = ruler.ink("Tonearm", &wordmark);
    canvas.text("Tonearm", left - ink.left, baseline, &wordmark);
    let face = Typeface::plain(18.0);
    let room = right - left - ink.width() - 40.0;
    let text = tidy(text);
    let face = filling(ruler, &text, &face, room, 100.0).unwrap_or(face.stretched(62.0));
    let text = shortened(ruler, &text, &face, room);
    canvas.text(&text, right - ruler.ink(&text, &face).right, baseline, &face);
}
