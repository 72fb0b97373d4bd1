//! docs/troubleshooting.md quotes Tonearm: every message in it is in the code, word for word.

use std::path::Path;

use tonearm_tests::failure::Outcome;

use super::{root, sizes};

const PAGE: &str = "docs/troubleshooting.md";

/// What stands in quotation marks in the first column of the tables.
fn messages(page: &str) -> Vec<&str> {
    let first_columns = page
        .lines()
        .filter_map(|line| line.strip_prefix("| \"")?.split_once("\" |"));
    first_columns.map(|(message, _)| message).collect()
}

/// Between "…", which stands for what differs.
fn pieces(message: &str) -> impl Iterator<Item = &str> {
    message.split('…').map(str::trim).filter(|piece| piece.len() > 1)
}

/// Texts as a reader sees them: in one line, however the source wraps them.
fn in_one_line(source: &str) -> String {
    let joined = source.replace("\\\n", "\n");
    joined.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether somebody can see texts of this file.
fn is_shown(path: &Path) -> bool {
    let path = path.to_string_lossy().replace('\\', "/");
    let is_test = ["/tests/", "/tests.rs", ".test.ts", "/xtask/", "/simulator/"]
        .iter()
        .any(|part| path.contains(part));
    !is_test && (path.contains("/src-tauri/") || path.contains("/ui/src/"))
}

/// One sentence for each message of which a piece is in no source.
fn unknown(page: &str, sources: &[String]) -> Vec<String> {
    let is_known = |piece: &str| sources.iter().any(|source| source.contains(piece));
    let missing = |message: &&str| !pieces(message).all(is_known);
    messages(page)
        .iter()
        .filter(|message| missing(message))
        .map(|message| format!("nothing says: {message}"))
        .collect()
}

#[test]
fn every_message_on_the_page_is_in_the_code() -> Outcome {
    let page = std::fs::read_to_string(root()?.join(PAGE))?;
    let mut sources = Vec::new();
    for (path, _) in sizes::all()?.into_iter().filter(|(path, _)| is_shown(path)) {
        sources.push(in_one_line(&std::fs::read_to_string(path)?));
    }
    assert!(messages(&page).len() > 40, "the tables are found");
    assert_eq!(unknown(&page, &sources), Vec::<String>::new());
    Ok(())
}

#[test]
fn every_headline_of_an_error_in_the_window_is_on_the_page() -> Outcome {
    let root = root()?;
    let page = std::fs::read_to_string(root.join(PAGE))?;
    let errors = std::fs::read_to_string(root.join("ui/src/words/errors.ts"))?;
    let missing: Vec<_> = headlines(&errors).filter(|headline| !page.contains(headline)).collect();
    // A button, or the sentence below, says all that there is to say.
    let complete = [
        "Top needs a sign-in",
        "You said no in the browser",
        "Spotify didn't accept the answer",
        "Spotify refused the sign-in",
        "Spotify has no page for this",
        "There is nothing to save",
        "There is nothing to draw",
        "Spotify would not take this name",
        "This cannot be imported",
        "This import is undone already",
        "The file was not written",
        "That server can't be asked",
    ];
    assert_eq!(missing, complete);
    Ok(())
}

/// The first text of each `problem(…)` and `list(…)`.
fn headlines(errors: &str) -> impl Iterator<Item = &str> {
    let calls = errors.split("problem(").flat_map(|part| part.split("list(")).skip(1);
    calls.filter_map(|call| {
        call.trim_start()
            .strip_prefix('"')?
            .split_once('"')
            .map(|(headline, _)| headline)
    })
}

#[test]
fn a_message_that_nothing_says_is_found() {
    let page =
        "| Tonearm says | what to do |\n|---|---|\n| \"It … broke\" | mend \"it\" |\n| \"All is well\" | go on |\n";
    let sources = [in_one_line("\"It \\\n     {name} broke\"")];
    assert_eq!(unknown(page, &sources), ["nothing says: All is well"]);
}
