use super::*;
use crate::musicbrainz::Found;

fn mbid(number: usize) -> Mbid {
    format!("00000000-0000-4000-8000-{number:012}").parse().unwrap()
}

fn found(number: usize, name: &str) -> Found {
    Found {
        mbid: mbid(number),
        names: vec![fold(name)],
    }
}

/// For a listener who knows five songs. Artist 7 has the name as an alias.
fn crowd() -> Crowd {
    let others = ["Polly", "Polly - Live", "Dumb", "Sappy", "Verse"].map(str::to_owned);
    let titles = KnownTitles::new("Lithium", &others).unwrap();
    let namesakes = Namesakes {
        found: vec![found(1, "Nirvana"), found(7, "Seven")],
        are_all: false,
    };
    Crowd::new(1, "Nirvana".to_owned(), titles, &namesakes).unwrap()
}

/// The same for the same artist and title.
fn id(number: usize, title: &str) -> Uuid {
    let letters = title.bytes().fold(7, |sum: u64, letter| sum * 31 + u64::from(letter));
    Uuid::from_u64_pair(number as u64, letters)
}

/// Recordings by the artists of these numbers and names.
fn page(count: usize, recorded: &[(usize, &str, &str)]) -> Page<Recording> {
    let hits = recorded.iter().map(|(number, name, title)| Recording {
        id: id(*number, title),
        title: fold(title),
        length_ms: None,
        artists: vec![found(*number, name)],
    });
    Page {
        count,
        hits: hits.collect(),
    }
}

fn outcome(recorded: &[(usize, &str, &str)]) -> Outcome {
    crowd()
        .take(page(recorded.len(), recorded))
        .break_value()
        .unwrap()
        .outcome
}

fn songs<'a>(number: usize, name: &'a str, titles: &[&'a str]) -> Vec<(usize, &'a str, &'a str)> {
    titles.iter().map(|title| (number, name, *title)).collect()
}

fn identified(number: usize) -> Outcome {
    Outcome::Identified { mbid: mbid(number) }
}

#[test]
fn of_many_the_one_with_three_songs_is_meant_if_there_is_no_second() {
    let three = ["Polly", "Dumb", "Sappy"];
    let one = songs(3, "NIRVANA", &three);
    let others = songs(4, "Nirvana", &["Lithium", "Verse", "Jam"]);
    let both = [one, others].concat();
    assert_eq!(outcome(&both), identified(3));
    let second = songs(4, "Nirvana", &["Polly"]);
    assert_eq!(outcome(&[both, second].concat()), Outcome::Undecided);
    let versions = ["Polly", "Polly - Live", "Dumb"];
    assert_eq!(outcome(&songs(3, "Nirvana", &versions)), Outcome::Undecided);
}

#[test]
fn who_bears_another_name_is_not_meant_but_one_of_that_alias_may_be() {
    let three = ["Polly", "Dumb", "Sappy"];
    assert_eq!(outcome(&songs(3, "Nirvana Tribute", &three)), Outcome::Undecided);
    assert_eq!(outcome(&songs(7, "Seven", &three)), identified(7));
}

#[test]
fn recordings_are_read_to_their_end_before_anybody_is_certain() {
    let three = songs(3, "Nirvana", &["Polly", "Dumb", "Sappy"]);
    let ControlFlow::Continue(next) = crowd().take(page(6, &three)) else {
        panic!("decided by half a list")
    };
    assert_eq!(next.offset(), 3);
    let second = songs(4, "Nirvana", &["Polly", "Dumb", "Sappy"]);
    assert_eq!(
        next.take(page(6, &second)).break_value().unwrap().outcome,
        Outcome::Undecided
    );

    for (rest, expected) in [
        (songs(4, "Nirvana", &["Jam"]), identified(3)),
        (songs(3, "Nirvana", &["Polly"]), Outcome::Undecided),
        (Vec::new(), Outcome::Undecided),
    ] {
        let next = crowd().take(page(4, &three)).continue_value().unwrap();
        assert_eq!(
            next.take(page(4, &rest)).break_value().unwrap().outcome,
            expected,
            "{rest:?}"
        );
    }
}

#[test]
fn four_pages_are_read_and_not_five() {
    let three = songs(3, "Nirvana", &["Polly", "Dumb", "Sappy"]);
    assert!(crowd().take(page(3 + 3 * PAGE, &three)).is_continue());
    let cut = crowd().take(page(4 + 3 * PAGE, &three)).break_value().unwrap();
    assert_eq!(cut.outcome, Outcome::Undecided);
}

#[test]
fn a_crowd_of_aliases_is_not_asked_about() {
    let titles = || KnownTitles::new("Lithium", &["Polly".to_owned()]).unwrap();
    for (aliases, is_asked) in [(MOST_BY_ALIAS, true), (MOST_BY_ALIAS + 1, false)] {
        let namesakes = Namesakes {
            found: (0..aliases).map(|number| found(number, "Seven")).collect(),
            are_all: true,
        };
        let crowd = Crowd::new(1, "Nirvana".to_owned(), titles(), &namesakes);
        assert_eq!(crowd.is_some(), is_asked);
    }
}
