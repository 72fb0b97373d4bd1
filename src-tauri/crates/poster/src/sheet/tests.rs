use resvg::usvg::{Group, Node, Options};

use super::*;
use crate::{Bar, Count, Edge, Ground, List, Peak, Row};

fn words(text: &str) -> String {
    text.to_owned()
}

fn poster(name: &str) -> Poster {
    let row = |name: &str, amount: u64| Row {
        name: words(name),
        amount,
        shown: amount.to_string(),
    };
    let bars = [9, 63, 94, 58, 0, 77, 183, 214].into_iter().enumerate();
    Poster {
        name: words(name),
        byline: String::new(),
        sentence: words("You discovered them on a Tuesday in 2013."),
        detail: format!("12 November, 23:07. The track was {name}. You played it twice more before midnight."),
        bars: bars
            .map(|(at, amount)| Bar {
                label: format!("’{:02}", 13 + at),
                amount,
                has_gap: at == 3,
            })
            .collect(),
        peak: Some(Peak {
            bar: 7,
            words: words("214 plays in 2020"),
        }),
        edges: Some((
            Edge {
                title: words("First play"),
                words: words("12 November 2013"),
            },
            Edge {
                title: words("Last play"),
                words: words("9 July 2020"),
            },
        )),
        counts: vec![
            Count {
                amount: words("1,234,567"),
                words: words("plays of 41 tracks"),
            },
            Count {
                amount: words("66"),
                words: words("hours in all"),
            },
        ],
        list: Some(List {
            title: words("Most played"),
            unit: words("plays"),
            rows: vec![row(name, 198), row("Quiet Machinery", 141), row("C", 1)],
        }),
        footer: words("One bar, one year. Hatched: plays are missing. Listening data from Spotify."),
        ground: Ground::of_key("spotify:artist:1"),
    }
}

const SHAPES: [Shape; 2] = [Shape::Portrait, Shape::Wide];

#[test]
fn a_png_has_the_size_of_its_shape() {
    for (shape, size) in [(Shape::Portrait, (1080, 1350)), (Shape::Wide, (1920, 1080))] {
        let picture = Pixmap::decode_png(&poster("Vesper").png(shape).unwrap()).unwrap();
        assert_eq!((picture.width(), picture.height()), size);
        assert!(picture.pixels().iter().all(|pixel| pixel.is_opaque()));
    }
}

#[test]
fn the_same_poster_is_the_same_picture_byte_for_byte() {
    let [one, other] = [(); 2].map(|()| poster("Vesper Kilometre").svg(Shape::Wide).unwrap());
    assert_eq!(one, other);
    assert_ne!(one, poster("Vesper Kilometer").svg(Shape::Wide).unwrap());
}

#[test]
fn names_can_not_break_the_drawing() {
    let name = "</text></svg><script>\"&' \u{0}\u{1b}";
    let svg = poster(name).svg(Shape::Portrait).unwrap();
    assert!(svg.contains("<title>&lt;/text&gt;&lt;/svg&gt;&lt;script&gt;&quot;&amp;'"));
    assert!(!svg.contains("<script"));
    assert!(Tree::from_str(&svg, &Options::default()).is_ok());
}

#[test]
fn letters_in_the_svg_are_outlines() {
    let svg = poster("Vesper").svg(Shape::Portrait).unwrap();
    assert!(!svg.contains("<text") && !svg.contains("font-family"));
    assert!(svg.contains("<path"));
}

#[test]
fn no_text_leaves_the_sheet_and_none_is_missing() {
    let names = [
        "M",
        "Vesper Kilometre",
        "Gypsy Jaguar Épée",
        &"x".repeat(80),
        &"Donaudampfschifffahrt".repeat(12),
        &"And another word ".repeat(20),
        "Михаил Шуфутинский",
        "久石譲",
        &"久石譲".repeat(40),
        "فيروز",
        "👩‍🎤 e\u{301}\u{316}\u{317}",
    ];
    for shape in SHAPES {
        for (at, name) in names.into_iter().enumerate() {
            let byline = if at % 2 == 0 {
                format!("by {name}")
            } else {
                String::new()
            };
            let tree = Poster { byline, ..poster(name) }.tree(shape).unwrap();
            let mut texts = 0;
            each_text(tree.root(), &mut |left, top, right, bottom| {
                texts += 1;
                let (width, height) = shape.size_px();
                let is_inside =
                    left >= 40.0 && top >= 40.0 && right <= width as f32 - 40.0 && bottom <= height as f32 - 20.0;
                assert!(is_inside, "{name:?} on {shape:?}: {left} {top} {right} {bottom}");
            });
            assert!(texts > 20, "{texts} texts for {name:?}");
        }
    }
}

fn each_text(group: &Group, found: &mut impl FnMut(f32, f32, f32, f32)) {
    for node in group.children() {
        match node {
            Node::Group(group) => each_text(group, found),
            Node::Text(text) => {
                let bounds = text.flattened().abs_bounding_box();
                found(bounds.left(), bounds.top(), bounds.right(), bounds.bottom());
            }
            _ => {}
        }
    }
}

#[test]
fn a_poster_with_hardly_anything_on_it_is_drawn_too() {
    let bare = Poster {
        name: String::new(),
        sentence: String::new(),
        detail: String::new(),
        bars: Vec::new(),
        peak: None,
        edges: None,
        counts: Vec::new(),
        list: None,
        footer: String::new(),
        ..poster("")
    };
    for shape in SHAPES {
        assert!(bare.png(shape).is_ok());
    }
}
