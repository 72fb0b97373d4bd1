//! The settings that version 0.1 wrote mean the same today, and would be written the same.

use std::{fs, path::PathBuf};

use host::{AppSettings, Choices, RedirectChoice, Theme, key};
use serde_json::Value;
use spotify::Pause;

fn path(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "../../../tests/fixtures/v0.1", name]
        .iter()
        .collect()
}

fn json(name: &str) -> Value {
    serde_json::from_slice(&fs::read(path(name)).unwrap()).unwrap()
}

#[test]
fn the_apps_choices_are_read_and_written_the_same() {
    let saved = json("tonearm.json")[key::SETTINGS].clone();
    let choices: Choices = serde_json::from_value(saved.clone()).unwrap();
    assert_eq!((choices.theme, choices.redirect), (Theme::Dark, None::<RedirectChoice>));
    assert_eq!(serde_json::to_value(choices).unwrap(), saved);
}

#[test]
fn the_command_line_reads_the_apps_settings() {
    let settings = AppSettings::read(&path("tonearm.json"));
    let client_id = settings.client_id.map(|id| id.to_string());
    assert_eq!(client_id.as_deref(), Some("d0c0ffee5eed4a11b1e55ed7ab1ec105"));
    assert!(settings.pause.is_none() && settings.disconnected_at.is_none());
}

#[test]
fn a_pause_is_read_and_written_the_same() {
    let saved = json("cli.json")["pause"].clone();
    let pause: Pause = serde_json::from_value(saved.clone()).unwrap();
    assert_eq!(serde_json::to_value(pause).unwrap(), saved);
}
