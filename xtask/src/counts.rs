//! How many tests passed and failed, read from the output of test programs.

/// How many checks passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Counts {
    /// Adds the numbers of a summary line of Cargo or Vitest. Any other line adds nothing.
    pub(crate) fn read(&mut self, line: &str) {
        let plain = without_colours(line);
        let counts = match plain.trim_start() {
            line if line.starts_with("test result: ") => line,
            // Vitest counts files first, on a line that begins otherwise.
            line if line.starts_with("Tests  ") => line,
            _ => return,
        };
        self.passed += number_before(counts, " passed");
        self.failed += number_before(counts, " failed");
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The number before a word, or zero.
fn number_before(text: &str, word: &str) -> u32 {
    let Some((before, _)) = text.split_once(word) else {
        return 0;
    };
    before
        .rsplit(|letter: char| !letter.is_ascii_digit())
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

fn without_colours(line: &str) -> String {
    let mut plain = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, beyond)| beyond);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(lines: &[&str]) -> (u32, u32) {
        let mut counts = Counts::default();
        lines.iter().for_each(|line| counts.read(line));
        (counts.passed, counts.failed)
    }

    #[test]
    fn cargo_summaries_add_up() {
        let ok = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        let failed = "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(counts(&["running 12 tests", ok, failed]), (15, 2));
    }

    #[test]
    fn vitest_counts_tests_not_files() {
        let lines = [" Test Files  2 passed (2)", "      Tests  1 failed | 11 passed (12)"];
        assert_eq!(counts(&lines), (11, 1));
    }

    #[test]
    fn colours_do_not_hide_a_number() {
        assert_eq!(
            counts(&["\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m7 passed\u{1b}[39m\u{1b}[22m (7)"]),
            (7, 0)
        );
    }
}
