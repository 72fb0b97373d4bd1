//! The chart: one bar for each year or month, from zero, over one axis. The arm points at one bar and says its number. What stands for the
//! two ends is over the first and the last bar or, where that would lie on something else, below the axis.

use crate::{
    canvas::Canvas,
    content::{Bar, Edge, Peak, Poster},
    ruler::Ruler,
    typeface::Typeface,
};

/// Where the chart is, and how large its letters are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) left: f64,
    pub(crate) right: f64,
    /// Where the arm lies.
    pub(crate) arm: f64,
    /// The upper edge of the axis.
    pub(crate) axis: f64,
    pub(crate) text_px: f64,
    pub(crate) pivot_px: f64,
    /// Between two bars.
    pub(crate) gap: f64,
}

/// From the arm down to the highest bar.
const BELOW_ARM: f64 = 36.0;
/// How far the arm bends on its way down.
const BEND: f64 = 26.0;
/// Between a text and what is beside it.
const BESIDE: f64 = 16.0;
/// How much higher the axis is where the two ends stand below it, in lines.
const LIFT_LINES: f64 = 2.0;
/// How high the hatching is, and how far below the labels.
const HATCHED: f64 = 10.0;
const ABOVE_HATCHED: f64 = 12.0;
/// From the axis to the labels' baseline, in lines.
const LABEL_LINES: f64 = 1.3;

pub(crate) fn draw(canvas: &mut Canvas, ruler: &Ruler, poster: &Poster, frame: &Frame) {
    let above = Plan::new(ruler, poster, frame);
    let plan = if poster.edges.is_none() || above.has_room_for_edges() {
        above
    } else {
        // They need a line below the axis, so everything over it moves up.
        let lifted = Frame {
            axis: frame.axis - frame.text_px * LIFT_LINES,
            ..*frame
        };
        Plan {
            edges_below: true,
            ..Plan::new(ruler, poster, &lifted)
        }
    };
    plan.draw(canvas, poster);
}

/// Where everything is.
struct Plan<'a> {
    ruler: &'a Ruler,
    poster: &'a Poster,
    frame: Frame,
    /// From the left edge of one bar to that of the next.
    step: f64,
    /// Pixels for one of what is counted.
    scale: f64,
    edges_below: bool,
}

impl<'a> Plan<'a> {
    fn new(ruler: &'a Ruler, poster: &'a Poster, frame: &Frame) -> Self {
        let gap = frame
            .gap
            .min((frame.right - frame.left) / poster.bars.len().max(1) as f64 * 0.25);
        let step = (frame.right - frame.left + gap) / poster.bars.len().max(1) as f64;
        let most = poster
            .bars
            .iter()
            .map(|bar| bar.amount)
            .max()
            .unwrap_or_default()
            .max(1);
        Self {
            ruler,
            poster,
            frame: Frame { gap, ..*frame },
            step,
            scale: (frame.axis - frame.arm - BELOW_ARM) / most as f64,
            edges_below: false,
        }
    }

    fn x(&self, bar: usize) -> f64 {
        self.frame.left + bar as f64 * self.step
    }

    fn width(&self) -> f64 {
        self.step - self.frame.gap
    }

    fn height(&self, bar: usize) -> f64 {
        let amount = self.poster.bars.get(bar).map_or(0, |bar| bar.amount);
        // The least is still seen.
        if amount == 0 {
            0.0
        } else {
            (amount as f64 * self.scale).max(2.0)
        }
    }

    fn top(&self, bar: usize) -> f64 {
        self.frame.axis - self.height(bar)
    }

    fn plain(&self) -> Typeface {
        Typeface::plain(self.frame.text_px)
    }

    fn strong(&self) -> Typeface {
        Typeface::strong(self.frame.text_px)
    }

    /// The baselines of an end's two lines over the chart.
    fn edge_baselines(&self) -> [f64; 2] {
        let first = self.frame.arm + (self.frame.axis - self.frame.arm) * 0.382;
        [first, first + self.frame.text_px * 1.2]
    }

    /// How wide an end's words are.
    fn edge_width(&self, edge: &Edge) -> f64 {
        let title = self.ruler.ink(&edge.title, &self.strong()).width();
        title.max(self.ruler.ink(&edge.words, &self.plain()).width())
    }

    /// Whether the two ends have room over the first and the last bar, with nothing behind them.
    fn has_room_for_edges(&self) -> bool {
        let Some((first, last)) = &self.poster.edges else {
            return false;
        };
        let (left, right) = (self.frame.left, self.frame.right);
        let first = (left, left + self.edge_width(first));
        let last = (right - self.edge_width(last), right);
        if first.1 + BESIDE > last.0 {
            return false;
        }
        let [.., baseline] = self.edge_baselines();
        // A stroke of some length has to lead from the words to the bar.
        let stroke = baseline + self.frame.text_px * 1.2;
        let words = baseline + self.frame.text_px * 0.6;
        let is_free = |(from, to): (f64, f64), end: usize| {
            let is_under = |bar: &usize| self.x(*bar) < to + 6.0 && self.x(*bar) + self.width() > from - 6.0;
            let bars = (0..self.poster.bars.len()).filter(is_under);
            let is_low = bars.map(|bar| self.top(bar)).fold(f64::INFINITY, f64::min) > words;
            let arm = self.poster.peak.as_ref().map(|peak| self.middle(peak));
            let is_beside_arm = arm.is_none_or(|arm| arm < from - BESIDE || arm > to + BESIDE);
            let has_bar = self.height(end) > 0.0;
            is_low && is_beside_arm && has_bar && self.top(end) > stroke
        };
        is_free(first, 0) && is_free(last, self.poster.bars.len().saturating_sub(1))
    }

