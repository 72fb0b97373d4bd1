//! A file of a damaged export: what it holds, how it is saved, and how many rows another reader finds in it.

use std::{
    fmt,
    io::{Read, Write},
};

use flate2::{Compression, read::MultiGzDecoder, write::GzEncoder};
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use crate::{
    damage::{damage, rewrite},
    exports::{self, Random},
};

/// Far more blanks than rows, so that it is a bomb once it is packed.
const BOMB_BYTES: usize = 2 << 20;

/// A file on the disk or in the zip.
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) is_intact: bool,
    wrapping: Wrapping,
}

/// How a member's text is saved.
#[derive(Clone, Copy, PartialEq)]
enum Wrapping {
    Plain,
    Gzip,
    Utf16LittleEndian,
    Utf16BigEndian,
    GzipOfUtf16,
}

impl Wrapping {
    /// Most often as Spotify does.
    const CHOICES: [Self; 8] = [
        Self::Plain,
        Self::Plain,
        Self::Plain,
        Self::Gzip,
        Self::Gzip,
        Self::Utf16LittleEndian,
        Self::Utf16BigEndian,
        Self::GzipOfUtf16,
    ];

    fn ending(self) -> &'static str {
        match self {
            Self::Gzip | Self::GzipOfUtf16 => ".json.gz",
            _ => ".json",
        }
    }

    fn wrap(self, text: Vec<u8>) -> Vec<u8> {
        let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            String::from_utf8_lossy(&text).encode_utf16().flat_map(bytes).collect()
        };
        match self {
            Self::Plain => text,
            Self::Gzip => gzipped(&text),
            Self::Utf16LittleEndian => utf16(u16::to_le_bytes),
            Self::Utf16BigEndian => utf16(u16::to_be_bytes),
            Self::GzipOfUtf16 => gzipped(&[b"\xFF\xFE", utf16(u16::to_le_bytes).as_slice()].concat()),
        }
    }

    /// The text, in one piece and by other means than Tonearm's.
    fn unwrap(self, bytes: &[u8]) -> Option<String> {
        let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
            let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
            String::from_utf16(&units)
                .ok()
                .filter(|_| bytes.len().is_multiple_of(2))
        };
        match self {
            Self::Plain => String::from_utf8(bytes.to_vec()).ok(),
            Self::Gzip => String::from_utf8(unzipped(bytes)?).ok(),
            Self::Utf16LittleEndian => utf16(bytes, u16::from_le_bytes),
            Self::Utf16BigEndian => utf16(bytes, u16::from_be_bytes),
            Self::GzipOfUtf16 => utf16(&unzipped(bytes)?, u16::from_le_bytes),
        }
    }
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn unzipped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(bytes).read_to_end(&mut unpacked).ok()?;
    Some(unpacked)
}

impl Member {
    pub(crate) fn new(number: u64, may_be_damaged: bool, random: &mut Random) -> Self {
        let (seed, rows) = (random.next(), random.below(40) + 1);
        let first = number * 100;
        let (name, mut text) = match random.below(10) {
            0 => (format!("Userdata_{number}"), "{\"username\":\"listener_1\"}".to_owned()),
            1 => (
                format!("StreamingHistory_podcast_{number}"),
                exports::account(seed, first, rows, true),
            ),
            2 | 3 => (
                format!("StreamingHistory_music_{number}"),
                exports::account(seed, first, rows, false),
            ),
            // Sometimes longer than one chunk.
            4 => (
                format!("endsong_{number}"),
                exports::extended(seed, first, 300 + rows * 5),
            ),
            5 => {
                let (one, other) = (
                    exports::extended(seed, first, rows),
                    exports::account(seed, first, 3, false),
                );
                (
                    format!("all_{number}"),
                    format!("[{one}, {}, {one}]", other.replace("endTime", "ts")),
                )
            }
            6 if may_be_damaged && random.below(4) == 0 => {
                let rows = exports::extended(seed, first, 1);
                (
                    format!("bomb_{number}"),
                    format!("{}{}]", &rows[..rows.len() - 1], " ".repeat(BOMB_BYTES)),
                )
            }
            _ => (
                format!("Streaming_History_Audio_{number}"),
                exports::extended(seed, first, rows),
            ),
        };
        let wrapping = *random.pick(&Wrapping::CHOICES);
        let is_bomb = name.starts_with("bomb");
        let mut is_intact = !is_bomb;
        let mut damages = |bytes: &mut Vec<u8>, most: u64, random: &mut Random| {
            for _ in 0..random.below(most) {
                is_intact = false;
                if random.below(2) == 0 {
                    damage(bytes, random);
                } else {
                    rewrite(bytes, random);
                }
            }
        };
        let mut bytes = std::mem::take(&mut text).into_bytes();
        if may_be_damaged && !is_bomb {
            damages(&mut bytes, 4, random);
        }
        let mut bytes = wrapping.wrap(bytes);
        if may_be_damaged && wrapping != Wrapping::Plain {
            damages(&mut bytes, 3, random);
        }
        Self {
            name: name + wrapping.ending(),
            bytes,
            is_intact,
            wrapping,
        }
    }

    pub(crate) fn is_other(&self) -> bool {
        self.name.starts_with("Userdata")
    }

    pub(crate) fn is_bomb(&self) -> bool {
        self.name.starts_with("bomb")
    }

    /// How many rows it has if it is a valid list, according to another parser.
    pub(crate) fn rows(&self) -> Option<u64> {
        let text = self.wrapping.unwrap(&self.bytes)?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        let elements: Vec<Element> = serde_json::from_str(text).ok()?;
        let is_list_of_lists = matches!(elements.first(), Some(Element::List(_)));
        let rows = elements.iter().map(|element| match element {
            Element::List(rows) if is_list_of_lists => *rows,
            _ => 1,
        });
        Some(rows.sum())
    }
}

/// An element of a list.
enum Element {
    /// A list of so many elements.
    List(u64),
    Other,
}

impl<'de> Deserialize<'de> for Element {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyElement;

        impl<'de> Visitor<'de> for AnyElement {
            type Value = Element;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Element, A::Error> {
                let mut rows = 0;
                while list.next_element::<IgnoredAny>()?.is_some() {
                    rows += 1;
                }
                Ok(Element::List(rows))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Element, A::Error> {
                while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Element::Other)
            }

            fn visit_unit<E>(self) -> Result<Element, E> {
                Ok(Element::Other)
            }

            fn visit_bool<E>(self, _: bool) -> Result<Element, E> {
                Ok(Element::Other)
            }

            fn visit_i64<E>(self, _: i64) -> Result<Element, E> {
                Ok(Element::Other)
            }

            fn visit_u64<E>(self, _: u64) -> Result<Element, E> {
                Ok(Element::Other)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Element, E> {
                Ok(Element::Other)
            }

            fn visit_str<E>(self, _: &str) -> Result<Element, E> {
                Ok(Element::Other)
            }
        }

        deserializer.deserialize_any(AnyElement)
    }
}
