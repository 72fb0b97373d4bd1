//! Paths in docs/ARCHITECTURE.md and docs/security.md exist, and each of the ten questions of the first is answered by one.
//! A path is what stands in backticks, has a slash and names a place in the repository, from its root.

use std::path::Path;

use tonearm_tests::failure::Outcome;

use super::root;

const QUESTIONS: usize = 10;

/// What stands in backticks on one line.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Addresses, commands and the like have a slash, too.
fn is_path(words: &str) -> bool {
    words.contains('/') && !words.contains("://") && !words.contains(char::is_whitespace)
}

/// One sentence for each path that does not exist.
fn missing(text: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    (1..)
        .zip(text.lines())
        .flat_map(|(number, line)| quoted(line).map(move |words| (number, words)))
        .filter(|(_, words)| is_path(words) && !exists(words))
        .map(|(number, words)| format!("line {number}: there is no {words}"))
        .collect()
}

/// The questions, each with the paths that answer it: `- Where is …? \`path\``.
fn questions(text: &str) -> Vec<(&str, Vec<&str>)> {
    let asked = text.lines().filter_map(|line| line.strip_prefix("- ")?.split_once('?'));
    asked
        .map(|(question, answer)| (question, quoted(answer).filter(|words| is_path(words)).collect()))
        .collect()
}

/// One sentence for each question without exactly one path, and one if they are not ten.
fn unanswered(text: &str) -> Vec<String> {
    let questions = questions(text);
    let mut found: Vec<_> = questions
        .iter()
        .filter(|(_, paths)| paths.len() != 1)
        .map(|(question, paths)| format!("{question}? is answered by {} paths", paths.len()))
        .collect();
    if questions.len() != QUESTIONS {
        found.push(format!("{} questions are answered, not {QUESTIONS}", questions.len()));
    }
    found
}

fn architecture(root: &Path) -> Outcome<String> {
    Ok(std::fs::read_to_string(root.join("docs/ARCHITECTURE.md"))?)
}

#[test]
fn every_path_in_the_pages_exists() -> Outcome {
    let root = root()?;
    for page in ["docs/ARCHITECTURE.md", "docs/security.md"] {
        let text = std::fs::read_to_string(root.join(page))?;
        let missing = missing(&text, |path| root.join(path).exists());
        assert_eq!(missing, Vec::<String>::new(), "{page}");
    }
    Ok(())
}

/// The rows of the page's tables of promises.
fn promises(text: &str) -> impl Iterator<Item = &str> {
    let tables = text.split("| promise | how | shown by |").skip(1);
    tables.flat_map(|table| table.lines().skip(2).take_while(|line| line.starts_with('|')))
}

#[test]
fn every_promise_of_the_security_page_is_shown_by_a_file_with_tests() -> Outcome {
    let root = root()?;
    let text = std::fs::read_to_string(root.join("docs/security.md"))?;
    assert!(promises(&text).count() > 15, "the tables are found");
    for promise in promises(&text) {
        let shown_by = promise.trim_end_matches('|').rsplit('|').next().unwrap_or_default();
        let files: Vec<_> = quoted(shown_by).filter(|words| is_path(words)).collect();
        assert!(!files.is_empty(), "{promise}");
        for file in files {
            let code = std::fs::read_to_string(root.join(file))?;
            assert!(
                code.contains("#[test]") || code.contains("#[tokio::test]") || code.contains("proptest!"),
                "{file}"
            );
        }
    }
    Ok(())
}

#[test]
fn ten_questions_are_answered_by_one_path_each() -> Outcome {
    assert_eq!(unanswered(&architecture(&root()?)?), Vec::<String>::new());
    Ok(())
}

#[test]
fn a_path_that_is_gone_is_found() {
    let text =
        "The rule is in `plays/rule.rs`,\nsee `plays/gone.rs`, `tonearm://callback`, `cargo run a/b` and `word`.";
    let missing = missing(text, |path| path == "plays/rule.rs");
    assert_eq!(missing, ["line 2: there is no plays/gone.rs"]);
}

#[test]
fn a_question_needs_one_path() {
    let nine = "- Where is it? `a/b.rs`\n".repeat(9);
    assert_eq!(
        unanswered(&format!("{nine}- And this? `c/d.rs`\n")),
        Vec::<String>::new()
    );
    assert_eq!(
        unanswered(&format!("{nine}- And this? nowhere\n")),
        ["And this? is answered by 0 paths"]
    );
    assert_eq!(unanswered(&nine), ["9 questions are answered, not 10"]);
}