    /// The middle of the bar that the arm points at.
    fn middle(&self, peak: &Peak) -> f64 {
        self.x(peak.bar) + self.width() / 2.0
    }

    fn draw(&self, canvas: &mut Canvas, poster: &Poster) {
        for (at, bar) in poster.bars.iter().enumerate() {
            self.draw_bar(canvas, at, bar);
        }
        let Frame { left, right, axis, .. } = self.frame;
        canvas.rect(left, axis, right - left, 3.0);
        if let Some(peak) = &poster.peak {
            self.draw_arm(canvas, peak);
        }
        if let Some((first, last)) = &poster.edges {
            if self.edges_below {
                self.draw_edges_below(canvas, first, last);
            } else {
                self.draw_edges(canvas, first, last);
            }
        }
    }

    fn draw_bar(&self, canvas: &mut Canvas, at: usize, bar: &Bar) {
        let (x, width, axis) = (self.x(at), self.width(), self.frame.axis);
        if bar.amount > 0 {
            canvas.rect(x, self.top(at), width, self.height(at));
        }
        if at.is_multiple_of(self.labelled_every()) {
            canvas.text(&bar.label, x, axis + self.frame.text_px * LABEL_LINES, &self.plain());
        }
        if bar.has_gap {
            canvas.hatched(
                x,
                axis + self.frame.text_px * LABEL_LINES + ABOVE_HATCHED,
                width,
                HATCHED,
            );
        }
    }

    /// Every how many bars there is room for a label.
    fn labelled_every(&self) -> usize {
        let widths = self
            .poster
            .bars
            .iter()
            .map(|bar| self.ruler.ink(&bar.label, &self.plain()).right);
        let widest = widths.fold(1.0, f64::max) + 6.0;
        ((widest / self.step).ceil() as usize).max(1)
    }

    /// From the pivot at the right to over the bar, and down to it.
    fn draw_arm(&self, canvas: &mut Canvas, peak: &Peak) {
        let Frame {
            left,
            right,
            arm,
            text_px,
            pivot_px,
            ..
        } = self.frame;
        let (x, bar) = (self.middle(peak), self.top(peak.bar));
        let pivot = right - pivot_px - 2.0;
        let ink = self.ruler.ink(&peak.words, &self.strong());
        let baseline = arm + text_px * 0.35;
        let turned = arm + 18.0;
        let beside = x - BESIDE - ink.right;
        // The words stand before the arm's bend; at the left edge, where there is no room for them, behind it.
        let behind = x + BEND + BESIDE;
        let path = if beside + ink.left >= left {
            canvas.text(&peak.words, beside, baseline, &self.strong());
            Some(format!(
                "M{pivot:.2} {arm:.2}H{:.2}L{x:.2} {turned:.2}V{bar:.2}",
                x + BEND
            ))
        } else {
            canvas.text(&peak.words, behind - ink.left, baseline, &self.strong());
            let rest = behind - ink.left + ink.right + BESIDE;
            let stub = format!(
                "M{:.2} {arm:.2}H{:.2}L{x:.2} {turned:.2}V{bar:.2}",
                x + BEND + BESIDE * 0.25,
                x + BEND
            );
            Some(format!("M{pivot:.2} {arm:.2}H{rest:.2}{stub}"))
        };
        // Over the last bar the arm has no way to bend.
        let path = path.filter(|_| x + BEND < pivot - pivot_px * 2.0);
        let path = path.unwrap_or_else(|| format!("M{pivot:.2} {arm:.2}L{x:.2} {turned:.2}V{bar:.2}"));
        canvas.line(&path, 4.0);
        canvas.pivot(pivot, arm, pivot_px, self.poster.ground);
    }

    fn draw_edges(&self, canvas: &mut Canvas, first: &Edge, last: &Edge) {
        let Frame {
            left, right, text_px, ..
        } = self.frame;
        let [upper, lower] = self.edge_baselines();
        for (edge, x, is_last) in [(first, left, false), (last, right, true)] {
            for (words, baseline, face) in [(&edge.title, upper, self.strong()), (&edge.words, lower, self.plain())] {
                let ink = self.ruler.ink(words, &face);
                let origin = if is_last { x - ink.right } else { x - ink.left };
                canvas.text(words, origin, baseline, &face);
            }
            let bar = if is_last {
                self.poster.bars.len().saturating_sub(1)
            } else {
                0
            };
            let x = if is_last { x - 1.0 } else { x + 1.0 };
            let (from, to) = (lower + text_px * 0.5, self.top(bar) - 6.0);
            if to > from {
                canvas.line(&format!("M{x:.2} {from:.2}V{to:.2}"), 2.0);
            }
        }
    }

    /// Each end on one line, with its title before its words.
    fn draw_edges_below(&self, canvas: &mut Canvas, first: &Edge, last: &Edge) {
        let Frame {
            left,
            right,
            axis,
            text_px,
            ..
        } = self.frame;
        let baseline = axis + text_px * (LABEL_LINES + 0.8) + ABOVE_HATCHED + HATCHED + 10.0;
        let (strong, plain) = (self.strong(), self.plain());
        let space = text_px * 0.4;
        let title = self.ruler.ink(&first.title, &strong);
        canvas.text(&first.title, left - title.left, baseline, &strong);
        canvas.text(&first.words, left - title.left + title.right + space, baseline, &plain);
        let words = right - self.ruler.ink(&last.words, &plain).right;
        canvas.text(&last.words, words, baseline, &plain);
        let title = words - space - self.ruler.ink(&last.title, &strong).right;
        canvas.text(&last.title, title, baseline, &strong);
    }
}

#[cfg(test)]
mod tests;
