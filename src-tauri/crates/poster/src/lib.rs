//! Draws a poster: one artist, album, track or year on a sheet, to show a friend. Takes plain words and numbers and gives SVG or PNG.
//! Knows nothing of archives, files or clocks. The same poster in the same shape is the same picture, byte for byte, as long as Archivo
//! has all its letters; letters of other scripts come from the system's fonts.

mod bars;
mod canvas;
mod content;
mod counts;
mod fallback;
mod fonts;
mod ground;
mod lines;
mod list;
mod name;
mod portrait;
mod ruler;
mod sheet;
mod typeface;
mod wide;

pub use self::{
    content::{Bar, Count, Edge, List, Peak, Poster, Row},
    ground::Ground,
    sheet::{DrawError, Shape},
};
