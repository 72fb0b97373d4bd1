//! Keys that have no letter, with the codes that WebDriver gives them.
#![allow(missing_docs, reason = "the names are those on the keys")]

pub const BACKSPACE: &str = "\u{e003}";
pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";
/// Held down until it is sent again.
pub const SHIFT: &str = "\u{e008}";
/// Held down until it is sent again.
pub const CONTROL: &str = "\u{e009}";
pub const ESCAPE: &str = "\u{e00c}";
pub const HOME: &str = "\u{e011}";
pub const LEFT: &str = "\u{e012}";
pub const RIGHT: &str = "\u{e014}";
pub const DOWN: &str = "\u{e015}";
