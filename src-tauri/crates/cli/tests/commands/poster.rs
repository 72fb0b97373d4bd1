//! `poster` writes a picture where it is told to, and nothing where it can't.

use std::{fs, path::Path};

use serde_json::json;

use crate::sandbox::{Sandbox, row};

/// Width and height of a PNG.
fn png_size(path: &Path) -> (u32, u32) {
    let bytes = fs::read(path).unwrap();
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn an_artist_an_album_a_track_and_a_year_are_drawn() {
    let sandbox = Sandbox::with_history();
    for (about, name) in [
        ("artist", "Bicep"),
        ("album", "Isles"),
        ("track", "Glue"),
        ("year", "2024"),
    ] {
        let file = format!("{about}.png");
        let answer = sandbox.json(&["poster", about, name, "--to", &file]);
        assert_eq!(
            answer,
            json!({
                "about": about, "name": name, "path": file, "format": "png", "shape": "portrait", "width": 1080,
                "height": 1350,
            })
        );
        assert_eq!(png_size(&sandbox.path(&file)), (1080, 1350));
    }
}

#[test]
fn a_wide_one_is_as_large_as_a_screen_and_an_svg_is_said_by_its_ending() {
    let sandbox = Sandbox::with_history();
    sandbox.json(&["poster", "artist", "bicep", "--shape", "wide", "--to", "wide.png"]);
    assert_eq!(png_size(&sandbox.path("wide.png")), (1920, 1080));
    let answer = sandbox.json(&["poster", "artist", "Bicep", "--shape", "wide", "--to", "wide.SVG"]);
    assert_eq!(answer["format"], "svg");
    let svg = fs::read_to_string(sandbox.path("wide.SVG")).unwrap();
    assert!(
        svg.starts_with("<svg") && svg.contains("width=\"1920\""),
        "{}",
        &svg[..200]
    );
    assert!(
        svg.contains("<title>Bicep. You discovered them on a "),
        "{}",
        &svg[..400]
    );
    assert_eq!(
        sandbox.error(&["poster", "artist", "Bicep", "--to", "wide.jpg"]).0,
        "usage"
    );
}

#[test]
fn without_a_name_the_file_is_called_after_what_is_on_it() {
    let sandbox = Sandbox::with_history();
    let said = sandbox.run(&["poster", "artist", "Four Tet"]);
    assert_eq!(
        said.out, "Drew Four Tet on 1080 x 1350 pixels: tonearm-Four Tet.png\n",
        "{said:?}"
    );
    assert_eq!(png_size(&sandbox.path("tonearm-Four Tet.png")), (1080, 1350));
}

#[test]
fn a_file_is_replaced_only_with_force_and_tonearms_own_never() {
    let sandbox = Sandbox::with_history();
    sandbox.write("poster.png", b"somebody's");
    let poster = ["poster", "year", "2024", "--to", "poster.png"];
    assert_eq!(sandbox.error(&poster), ("already_there".to_owned(), 1));
    assert_eq!(fs::read(sandbox.path("poster.png")).unwrap(), b"somebody's");
    sandbox.json(&[&poster[..], &["--force"]].concat());
    assert_eq!(png_size(&sandbox.path("poster.png")), (1080, 1350));
    fs::create_dir(sandbox.path("folder.png")).unwrap();
    let folder = sandbox.error(&["poster", "year", "2024", "--to", "folder.png", "--force"]);
    assert_eq!(folder.0, "is_a_folder");
    fs::create_dir_all(sandbox.path("data/backups")).unwrap();
    let own = sandbox.error(&["poster", "year", "2024", "--to", "data/backups/poster.png", "--force"]);
    assert_eq!(own.0, "belongs_to_tonearm");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let sandbox = Sandbox::with_history();
    let said = sandbox.run(&["poster", "year", "2024", "--to", "nowhere/poster.png"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("there is no such folder"), "{said:?}");
}

#[test]
fn of_several_with_one_name_the_listener_chooses() {
    let sandbox = Sandbox::new();
    let rows = [
        row("2024-05-01T10:00:00Z", 200, "Bicep", "Glue", "Opal"),
        row("2024-05-02T10:00:00Z", 200, "Fabolous", "Glue", "Young"),
        row("2024-05-03T10:00:00Z", 200, "Fabolous", "Glue", "Young"),
    ];
    sandbox.export("history.json", &rows);
    sandbox.json(&["import", "history.json"]);
    let said = sandbox.run(&["poster", "album", "glue"]);
    assert_eq!(
        said.err,
        "error: Several albums are called “glue”. Say which:\n  tonearm:album:Fabolous:Glue  Glue by Fabolous, 2 plays\n  \
         tonearm:album:Bicep:Glue  Glue by Bicep, 1 play\n"
    );
    assert_eq!(sandbox.error(&["poster", "album", "Glue"]).0, "ambiguous");
    sandbox.json(&["poster", "album", "tonearm:album:Bicep:Glue", "--to", "glue.png"]);
    let nobody = sandbox.run(&["poster", "artist", "Nobody at all"]);
    assert!(nobody.err.contains("No artist in the archive is called"), "{nobody:?}");
}

#[test]
fn where_nothing_counts_the_next_step_is_told() {
    let sandbox = Sandbox::with_history();
    let year = sandbox.run(&["poster", "year", "2011"]);
    assert_eq!(
        year.err,
        "error: No play counts in 2011. The archive has plays from 2023 to 2024.\n"
    );
    assert_eq!(sandbox.error(&["poster", "year", "MMXI"]).0, "usage");
    sandbox.json(&["hide", "artist", "Bicep"]);
    let hidden = sandbox.run(&["poster", "artist", "Bicep"]);
    assert!(
        hidden.err.contains("Bicep is hidden") && hidden.err.contains("--with-hidden"),
        "{hidden:?}"
    );
    sandbox.json(&["poster", "artist", "Bicep", "--with-hidden"]);
    let empty = Sandbox::new();
    assert!(
        empty
            .run(&["poster", "year", "2011"])
            .err
            .contains("tonearm-cli import")
    );
    assert!(
        empty
            .run(&["poster", "artist", "Bicep"])
            .err
            .contains("tonearm-cli import")
    );
}
