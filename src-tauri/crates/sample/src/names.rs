//! A grammar for names that sound like music and belong to nobody.
//! Knows nothing of catalogues: it may give the same name twice.

// A word to a line would make a list of 500 lines.
#[rustfmt::skip]
pub mod scripts;
#[rustfmt::skip]
mod words;

use crate::Random;
use words::*;

/// An artist's name.
pub fn artist(random: &mut Random) -> String {
    match random.below(14) {
        0..=1 => format!("The {} {}", random.pick(ADJECTIVES), random.pick(THINGS)),
        2..=4 => format!("{} {}", random.pick(FIRST_NAMES), random.pick(LAST_NAMES)),
        5 => format!("{} & the {}", random.pick(FIRST_NAMES), random.pick(THINGS)),
        6..=7 => format!("{} {}", random.pick(ADJECTIVES), random.pick(NOUNS)),
        8 => format!("{} {}", random.pick(PLACES), random.pick(ENSEMBLES)),
        9 => format!("{} {}", random.pick(LAST_NAMES), random.pick(ENSEMBLES)),
        10 => format!("{} {}", random.pick(NUMBERS), random.pick(THINGS)),
        11 => format!("{} {}", random.pick(NOUNS), random.pick(NOUNS)),
        12 => random.pick(COINED).to_owned(),
        _ => format!("{} {}", random.pick(PLACES), random.pick(THINGS)),
    }
}

/// An album's title.
pub fn album(random: &mut Random) -> String {
    match random.below(10) {
        0..=1 => format!("{} {}", random.pick(ADJECTIVES), random.pick(NOUNS)),
        2 => format!("The {} of {}", random.pick(NOUNS), random.pick(PLACES)),
        3 => format!("{} {}", random.pick(NUMBERS), random.pick(THINGS)),
        4 => format!("{} for {}", random.pick(THINGS), random.pick(FIRST_NAMES)),
        5 => random.pick(NOUNS).to_owned(),
        6 => format!("{} the {}", random.pick(DOING), random.pick(THINGS)),
        7 => format!("{}, {}", random.pick(PLACES), random.pick(MONTHS)),
        8 => format!(
            "{} {}",
            capitalised(&with_article(random.pick(ADJECTIVES))),
            random.pick(NOUNS)
        ),
        _ => format!("{} & {}", random.pick(NOUNS), random.pick(NOUNS)),
    }
}

/// A track's title, without guests or versions.
pub fn track(random: &mut Random) -> String {
    match random.below(26) {
        0..=3 => format!("{} {}", random.pick(ADJECTIVES), random.pick(NOUNS)),
        4..=5 => format!("{} {}", random.pick(NOUNS), random.pick(NOUNS)),
        6 => format!(
            "{} With {} {}",
            random.pick(NOUNS),
            random.pick(NUMBERS),
            random.pick(THINGS)
        ),
        7 => format!("{} Street {}", random.pick(ORDINALS), random.pick(NOUNS)),
        8 => format!("Half {}", with_article(random.pick(NOUNS))),
        9 => format!(
            "{} {}, One {}",
            random.pick(NUMBERS),
            random.pick(THINGS),
            random.pick(NOUNS)
        ),
        10 => format!("{}, Later", random.pick(FIRST_NAMES)),
        11 => format!("{} in {}", random.pick(MONTHS), random.pick(PLACES)),
        12 => format!("{} {}", random.pick(PLEAS), random.pick(NOUNS)),
        13 => format!("{} the {}", random.pick(DOING), random.pick(NOUNS)),
        14 => format!("{} {}", random.pick(DOING), random.pick(FIRST_NAMES)),
        15 => format!("The {} {}", random.pick(ORDINALS), random.pick(NOUNS)),
        16 => format!("No More {}", random.pick(THINGS)),
        17 => format!("{} to {}", random.pick(NOUNS), random.pick(PLACES)),
        18 => format!(
            "{} for {}",
            capitalised(&with_article(random.pick(NOUNS))),
            random.pick(FIRST_NAMES)
        ),
        19 => random.pick(NOUNS).to_owned(),
        20 => random.pick(PLACES).to_owned(),
        21 => format!("{} Under the {}", random.pick(THINGS), random.pick(NOUNS)),
        22 => format!("How to Fold {}", with_article(random.pick(NOUNS))),
        23 => format!("{} O'Clock {}", random.pick(NUMBERS), random.pick(NOUNS)),
        24 => format!(
            "{} ({} {})",
            random.pick(NOUNS),
            random.pick(ADJECTIVES),
            random.pick(NOUNS)
        ),
        _ => format!("{} and the {}", random.pick(FIRST_NAMES), random.pick(THINGS)),
    }
}

/// What a release sometimes adds to a title: a version, a remix, or where it was recorded.
pub fn version(random: &mut Random) -> String {
    match random.below(6) {
        0 => format!(" - Live in {}", random.pick(PLACES)),
        1 => format!(" - {} Remix", random.pick(LAST_NAMES)),
        2 => " (Interlude)".to_owned(),
        3 => format!(" - Remastered {}", random.between(2009, 2024)),
        4 => ", Pt. 2".to_owned(),
        _ => " - Demo".to_owned(),
    }
}

fn with_article(word: &str) -> String {
    let article = if word.starts_with(['A', 'E', 'I', 'O', 'U']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {word}")
}

fn capitalised(text: &str) -> String {
    text.replacen('a', "A", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_suit_their_words() {
        assert_eq!(with_article("Orchard"), "an Orchard");
        assert_eq!(capitalised(&with_article("Map")), "A Map");
    }
}
