//! From the library's values to the page's, and back, one file for each part of the screens.
//! Only renames and converts: asks nobody, decides nothing, and knows neither the app's state nor the window.

pub(crate) mod archive;
pub(crate) mod detail;
pub(crate) mod entity;
pub(crate) mod explore_answer;
pub(crate) mod explore_question;
pub(crate) mod filter;
pub(crate) mod genres;
pub(crate) mod hidden;
pub(crate) mod import;
pub(crate) mod machines;
pub(crate) mod playlist;
pub(crate) mod plays;
pub(crate) mod poster;
pub(crate) mod quick_view;
pub(crate) mod recount;
pub(crate) mod settings;
pub(crate) mod spotify_page;
pub(crate) mod status;
pub(crate) mod top;
pub(crate) mod track;
pub(crate) mod why;
