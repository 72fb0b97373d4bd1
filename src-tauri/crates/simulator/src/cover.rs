//! Cover pictures as PNG: a few plain shapes in a warm palette, always the same for the same id.
//! Knows nothing of the catalogue; an id is only a seed.

mod drawing;

use self::drawing::{Colour, Drawing, random_drawing};
use sample::Random;

/// The side of a square of pixels that are tested together, because most tiles have one colour.
const TILE: u32 = 16;

/// The picture for `id` with sides of `side` pixels.
///
/// # Errors
/// Only if the encoder fails.
pub(crate) fn png(id: &str, side: u32) -> Result<Vec<u8>, png::EncodingError> {
    let digest = |salt: u64, byte: u8| salt.wrapping_mul(31).wrapping_add(u64::from(byte));
    let salt = id.bytes().fold(0, digest);
    let picture = Picture::new(&random_drawing(&mut Random::new(salt, &[5])), side);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(picture.colours.concat());
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&picture.pixels)?;
    writer.finish()?;
    Ok(file)
}

/// Colours, and for each pixel the number of its colour: flat shapes need few colours, and this takes a third of the bytes.
struct Picture {
    colours: Vec<Colour>,
    pixels: Vec<u8>,
}

impl Picture {
    fn new(drawing: &Drawing, side: u32) -> Self {
        let mut picture = Self {
            colours: Vec::new(),
            pixels: vec![0; (side * side) as usize],
        };
        for top in (0..side).step_by(TILE as usize) {
            for left in (0..side).step_by(TILE as usize) {
                let (bottom, right) = (side.min(top + TILE), side.min(left + TILE));
                let colour = drawing.tile(left, top, side).map(|colour| picture.number(colour));
                for row in top..bottom {
                    let line = (row * side + left) as usize..(row * side + right) as usize;
                    match colour {
                        Some(number) => picture.pixels[line].fill(number),
                        None => {
                            for (column, at) in (left..right).zip(line) {
                                picture.pixels[at] = picture.number(drawing.pixel(column, row, side));
                            }
                        }
                    }
                }
            }
        }
        picture
    }

    /// The number of `colour`, which is added if it is new and there is room.
    fn number(&mut self, colour: Colour) -> u8 {
        if let Some(known) = self.colours.iter().position(|known| *known == colour) {
            return known as u8;
        }
        if self.colours.len() < 256 {
            self.colours.push(colour);
        }
        (self.colours.len() - 1) as u8
    }
}

impl Drawing {
    /// The colour of a tile, if no edge passes through it.
    fn tile(&self, left: u32, top: u32, side: u32) -> Option<Colour> {
        // Half the diagonal, and half as much again because the distance to a wave is slightly too large.
        let reach = f64::from(TILE) * 1.06 + 1.0;
        let mut colour = Some(self.background);
        for (shape, paint) in &self.shapes {
            let distance = shape.distance(middle(left, TILE, side), middle(top, TILE, side)) * f64::from(side);
            if distance < -reach {
                colour = Some(*paint);
            } else if distance <= reach {
                colour = None;
            }
        }
        colour
    }

    fn pixel(&self, column: u32, row: u32, side: u32) -> Colour {
        let (x, y) = (middle(column, 1, side), middle(row, 1, side));
        self.shapes.iter().fold(self.background, |colour, (shape, paint)| {
            // A transition over one pixel in eight steps is enough for a smooth edge.
            let cover = (0.5 - shape.distance(x, y) * f64::from(side)).clamp(0.0, 1.0);
            let cover = (cover * 8.0).round() / 8.0;
            if cover > 0.0 {
                mix(colour, *paint, cover)
            } else {
                colour
            }
        })
    }
}

/// The middle of `length` pixels from `start`, as a part of `side`.
fn middle(start: u32, length: u32, side: u32) -> f64 {
    (f64::from(start) + f64::from(length) / 2.0) / f64::from(side)
}

fn mix(under: Colour, over: Colour, cover: f64) -> Colour {
    let blend = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * cover).round() as u8;
    std::array::from_fn(|at| blend(under[at], over[at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_is_a_real_picture_of_the_size_asked_for() {
        for side in [64, 300] {
            let file = png("4iV5W9uYEdYUVa79Axb7Rh", side).unwrap();
            let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            let info = reader.next_frame(&mut pixels).unwrap();
            assert_eq!((info.width, info.height), (side, side));
            assert!(pixels.iter().any(|pixel| *pixel != pixels[0]), "more than one colour");
        }
    }

    #[test]
    fn the_same_id_is_always_drawn_alike_and_another_otherwise() {
        assert_eq!(png("one", 64).unwrap(), png("one", 64).unwrap());
        assert_ne!(png("one", 64).unwrap(), png("two", 64).unwrap());
    }

    #[test]
    fn a_cover_is_small() {
        for id in 0..20 {
            let size = png(&id.to_string(), 300).unwrap().len();
            assert!(size < 20_000, "{size}");
        }
    }

    #[test]
    fn looking_at_tiles_first_changes_no_pixel() {
        for salt in 0..40 {
            let drawing = random_drawing(&mut Random::new(salt, &[5]));
            let picture = Picture::new(&drawing, 100);
            for (at, number) in picture.pixels.iter().enumerate() {
                let (column, row) = (at as u32 % 100, at as u32 / 100);
                let colour = picture.colours[usize::from(*number)];
                assert_eq!(colour, drawing.pixel(column, row, 100), "{salt}: {column}, {row}");
            }
        }
    }
}
