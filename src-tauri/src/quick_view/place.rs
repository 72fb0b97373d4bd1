//! Where the quick view goes: beside the icon that was clicked, and never over the edge. Pure; all numbers are physical pixels.

/// A part of the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Between the window and the edges around it.
const MARGIN: f64 = 8.0;

/// The top left corner of a window of this size that belongs to an icon at `at`. `free` is what panels leave of the screen.
pub(super) fn corner(at: (f64, f64), (width, height): (f64, f64), free: Area) -> (f64, f64) {
    let (x, y) = at;
    let below = y < free.top + free.height / 2.0;
    let top = if below { y + MARGIN } else { y - MARGIN - height };
    (
        within(x - width / 2.0, width, (free.left, free.width)),
        within(top, height, (free.top, free.height)),
    )
}

/// The nearest place in a stretch of the screen. What is longer than the stretch begins with it.
fn within(at: f64, length: f64, (from, room): (f64, f64)) -> f64 {
    let last = from + room - length - MARGIN;
    at.min(last).max(from + MARGIN.min((room - length).max(0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: (f64, f64) = (360.0, 580.0);
    /// A panel of 40 pixels on top.
    const SCREEN: Area = Area {
        left: 0.0,
        top: 40.0,
        width: 1920.0,
        height: 1040.0,
    };

    #[test]
    fn below_a_panel_on_top_and_above_one_at_the_bottom() {
        assert_eq!(corner((900.0, 20.0), SIZE, SCREEN), (720.0, 48.0));
        let bottom = Area { top: 0.0, ..SCREEN };
        assert_eq!(corner((900.0, 1060.0), SIZE, bottom), (720.0, 452.0));
    }

    #[test]
    fn in_a_corner_it_stays_on_the_screen() {
        assert_eq!(corner((1915.0, 5.0), SIZE, SCREEN), (1552.0, 48.0));
        assert_eq!(corner((2.0, 1079.0), SIZE, SCREEN), (8.0, 491.0));
    }

    #[test]
    fn on_a_second_screen_it_stays_on_that_one() {
        let right = Area { left: 1920.0, ..SCREEN };
        assert_eq!(corner((1930.0, 20.0), SIZE, right), (1928.0, 48.0));
    }

    #[test]
    fn a_screen_that_is_too_small_shows_its_beginning() {
        let small = Area {
            width: 300.0,
            height: 400.0,
            ..SCREEN
        };
        assert_eq!(corner((150.0, 20.0), SIZE, small), (0.0, 40.0));
    }
}
