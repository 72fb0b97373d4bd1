//! A poster on a sheet: chooses where everything goes by the sheet's shape, and makes SVG and PNG of it.

use resvg::{
    render,
    tiny_skia::{Pixmap, Transform},
    usvg::{Tree, WriteOptions},
};

use crate::{
    Poster,
    canvas::{self, Canvas},
    fonts::Fonts,
    portrait,
    ruler::Ruler,
    wide,
};

/// The shape of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// 1080 x 1350 pixels.
    #[default]
    Portrait,
    /// 1920 x 1080 pixels.
    Wide,
}

impl Shape {
    /// Width and height in pixels.
    pub fn size_px(self) -> (u32, u32) {
        match self {
            Self::Portrait => (1080, 1350),
            Self::Wide => (1920, 1080),
        }
    }
}

/// The poster could not be drawn, which is a fault in Tonearm.
#[derive(Debug, thiserror::Error)]
#[error("the poster could not be drawn: {0}")]
pub struct DrawError(String);

impl Poster {
    /// The poster as SVG. Letters are outlines in it, so that it looks the same everywhere.
    ///
    /// # Errors
    /// When the drawing is faulty.
    pub fn svg(&self, shape: Shape) -> Result<String, DrawError> {
        let tree = self.tree(shape)?;
        let options = WriteOptions {
            coordinates_precision: 3,
            transforms_precision: 5,
            ..WriteOptions::default()
        };
        let drawing = tree.to_string(&options);
        // What the letters say, for whoever can't see them.
        let title = format!(
            "<title>{}</title>",
            canvas::escaped(&canvas::tidy(&format!("{}. {}", self.name, self.sentence)))
        );
        let opened = drawing
            .find("<svg")
            .and_then(|at| drawing.get(at..)?.find('>').map(|end| at + end + 1));
        let (opening, rest) = drawing.split_at(opened.unwrap_or_default());
        Ok(format!("{opening}{title}{rest}"))
    }

    /// The poster as a PNG.
    ///
    /// # Errors
    /// When the drawing is faulty, or there is no memory for the picture.
    pub fn png(&self, shape: Shape) -> Result<Vec<u8>, DrawError> {
        let tree = self.tree(shape)?;
        let (width, height) = shape.size_px();
        let mut picture =
            Pixmap::new(width, height).ok_or_else(|| DrawError("there is no memory for the picture".to_owned()))?;
        render(&tree, Transform::identity(), &mut picture.as_mut());
        picture.encode_png().map_err(|error| DrawError(error.to_string()))
    }

    /// The poster with its texts set.
    pub(crate) fn tree(&self, shape: Shape) -> Result<Tree, DrawError> {
        let fonts = Fonts::for_texts(self.texts());
        let ruler = Ruler::new(fonts);
        let mut canvas = Canvas::new(fonts);
        match shape {
            Shape::Portrait => portrait::draw(&mut canvas, &ruler, self),
            Shape::Wide => wide::draw(&mut canvas, &ruler, self),
        }
        let drawing = canvas.svg(shape.size_px(), self.ground);
        Tree::from_str(&drawing, &fonts.options).map_err(|error| DrawError(error.to_string()))
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let words = [&self.name, &self.byline, &self.sentence, &self.detail, &self.footer].map(String::as_str);
        let bars = self.bars.iter().map(|bar| bar.label.as_str());
        let rows = self
            .list
            .iter()
            .flat_map(|list| &list.rows)
            .map(|row| row.name.as_str());
        words.into_iter().chain(bars).chain(rows)
    }
}

#[cfg(test)]
mod tests;
