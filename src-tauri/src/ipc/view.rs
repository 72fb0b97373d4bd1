//! Everything the UI ever sees, one file for each part of the screens. `ui/src` has the same types, generated.
//! Times are whole seconds since 1970 (UTC); the UI turns them into the listener's own days and hours.
//! No type here holds a token, or anything a token could hide in. None knows the shell: `ipc::convert` fills them.

pub(crate) mod archive;
pub(crate) mod detail;
pub(crate) mod explore;
pub(crate) mod filter;
pub(crate) mod gap;
pub(crate) mod genres;
pub(crate) mod hidden;
pub(crate) mod import;
pub(crate) mod machines;
pub(crate) mod page;
pub(crate) mod play_key;
pub(crate) mod playlist;
pub(crate) mod plays;
pub(crate) mod poster;
pub(crate) mod quick_view;
pub(crate) mod range;
pub(crate) mod recount;
pub(crate) mod remote_problem;
pub(crate) mod settings;
pub(crate) mod status;
pub(crate) mod top;
pub(crate) mod track;
pub(crate) mod web_page;
pub(crate) mod why;

pub(crate) use archive::*;
pub(crate) use detail::*;
pub(crate) use explore::*;
pub(crate) use filter::*;
pub(crate) use gap::*;
pub(crate) use genres::*;
pub(crate) use hidden::*;
pub(crate) use import::*;
pub(crate) use machines::*;
pub(crate) use page::*;
pub(crate) use play_key::*;
pub(crate) use playlist::*;
pub(crate) use plays::*;
pub(crate) use poster::*;
pub(crate) use quick_view::*;
pub(crate) use range::*;
pub(crate) use recount::*;
pub(crate) use remote_problem::*;
pub(crate) use settings::*;
pub(crate) use status::*;
pub(crate) use top::*;
pub(crate) use track::*;
pub(crate) use web_page::*;
pub(crate) use why::*;
