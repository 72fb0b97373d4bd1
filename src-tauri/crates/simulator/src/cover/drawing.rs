//! What covers show: a background and a few plain shapes, composed at random. Does not know how they become pixels.

use sample::Random;

pub(super) type Colour = [u8; 3];

const PALETTE: [Colour; 8] = [
    [0xB9, 0xB0, 0x8F],
    [0xD9, 0xA1, 0x3B],
    [0x8C, 0x3A, 0x4A],
    [0xE8, 0xDC, 0xC4],
    [0x1F, 0x3F, 0x52],
    [0x2A, 0x21, 0x1B],
    [0xC4, 0x47, 0x2B],
    [0x7C, 0x93, 0xA6],
];

/// The picture is a square from 0 to 1 in both directions.
pub(super) enum Shape {
    Disc {
        x: f64,
        y: f64,
        radius: f64,
    },
    /// The part of a disc on one side of a line through its centre.
    HalfDisc {
        x: f64,
        y: f64,
        radius: f64,
        across: f64,
        down: f64,
    },
    Block {
        left: f64,
        top: f64,
        right: f64,
        bottom: f64,
    },
    /// Everything on one side of a line through the point.
    Side {
        x: f64,
        y: f64,
        across: f64,
        down: f64,
    },
    Wave {
        y: f64,
        height: f64,
        swing: f64,
        turns: f64,
        shift: f64,
    },
}

impl Shape {
    /// How far a point is outside the shape; negative if it is inside.
    pub(super) fn distance(&self, px: f64, py: f64) -> f64 {
        match *self {
            Self::Disc { x, y, radius } => (px - x).hypot(py - y) - radius,
            Self::HalfDisc {
                x,
                y,
                radius,
                across,
                down,
            } => ((px - x).hypot(py - y) - radius).max((px - x) * across + (py - y) * down),
            Self::Block {
                left,
                top,
                right,
                bottom,
            } => (left - px).max(px - right).max(top - py).max(py - bottom),
            Self::Side { x, y, across, down } => (px - x) * across + (py - y) * down,
            Self::Wave {
                y,
                height,
                swing,
                turns,
                shift,
            } => (py - y - swing * (px * turns * std::f64::consts::TAU + shift).sin()).abs() - height / 2.0,
        }
    }
}

/// A picture before it has a size.
pub(super) struct Drawing {
    pub(super) background: Colour,
    /// Later shapes cover earlier ones.
    pub(super) shapes: Vec<(Shape, Colour)>,
}

/// A random picture.
pub(super) fn random_drawing(random: &mut Random) -> Drawing {
    let mut colours = PALETTE;
    for at in (1..colours.len()).rev() {
        colours.swap(at, random.below(at + 1));
    }
    let [background, first, second, third, ..] = colours;
    let shapes = match random.below(8) {
        0 => half_discs(random, first, second),
        1 => waves(random, &colours[1..3]),
        2 => stripes(random, &colours[1..4]),
        3 => vec![
            (
                Shape::Block {
                    left: 0.12,
                    top: 0.12,
                    right: 0.5,
                    bottom: 0.88,
                },
                first,
            ),
            (
                Shape::Block {
                    left: 0.56,
                    top: 0.12,
                    right: 0.88,
                    bottom: 0.12 + 0.2 + random.fraction() * 0.2,
                },
                second,
            ),
            (
                Shape::Block {
                    left: 0.56,
                    top: 0.62,
                    right: 0.88,
                    bottom: 0.88,
                },
                third,
            ),
        ],
        4 => dots(random, first, second),
        5 => {
            let lean = if random.percent(50) { 0.707 } else { -0.707 };
            let (x, y) = (0.28 + random.fraction() * 0.1, 0.3);
            vec![
                (
                    Shape::Side {
                        x: 0.5,
                        y: 0.5,
                        across: lean,
                        down: 0.707,
                    },
                    first,
                ),
                (Shape::Disc { x, y, radius: 0.15 }, second),
            ]
        }
        6 => vec![
            (
                Shape::Disc {
                    x: 0.5,
                    y: 1.05,
                    radius: 0.5 + random.fraction() * 0.2,
                },
                first,
            ),
            (
                Shape::Block {
                    left: 0.0,
                    top: 0.2,
                    right: 1.0,
                    bottom: 0.24,
                },
                second,
            ),
        ],
        _ => {
            let reach = 0.2 + random.fraction() * 0.25;
            vec![
                (
                    Shape::Block {
                        left: 0.0,
                        top: 0.62,
                        right: 1.0,
                        bottom: 1.0,
                    },
                    first,
                ),
                (
                    Shape::Block {
                        left: 0.6,
                        top: reach,
                        right: 0.78,
                        bottom: 0.8,
                    },
                    second,
                ),
                (
                    Shape::Disc {
                        x: 0.3,
                        y: 0.36,
                        radius: 0.14,
                    },
                    third,
                ),
            ]
        }
    };
    Drawing { background, shapes }
}

fn half_discs(random: &mut Random, first: Colour, second: Colour) -> Vec<(Shape, Colour)> {
    let side = if random.percent(50) { 1.0 } else { -1.0 };
    let upright = random.percent(50);
    let (across, down) = if upright { (side, 0.0) } else { (0.0, side) };
    let radius = 0.3 + random.fraction() * 0.1;
    vec![
        (
            Shape::HalfDisc {
                x: 0.5,
                y: 0.5,
                radius,
                across,
                down,
            },
            first,
        ),
        (
            Shape::HalfDisc {
                x: 0.5,
                y: 0.5,
                radius,
                across: -across,
                down: -down,
            },
            second,
        ),
        (
            Shape::HalfDisc {
                x: 0.5,
                y: 0.5,
                radius: radius * 0.45,
                across,
                down,
            },
            second,
        ),
    ]
}

fn waves(random: &mut Random, colours: &[Colour]) -> Vec<(Shape, Colour)> {
    let turns = 1.0 + random.fraction() * 1.5;
    let shift = random.fraction() * 6.0;
    let count = 4 + random.below(3);
    (0..count)
        .map(|at| {
            let y = (at as f64 + 0.7) / (count as f64 + 0.4);
            (
                Shape::Wave {
                    y,
                    height: 0.05,
                    swing: 0.045,
                    turns,
                    shift,
                },
                colours[at % colours.len()],
            )
        })
        .collect()
}

fn stripes(random: &mut Random, colours: &[Colour]) -> Vec<(Shape, Colour)> {
    let count = 5 + random.below(4);
    let width = 0.8 / count as f64;
    (0..count)
        .map(|at| {
            let left = 0.1 + at as f64 * width;
            let top = 0.15 + random.fraction() * 0.4;
            (
                Shape::Block {
                    left,
                    top,
                    right: left + width * 0.6,
                    bottom: 1.0,
                },
                colours[random.below(colours.len())],
            )
        })
        .collect()
}

fn dots(random: &mut Random, first: Colour, second: Colour) -> Vec<(Shape, Colour)> {
    let odd = random.below(9);
    let middle = |place: usize| 0.2 + place as f64 * 0.3;
    (0..9)
        .map(|at| {
            let radius = if at == odd { 0.13 } else { 0.09 };
            (
                Shape::Disc {
                    x: middle(at % 3),
                    y: middle(at / 3),
                    radius,
                },
                if at == odd { second } else { first },
            )
        })
        .collect()
}
