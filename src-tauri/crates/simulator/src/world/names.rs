//! A grammar for names that sound like music and belong to nobody.

use super::words::*;
use crate::chance::Chance;

/// An artist's name.
pub(crate) fn artist(chance: &mut Chance) -> String {
    match chance.below(14) {
        0..=1 => format!("The {} {}", chance.pick(ADJECTIVES), chance.pick(THINGS)),
        2..=4 => format!("{} {}", chance.pick(FIRST_NAMES), chance.pick(LAST_NAMES)),
        5 => format!("{} & the {}", chance.pick(FIRST_NAMES), chance.pick(THINGS)),
        6..=7 => format!("{} {}", chance.pick(ADJECTIVES), chance.pick(NOUNS)),
        8 => format!("{} {}", chance.pick(PLACES), chance.pick(ENSEMBLES)),
        9 => format!("{} {}", chance.pick(LAST_NAMES), chance.pick(ENSEMBLES)),
        10 => format!("{} {}", chance.pick(NUMBERS), chance.pick(THINGS)),
        11 => format!("{} {}", chance.pick(NOUNS), chance.pick(NOUNS)),
        12 => chance.pick(COINED).to_owned(),
        _ => format!("{} {}", chance.pick(PLACES), chance.pick(THINGS)),
    }
}

/// An album's title.
pub(crate) fn album(chance: &mut Chance) -> String {
    match chance.below(10) {
        0..=1 => format!("{} {}", chance.pick(ADJECTIVES), chance.pick(NOUNS)),
        2 => format!("The {} of {}", chance.pick(NOUNS), chance.pick(PLACES)),
        3 => format!("{} {}", chance.pick(NUMBERS), chance.pick(THINGS)),
        4 => format!("{} for {}", chance.pick(THINGS), chance.pick(FIRST_NAMES)),
        5 => chance.pick(NOUNS).to_owned(),
        6 => format!("{} the {}", chance.pick(DOING), chance.pick(THINGS)),
        7 => format!("{}, {}", chance.pick(PLACES), chance.pick(MONTHS)),
        8 => format!("{} {}", capital(&one(chance.pick(ADJECTIVES))), chance.pick(NOUNS)),
        _ => format!("{} & {}", chance.pick(NOUNS), chance.pick(NOUNS)),
    }
}

/// A track's title, without the words that name guests or versions.
pub(crate) fn track(chance: &mut Chance) -> String {
    match chance.below(26) {
        0..=3 => format!("{} {}", chance.pick(ADJECTIVES), chance.pick(NOUNS)),
        4..=5 => format!("{} {}", chance.pick(NOUNS), chance.pick(NOUNS)),
        6 => format!(
            "{} With {} {}",
            chance.pick(NOUNS),
            chance.pick(NUMBERS),
            chance.pick(THINGS)
        ),
        7 => format!("{} Street {}", chance.pick(ORDINALS), chance.pick(NOUNS)),
        8 => format!("Half {}", one(chance.pick(NOUNS))),
        9 => format!(
            "{} {}, One {}",
            chance.pick(NUMBERS),
            chance.pick(THINGS),
            chance.pick(NOUNS)
        ),
        10 => format!("{}, Later", chance.pick(FIRST_NAMES)),
        11 => format!("{} in {}", chance.pick(MONTHS), chance.pick(PLACES)),
        12 => format!("{} {}", chance.pick(PLEAS), chance.pick(NOUNS)),
        13 => format!("{} the {}", chance.pick(DOING), chance.pick(NOUNS)),
        14 => format!("{} {}", chance.pick(DOING), chance.pick(FIRST_NAMES)),
        15 => format!("The {} {}", chance.pick(ORDINALS), chance.pick(NOUNS)),
        16 => format!("No More {}", chance.pick(THINGS)),
        17 => format!("{} to {}", chance.pick(NOUNS), chance.pick(PLACES)),
        18 => format!("{} for {}", capital(&one(chance.pick(NOUNS))), chance.pick(FIRST_NAMES)),
        19 => chance.pick(NOUNS).to_owned(),
        20 => chance.pick(PLACES).to_owned(),
        21 => format!("{} Under the {}", chance.pick(THINGS), chance.pick(NOUNS)),
        22 => format!("How to Fold {}", one(chance.pick(NOUNS))),
        23 => format!("{} O'Clock {}", chance.pick(NUMBERS), chance.pick(NOUNS)),
        24 => format!(
            "{} ({} {})",
            chance.pick(NOUNS),
            chance.pick(ADJECTIVES),
            chance.pick(NOUNS)
        ),
        _ => format!("{} and the {}", chance.pick(FIRST_NAMES), chance.pick(THINGS)),
    }
}

/// What a release adds to a title now and then: a version, a remix, a place it was played.
pub(crate) fn version(chance: &mut Chance) -> String {
    match chance.below(6) {
        0 => format!(" - Live in {}", chance.pick(PLACES)),
        1 => format!(" - {} Remix", chance.pick(LAST_NAMES)),
        2 => " (Interlude)".to_owned(),
        3 => format!(" - Remastered {}", chance.between(2009, 2024)),
        4 => ", Pt. 2".to_owned(),
        _ => " - Demo".to_owned(),
    }
}

/// A record label.
pub(super) fn label(chance: &mut Chance) -> String {
    chance.pick(LABELS).to_owned()
}

/// The word with the article it takes.
fn one(word: &str) -> String {
    let article = if word.starts_with(['A', 'E', 'I', 'O', 'U']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {word}")
}

fn capital(text: &str) -> String {
    text.replacen('a', "A", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_suit_their_words() {
        assert_eq!(one("Orchard"), "an Orchard");
        assert_eq!(capital(&one("Map")), "A Map");
    }
}
