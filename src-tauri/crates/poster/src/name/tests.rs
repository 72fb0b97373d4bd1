use super::*;
use crate::fonts::Fonts;

const ROOM: Room = Room {
    left: 60.0,
    top: 62.0,
    measure: 960.0,
    baseline: 484.0,
    bottom: 502.0,
    largest_px: 420.0,
};

fn lines(name: &str) -> Vec<(String, f64)> {
    let ruler = Ruler::new(Fonts::for_texts(std::iter::once(name)));
    let set = set(&ruler, &beginning(&tidy(name)), &ROOM);
    set.lines
        .into_iter()
        .map(|line| (line.text, line.ink.width()))
        .collect()
}

fn texts(name: &str) -> Vec<String> {
    lines(name).into_iter().map(|(text, _)| text).collect()
}

#[test]
fn each_line_fills_the_measure_by_the_width_of_its_letters() {
    let lines = lines("Vesper Kilometre");
    assert_eq!(lines.len(), 2);
    for (text, width) in lines {
        assert!((957.0..=960.0).contains(&width), "{text} is {width} wide");
    }
}

#[test]
fn a_name_breaks_at_spaces() {
    assert_eq!(
        texts("Godspeed You! Black Emperor").join(" "),
        "Godspeed You! Black Emperor"
    );
    assert_eq!(texts("Björk"), ["Björk"]);
    assert_eq!(texts("Михаил Шуфутинский"), ["Михаил", "Шуфутинский"]);
}

#[test]
fn one_word_of_eighty_letters_is_broken_and_whole() {
    let name = "Donaudampf".repeat(8);
    let lines = texts(&name);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines.concat(), name);
}

#[test]
fn the_end_of_a_very_long_name_is_left_out() {
    let name = "And another word of a name ".repeat(12);
    let lines = texts(&name);
    assert!(lines.last().is_some_and(|line| line.ends_with('…')), "{lines:?}");
    assert!(name.starts_with(lines.join(" ").trim_end_matches('…')), "{lines:?}");
    assert!(texts(&"x".repeat(5_000)).concat().ends_with('…'));
}

#[test]
fn lines_never_touch() {
    let touching = |upper, lower| overlap(&[Some(upper)], &[Some(lower)]);
    assert_eq!(touching((50.0, -100.0), (0.0, -70.0)), 120.0);
    let upper = [Some((50.0, -100.0)), None, None, None, None];
    let lower = [None, None, None, None, Some((0.0, -70.0))];
    assert_eq!(overlap(&upper, &lower), 0.0, "no ink above ink");
}

#[test]
fn a_name_without_any_ink_takes_no_room_and_does_no_harm() {
    assert_eq!(lines("  ").len(), 0);
    let fonts = Fonts::for_texts(std::iter::empty());
    let (mut canvas, ruler) = (Canvas::new(fonts), Ruler::new(fonts));
    let below = draw(&mut canvas, &ruler, "", &ROOM);
    assert!(below.baseline.is_finite() && below.ink.is_finite());
}
