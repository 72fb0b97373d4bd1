//! Which font draws which letter: Archivo where it has the letter, else the system's upright sans serifs, bold before light.

use std::{
    cmp::Reverse,
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use resvg::usvg::fontdb::{Database, FaceInfo, ID, Stretch, Style};
use skrifa::{FontRef, MetadataProvider};

/// The families that the window names for other scripts, in the same order.
const PREFERRED: &[&str] = &[
    "Archivo",
    "Segoe UI",
    "Helvetica Neue",
    "Noto Sans",
    "DejaVu Sans",
    "Yu Gothic UI",
    "Yu Gothic",
    "Hiragino Sans",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "Noto Sans CJK KR",
    "Geeza Pro",
    "Noto Sans Arabic",
    "Arial Hebrew",
    "Noto Sans Hebrew",
];
/// As bold as the names on a poster.
const WEIGHT: u16 = 800;

/// All fonts, the best first.
pub(crate) struct Fallback {
    faces: Vec<ID>,
    /// The best face for each letter that was asked about. Asking all of them takes long where there are many.
    known: Mutex<HashMap<char, Option<usize>>>,
}

impl Fallback {
    /// `own` come before all others, in this order.
    pub(crate) fn new(own: &[ID], database: &Database) -> Self {
        let mut others: Vec<&FaceInfo> = database.faces().filter(|face| !own.contains(&face.id)).collect();
        others.sort_by_key(|face| badness(face));
        Self {
            faces: own
                .iter()
                .copied()
                .chain(others.into_iter().map(|face| face.id))
                .collect(),
            known: Mutex::default(),
        }
    }

    /// The place of the best font that has the letter; `None` where no font has it.
    pub(crate) fn place(&self, letter: char, database: &Database) -> Option<usize> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *known
            .entry(letter)
            .or_insert_with(|| self.faces.iter().position(|face| has_letter(database, *face, letter)))
    }

    /// The font at a place.
    pub(crate) fn face(&self, place: usize) -> Option<ID> {
        self.faces.get(place).copied()
    }
}

fn has_letter(database: &Database, face: ID, letter: char) -> bool {
    let glyph = |data: &[u8], index| FontRef::from_index(data, index).ok()?.charmap().map(letter);
    database.with_face_data(face, glyph).flatten().is_some()
}

fn badness(face: &FaceInfo) -> (usize, bool, Reverse<bool>, bool, bool, u16, String) {
    let names = || face.families.iter().map(|(name, _)| name.as_str());
    let preferred = PREFERRED.iter().position(|family| names().any(|name| name == *family));
    let name = names().next().unwrap_or_default();
    let lower = name.to_lowercase();
    let is_colour = lower.contains("emoji");
    (
        preferred.unwrap_or(PREFERRED.len()),
        face.style != Style::Normal,
        Reverse(face.stretch == Stretch::Normal),
        face.monospaced,
        // A picture of a letter is better than none, but a letter is better than a picture.
        is_colour || lower.contains("serif"),
        face.weight.0.abs_diff(WEIGHT),
        format!("{name} {}", face.post_script_name),
    )
}
