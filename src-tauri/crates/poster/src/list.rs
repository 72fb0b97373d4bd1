//! What was played most: ranks, names and numbers, and below each a line as long as the number is of the first one's.

use crate::{
    canvas::{Canvas, Place},
    content::List,
    lines::shortened,
    ruler::Ruler,
    typeface::{NARROWEST, Typeface},
};

const HEAD_PX: f64 = 39.0;
const ROW_PX: f64 = 48.0;
const MAX_ROWS: usize = 5;
/// From a row's left to its name.
const INDENT: f64 = 34.0;

pub(crate) fn draw(canvas: &mut Canvas, ruler: &Ruler, list: &List, place: &Place) {
    let Place { left, top, measure } = *place;
    let right = left + measure;
    let small = Typeface::plain(22.0);
    let to_right = |canvas: &mut Canvas, text: &str, baseline: f64, face: &Typeface| {
        let ink = ruler.ink(text, face);
        canvas.text(text, right - ink.right, baseline, face);
        right - ink.width()
    };
    canvas.text(
        &list.title,
        left - ruler.ink(&list.title, &small).left,
        top + 20.0,
        &small,
    );
    to_right(canvas, &list.unit, top + 20.0, &small);
    canvas.rect(left, top + HEAD_PX - 3.0, measure, 3.0);
    let numbers = Typeface::heavy(28.0, NARROWEST);
    let names = Typeface::heavy(28.0, 80.0).tracked(-0.01);
    let most = list.rows.iter().map(|row| row.amount).max().unwrap_or_default().max(1);
    for (at, row) in list.rows.iter().take(MAX_ROWS).enumerate() {
        let below = top + HEAD_PX + (at + 1) as f64 * ROW_PX;
        let baseline = below - 15.0;
        canvas.text(&(at + 1).to_string(), left, baseline, &numbers);
        let number = to_right(canvas, &row.shown, baseline, &numbers);
        let name = shortened(ruler, &row.name, &names, number - left - INDENT - 20.0);
        canvas.text(&name, left + INDENT, baseline, &names);
        canvas.rect(left, below - 5.0, measure * row.amount as f64 / most as f64, 5.0);
    }
}
