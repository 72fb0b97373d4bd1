//! What the app and the command line both need from the computer they run on: the data folder, the environment, the
//! keychain entry, the page for the browser's way back, the settings file, and a library put together from all that; and how
//! both write numbers.
//! Knows neither Tauri nor a terminal. Both programs use the same files and the same sign-in because both ask here.

pub mod core_dumps;
mod environment;
mod folders;
mod genre_services;
mod keychain_grant;
pub mod private_data;
mod profile;
mod redirect;
mod remotes;
mod settings;
pub mod settings_file;

pub use environment::{Environment, zone};
pub use folders::{Folders, IDENTIFIER};
pub use genre_services::{GenreChoices, NoGenreClient, genre_client, listenbrainz_token};
pub use keychain_grant::{is_withdrawn, kept_grant};
pub use profile::{News, Parts, ProfileStore, open_library};
pub use redirect::{Arrival, LOOPBACK_PORT, Listening, Loopback};
pub use remotes::{machine_name, open_remote, prepare_remote, remote_password, set_up_remote};
pub use settings::{AppSettings, Choices, Notifications, Notified, RedirectChoice, Rule, Theme, key};
