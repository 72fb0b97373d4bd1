//! Measures texts as they will be drawn, by having them set.

use std::{cell::RefCell, collections::HashMap};

use resvg::{
    render,
    tiny_skia::{Pixmap, Transform},
    usvg::{Node, Tree},
};

use crate::{canvas, fonts::Fonts, typeface::Typeface};

/// Where a text's ink begins and ends, in pixels from its origin on the baseline, rightwards and downwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Ink {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Ink {
    pub(crate) fn width(&self) -> f64 {
        self.right - self.left
    }
}

/// The lower and the upper edge of a text's ink in one strip of it, in pixels below the baseline.
pub(crate) type Strip = Option<(f64, f64)>;

/// How much smaller than the text its edges are looked at.
const SHRUNK: f64 = 8.0;

/// Remembers what it has measured: fitting a text asks for the same letters again and again.
pub(crate) struct Ruler {
    fonts: &'static Fonts,
    measured: RefCell<HashMap<String, Ink>>,
}

impl Ruler {
    pub(crate) fn new(fonts: &'static Fonts) -> Self {
        Self {
            fonts,
            measured: RefCell::default(),
        }
    }

    /// The ink of a text; nothing where it has none, such as a space.
    pub(crate) fn ink(&self, text: &str, typeface: &Typeface) -> Ink {
        let what = format!("{} {text}", typeface.attributes());
        let known = self.measured.borrow().get(&what).copied();
        known.unwrap_or_else(|| {
            let ink = self.measure(text, typeface);
            self.measured.borrow_mut().insert(what, ink);
            ink
        })
    }

    fn measure(&self, text: &str, typeface: &Typeface) -> Ink {
        let Some(tree) = self.set(text, typeface) else {
            return Ink::default();
        };
        let texts = tree.root().children().iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.flattened().abs_bounding_box()),
            _ => None,
        });
        let Some(bounds) = texts.into_iter().next() else {
            return Ink::default();
        };
        let [left, top, right, bottom] = [bounds.left(), bounds.top(), bounds.right(), bounds.bottom()].map(f64::from);
        Ink {
            left,
            top,
            right,
            bottom,
        }
    }

    /// The edges of a text whose ink begins at the left, strip by strip, each [`SHRUNK`] pixels wide.
    pub(crate) fn edges(&self, text: &str, typeface: &Typeface) -> Vec<Strip> {
        let ink = self.ink(text, typeface);
        let (columns, rows) = ((ink.width() / SHRUNK).ceil(), ((ink.bottom - ink.top) / SHRUNK).ceil());
        let picture = self
            .set(text, typeface)
            .zip(Pixmap::new(columns.max(1.0) as u32, rows.max(1.0) as u32));
        let Some((tree, mut picture)) = picture else {
            return Vec::new();
        };
        let scale = (1.0 / SHRUNK) as f32;
        let shrunk = Transform::from_translate(-ink.left as f32, -ink.top as f32).post_scale(scale, scale);
        render(&tree, shrunk, &mut picture.as_mut());
        let is_inked = |column: u32, row: u32| picture.pixel(column, row).is_some_and(|pixel| pixel.alpha() > 0);
        let edges = (0..picture.width()).map(|column| {
            let mut rows = (0..picture.height()).filter(|row| is_inked(column, *row));
            let top = rows.next()?;
            let bottom = rows.next_back().unwrap_or(top) + 1;
            let below = |row: u32| ink.top + f64::from(row) * SHRUNK;
            Some((below(bottom), below(top)))
        });
        edges.collect()
    }

    fn set(&self, text: &str, typeface: &Typeface) -> Option<Tree> {
        let picture = canvas::lone_text(self.fonts, text, typeface);
        Tree::from_str(&picture, &self.fonts.options)
            .inspect_err(|error| log::error!("a text can't be set: {error}"))
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruler() -> Ruler {
        Ruler::new(Fonts::for_texts(std::iter::empty()))
    }

    #[test]
    fn letters_get_wider_with_the_width_axis_and_no_higher() {
        let of = |width| ruler().ink("Vesper", &Typeface::heavy(100.0, width));
        assert!(of(125.0).width() > of(62.0).width() * 1.5);
        assert!((of(125.0).top - of(62.0).top).abs() < 3.0);
    }

    #[test]
    fn a_space_has_no_ink() {
        assert_eq!(ruler().ink(" ", &Typeface::plain(20.0)), Ink::default());
    }

    #[test]
    fn edges_tell_where_letters_hang_and_where_they_rise() {
        let edges = ruler().edges("lp", &Typeface::heavy(400.0, 100.0));
        let (first, last) = (edges[1].unwrap(), edges[edges.len() - 3].unwrap());
        assert!(first.0 <= 8.0 && first.1 < -250.0, "{first:?}");
        assert!(last.1 > -250.0, "{last:?}");
    }
}
