//! Numbers of things in sentences, as the window writes them: `1,234 plays`.

/// `1234567` becomes `1,234,567`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 play`, `2 plays`.
pub fn several(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plays_are_counted_as_everywhere_in_the_window() {
        let plays = |number| several(number, "play", "plays");
        assert_eq!(plays(0), "0 plays");
        assert_eq!(plays(1), "1 play");
        assert_eq!(plays(999), "999 plays");
        assert_eq!(plays(1_000), "1,000 plays");
        assert_eq!(plays(1_234_567), "1,234,567 plays");
    }
}
