//! A sheet under construction, as SVG with its texts still in letters. Coordinates are pixels from the upper left corner.

use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;

use crate::{Ground, fonts::Fonts, typeface::Typeface};

pub(crate) const INK: &str = "#151210";

/// The room for a part of the sheet: its upper left corner and its width.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) left: f64,
    /// Where the ink of its first line begins.
    pub(crate) top: f64,
    pub(crate) measure: f64,
}

/// The shapes and texts so far, the lowest first.
pub(crate) struct Canvas {
    fonts: &'static Fonts,
    body: String,
}

impl Canvas {
    pub(crate) fn new(fonts: &'static Fonts) -> Self {
        Self {
            fonts,
            body: String::new(),
        }
    }

    pub(crate) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64) {
        self.push(format_args!(
            "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\"/>"
        ));
    }

    /// Hatched, which means that there is no record.
    pub(crate) fn hatched(&mut self, x: f64, y: f64, width: f64, height: f64) {
        self.push(format_args!(
            "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" fill=\"url(#hatch)\"/>"
        ));
    }

    /// A line through the points that `path` describes.
    pub(crate) fn line(&mut self, path: &str, thickness: f64) {
        self.push(format_args!(
            "<path d=\"{path}\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"{thickness}\"/>"
        ));
    }

    /// The pivot of the arm: a ring with a dot in it.
    pub(crate) fn pivot(&mut self, x: f64, y: f64, radius: f64, ground: Ground) {
        self.push(format_args!(
            "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{radius}\" fill=\"{}\" stroke=\"{INK}\" stroke-width=\"4\"/>\
             <circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{:.2}\"/>",
            ground.hex(),
            radius * 0.36,
        ));
    }

    /// A text whose origin is at `x` and whose baseline is at `y`.
    pub(crate) fn text(&mut self, text: &str, x: f64, y: f64, typeface: &Typeface) {
        let text = element(self.fonts, text, (x, y), typeface);
        self.body.push_str(&text);
    }

    /// The whole sheet.
    pub(crate) fn svg(&self, (width, height): (u32, u32), ground: Ground) -> String {
        format!(
            "{} width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\
             <defs><pattern id=\"hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <path d=\"M0 0V7\" stroke=\"{INK}\" stroke-width=\"2.4\"/></pattern></defs>\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/><g fill=\"{INK}\">{}</g></svg>",
            opening(),
            ground.hex(),
            self.body
        )
    }

    fn push(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.body.write_fmt(element);
    }
}

/// A picture with nothing but one text in it, whose origin is the upper left corner.
pub(crate) fn lone_text(fonts: &Fonts, text: &str, typeface: &Typeface) -> String {
    let text = element(fonts, text, (0.0, 0.0), typeface);
    format!("{} width=\"1\" height=\"1\">{text}</svg>", opening())
}

fn opening() -> &'static str {
    "<svg xmlns=\"http://www.w3.org/2000/svg\""
}

fn element(fonts: &Fonts, text: &str, (x, y): (f64, f64), typeface: &Typeface) -> String {
    let mut element = format!(
        "<text x=\"{x:.2}\" y=\"{y:.2}\" xml:space=\"preserve\" {}>",
        typeface.attributes()
    );
    for (font, run) in fonts.runs(&tidy(text)) {
        element.push_str(&format!("<tspan font-family=\"{font}\">{}</tspan>", escaped(&run)));
    }
    element + "</text>"
}

/// The text on one line, composed, with one space between words, and without the characters that XML does not allow.
pub(crate) fn tidy(text: &str) -> String {
    let is_allowed = |letter: &char| !letter.is_control() && !matches!(letter, '\u{FFFE}' | '\u{FFFF}');
    let words = text
        .split_whitespace()
        .map(|word| word.nfc().filter(is_allowed).collect::<String>());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_xml_is_escaped() {
        assert_eq!(escaped("</text><script>\"&"), "&lt;/text&gt;&lt;script&gt;&quot;&amp;");
    }

    #[test]
    fn a_text_is_one_line_of_characters_that_xml_allows() {
        assert_eq!(tidy(" a\u{0}b\u{1b}\n\tc\u{FFFF} \u{7f} "), "ab c");
        assert_eq!(tidy("Bjo\u{308}rk"), "Björk");
    }
}
