//! Every picture in `icons/` shows what the drawing beside it shows, so that none is left behind when a drawing changes: `icon.svg` in all
//! sizes, and `tray.svg` in its own colour and in black. In the file for macOS the two smallest, which are no PNGs, are not compared.

use std::fs;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use tonearm_tests::failure::{Failure, Outcome};

use super::root;

/// How far the parts of a colour may be apart on average, of 255. Other programs drew the pictures, and smooth edges in their own way.
const TOLERANCE: f64 = 3.0;

/// The beginning of every PNG.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The colour of the drawing for the tray; macOS gives its shape a colour of its own.
const BRASS: &str = "#D9A13B";

fn drawn(svg: &str, width: u32) -> Outcome<Pixmap> {
    let tree = Tree::from_str(svg, &Options::default())?;
    let scale = width as f32 / tree.size().width();
    let mut picture = Pixmap::new(width, width).ok_or_else(|| Failure::new("a picture has a width"))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    Ok(picture)
}

/// How far the parts of a colour are apart on average.
fn difference(one: &Pixmap, other: &Pixmap) -> f64 {
    let apart = one
        .data()
        .iter()
        .zip(other.data())
        .map(|(one, other)| one.abs_diff(*other));
    apart.map(f64::from).sum::<f64>() / one.data().len() as f64
}

fn number<const BYTES: usize>(file: &[u8], at: usize) -> Outcome<[u8; BYTES]> {
    let bytes = file.get(at..at + BYTES).and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| Failure::new("the file is cut short"))
}

fn part(file: &[u8], from: usize, length: usize) -> Outcome<&[u8]> {
    file.get(from..from + length)
        .ok_or_else(|| Failure::new("the file is cut short"))
}

/// The pictures in a file for Windows.
fn in_ico(file: &[u8]) -> Outcome<Vec<&[u8]>> {
    let count = usize::from(u16::from_le_bytes(number(file, 4)?));
    let entry = |nth: usize| {
        let [length, from] = [8, 12].map(|field| number(file, 6 + 16 * nth + field).map(u32::from_le_bytes));
        part(file, from? as usize, length? as usize)
    };
    (0..count).map(entry).collect()
}

/// The pictures in a file for macOS, in all of its forms.
fn in_icns(file: &[u8]) -> Outcome<Vec<&[u8]>> {
    let mut found = Vec::new();
    let mut at = 8;
    while at < file.len() {
        let length = u32::from_be_bytes(number(file, at + 4)?) as usize;
        found.push(part(file, at + 8, length.saturating_sub(8))?);
        at += length;
    }
    Ok(found)
}

/// Compares one picture with a drawing; returns its width.
fn compare(name: &str, png: &[u8], svg: &str) -> Outcome<u32> {
    let picture = Pixmap::decode_png(png)?;
    let width = picture.width();
    let apart = difference(&picture, &drawn(svg, width)?);
    if picture.height() == width && apart <= TOLERANCE {
        return Ok(width);
    }
    let message = format!("{name} of {width} pixels is not what its drawing shows: {apart:.2} apart");
    Err(Failure::new(message))
}

#[test]
fn every_icon_shows_its_drawing() -> Outcome {
    let folder = root()?.join("icons");
    let icon = fs::read_to_string(folder.join("icon.svg"))?;
    let tray = fs::read_to_string(folder.join("tray.svg"))?;
    let black = tray.replace(BRASS, "#000");
    assert_ne!(tray, black);
    let mut seen = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let file = fs::read(folder.join(&name))?;
        let (pictures, svg) = match name.as_str() {
            "tray.png" => (vec![file.as_slice()], &tray),
            "tray-template.png" => (vec![file.as_slice()], &black),
            name if name.ends_with(".svg") => continue,
            name if name.ends_with(".ico") => (in_ico(&file)?, &icon),
            name if name.ends_with(".icns") => (in_icns(&file)?, &icon),
            _ => (vec![file.as_slice()], &icon),
        };
        let pictures = pictures.into_iter().filter(|picture| picture.starts_with(PNG));
        let widths: Outcome<Vec<u32>> = pictures.map(|picture| compare(&name, picture, svg)).collect();
        let mut widths = widths?;
        widths.sort_unstable();
        seen.push((name, widths));
    }
    seen.sort();
    let wanted: [(&str, &[u32]); 8] = [
        ("128x128.png", &[128]),
        ("128x128@2x.png", &[256]),
        ("32x32.png", &[32]),
        ("icon.icns", &[32, 64, 128, 256, 256, 512, 512, 1024]),
        ("icon.ico", &[16, 24, 32, 48, 64, 256]),
        ("icon.png", &[512]),
        ("tray-template.png", &[64]),
        ("tray.png", &[64]),
    ];
    assert_eq!(seen, wanted.map(|(name, widths)| (name.to_owned(), widths.to_vec())));
    Ok(())
}

#[test]
fn another_drawing_is_noticed_in_every_size() -> Outcome {
    let folder = root()?.join("icons");
    let icon = fs::read_to_string(folder.join("icon.svg"))?;
    let without_arm: String = icon.lines().filter(|line| !line.contains("<path")).collect();
    for width in [16, 32, 128, 512] {
        let picture = drawn(&icon, width)?;
        assert!(compare("the same", &picture.encode_png()?, &icon).is_ok());
        assert!(
            compare("another", &picture.encode_png()?, &without_arm).is_err(),
            "{width}"
        );
    }
    let tray = fs::read(folder.join("tray.png"))?;
    let black = fs::read_to_string(folder.join("tray.svg"))?.replace(BRASS, "#000");
    assert!(compare("another colour", &tray, &black).is_err());
    Ok(())
}
