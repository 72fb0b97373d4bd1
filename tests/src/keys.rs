//! Keys that have no letter, as WebDriver has them.

/// Takes back the letter before.
pub const BACKSPACE: &str = "\u{e003}";
/// On to the next that can be reached.
pub const TAB: &str = "\u{e004}";
/// Presses.
pub const ENTER: &str = "\u{e007}";
/// Held until it comes again.
pub const SHIFT: &str = "\u{e008}";
/// Held until it comes again.
pub const CONTROL: &str = "\u{e009}";
/// Closes.
pub const ESCAPE: &str = "\u{e00c}";
/// To the first.
pub const HOME: &str = "\u{e011}";
/// An arrow.
pub const LEFT: &str = "\u{e012}";
/// An arrow.
pub const RIGHT: &str = "\u{e014}";
/// An arrow.
pub const DOWN: &str = "\u{e015}";
