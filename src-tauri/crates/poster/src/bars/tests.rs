use super::*;
use crate::{Ground, fonts::Fonts};

const FRAME: Frame = Frame {
    left: 60.0,
    right: 1020.0,
    arm: 644.0,
    axis: 876.0,
    text_px: 20.0,
    pivot_px: 10.0,
    gap: 6.0,
};

fn poster(amounts: &[u64], gaps: &[usize]) -> Poster {
    let edge = |title: &str, words: &str| Edge {
        title: title.to_owned(),
        words: words.to_owned(),
    };
    let most = amounts.iter().max().unwrap();
    let bar = amounts.iter().position(|amount| amount == most).unwrap();
    Poster {
        name: String::new(),
        byline: String::new(),
        sentence: String::new(),
        detail: String::new(),
        bars: amounts
            .iter()
            .enumerate()
            .map(|(at, amount)| Bar {
                label: format!("’{at:02}"),
                amount: *amount,
                has_gap: gaps.contains(&at),
            })
            .collect(),
        peak: Some(Peak {
            bar,
            words: format!("{most} plays"),
        }),
        edges: Some((edge("First play", "12 November 2013"), edge("Last play", "9 July 2026"))),
        counts: Vec::new(),
        list: None,
        footer: String::new(),
        ground: Ground::BRASS,
    }
}

/// The shapes that were drawn: x, y, width and height, and whether hatched.
fn rects(poster: &Poster) -> Vec<([f64; 4], bool)> {
    let svg = drawn(poster);
    let (_, body) = svg.split_once("<g ").unwrap();
    let number = |rect: &str, name: &str| -> f64 {
        let (_, from) = rect.split_once(&format!("{name}=\"")).unwrap();
        from.split('"').next().unwrap().parse().unwrap()
    };
    let rects = body
        .split("<rect ")
        .skip(1)
        .map(|rest| rest.split("/>").next().unwrap());
    rects
        .map(|rect| {
            (
                ["x", "y", " width", " height"].map(|name| number(&format!(" {rect}"), name)),
                rect.contains("url(#hatch)"),
            )
        })
        .collect()
}

fn drawn(poster: &Poster) -> String {
    let fonts = Fonts::for_texts(std::iter::empty());
    let (mut canvas, ruler) = (Canvas::new(fonts), Ruler::new(fonts));
    draw(&mut canvas, &ruler, poster, &FRAME);
    canvas.svg((1080, 1350), Ground::BRASS)
}

#[test]
fn a_bar_is_as_high_as_its_amount_says() {
    let amounts = [10, 40, 0, 60, 214, 20, 30, 25, 12, 20];
    let poster = poster(&amounts, &[]);
    let bars: Vec<[f64; 4]> = rects(&poster).into_iter().map(|(rect, _)| rect).collect();
    let (axis, bars) = bars.split_last().unwrap();
    assert_eq!(bars.len(), 9, "none for zero");
    let amounts = amounts.iter().filter(|amount| **amount > 0);
    for ([_, y, _, height], amount) in bars.iter().zip(amounts) {
        assert!((y + height - axis[1]).abs() < 0.02, "all stand on the axis");
        let expected = *amount as f64 / 214.0 * (876.0 - 644.0 - 36.0);
        assert!((height - expected).abs() < 0.02, "{amount} is {height} high");
    }
}

#[test]
fn what_has_a_gap_is_hatched_below_its_bar_and_nothing_else_is() {
    let poster = poster(&[10, 40, 0, 60, 214, 20], &[1, 2]);
    let rects = rects(&poster);
    let hatched: Vec<f64> = rects
        .iter()
        .filter(|(_, hatched)| *hatched)
        .map(|(rect, _)| rect[0])
        .collect();
    // (960 + 6) / 6 from one bar to the next.
    assert_eq!(hatched, [221.0, 382.0]);
    assert!(
        rects
            .iter()
            .filter(|(_, hatched)| *hatched)
            .all(|(rect, _)| rect[1] > 900.0)
    );
}

#[test]
fn the_ends_stand_over_low_bars_and_below_the_axis_else() {
    let axis = |amounts: &[u64]| {
        let rects = rects(&poster(amounts, &[]));
        rects.last().unwrap().0[1]
    };
    assert_eq!(axis(&[9, 30, 40, 58, 41, 77, 183, 214, 61, 42, 77, 50, 33]), 876.0);
    assert_eq!(
        axis(&[214, 30, 40, 58, 41, 77, 183, 20, 61, 42, 77, 50, 33]),
        836.0,
        "the first is high"
    );
    assert_eq!(
        axis(&[9, 214, 40, 58, 41, 77, 183, 20, 61, 42, 77, 50, 33]),
        836.0,
        "the second is under the words"
    );
    assert_eq!(axis(&[9, 30]), 836.0, "no room for both");
    assert_eq!(
        axis(&[0, 30, 40, 58, 41, 77, 183, 214, 61, 42, 77, 50, 33]),
        836.0,
        "no bar to point at"
    );
}

#[test]
fn the_number_stands_before_the_arm_or_behind_its_bend() {
    let x_of_words = |amounts: &[u64]| -> f64 {
        let svg = drawn(&poster(amounts, &[]));
        let (before, _) = svg.split_once(">214 plays").unwrap();
        let (_, text) = before.rsplit_once("<text x=\"").unwrap();
        text.split('"').next().unwrap().parse().unwrap()
    };
    assert!(x_of_words(&[214, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) > 100.0);
    let middle = 60.0 + 966.0 / 12.0 * 5.5;
    assert!(x_of_words(&[1, 1, 1, 1, 1, 214, 1, 1, 1, 1, 1, 1]) < middle);
}

#[test]
fn too_many_labels_are_thinned_out() {
    let labels = |count: usize| drawn(&poster(&vec![1; count], &[])).matches(">’").count();
    assert_eq!(labels(12), 12);
    assert!(labels(60) <= 30, "{}", labels(60));
}
