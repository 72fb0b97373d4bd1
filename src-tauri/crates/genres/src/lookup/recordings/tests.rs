use super::*;

fn mbid(number: usize) -> Mbid {
    format!("00000000-0000-4000-8000-{number:012}").parse().unwrap()
}

/// Of so many namesakes, for a listener who knows "Lithium", "Polly" and "Dumb".
fn comparison(namesakes: usize) -> Comparison {
    let others = ["Polly", "Polly - Live", "Dumb"].map(str::to_owned);
    let titles = KnownTitles::new("Lithium", &others).unwrap();
    Comparison::new(1, titles, (0..namesakes).map(mbid).collect()).unwrap()
}

fn page(count: usize, recorded: &[&str]) -> Page<String> {
    Page {
        count,
        hits: recorded.iter().map(|title| fold(title)).collect(),
    }
}

/// The outcome if namesakes have these recordings, each on one page, and who was asked about before.
fn outcome(recorded: &[&[&str]]) -> (Outcome, usize) {
    let mut comparison = comparison(recorded.len());
    for asked in 1.. {
        let of = (0..recorded.len())
            .find(|number| mbid(*number) == comparison.mbid())
            .unwrap();
        match comparison.take(&page(recorded[of].len(), recorded[of])) {
            ControlFlow::Break(answer) => return (answer.outcome, asked),
            ControlFlow::Continue(next) => comparison = next,
        }
    }
    unreachable!()
}

fn identified(number: usize) -> Outcome {
    Outcome::Identified { mbid: mbid(number) }
}

#[test]
fn who_recorded_two_songs_is_meant_if_nobody_else_did() {
    for (recorded, expected) in [
        ([&["Sappy"][..], &["POLLY", "Dumb"]], identified(1)),
        ([&["Lithium", "Polly - Live"][..], &["Sappy"]], identified(0)),
        ([&["Lithium"][..], &["Lithium", "Polly"]], identified(1)),
        ([&[][..], &["Lithium", "Polly"]], identified(1)),
        ([&["Lithium", "Polly"][..], &["Polly", "Dumb"]], Outcome::Undecided),
        ([&["Lithium", "Sappy"][..], &["Polly", "Jam"]], Outcome::Undecided),
    ] {
        assert_eq!(outcome(&recorded), (expected, 2), "{recorded:?}");
    }
}

#[test]
fn versions_of_one_song_count_once() {
    let versions = ["Polly", "Polly - Live", "Polly - 2011 Remaster"];
    assert_eq!(outcome(&[&versions, &[]]).0, Outcome::Undecided);
}

#[test]
fn all_namesakes_are_read_but_no_more_than_it_takes_to_know_that_two_are_alike() {
    let both: &[&str] = &["Lithium", "Polly"];
    assert_eq!(outcome(&[&[], &[], &[], both]), (identified(3), 4));
    assert_eq!(outcome(&[both, &[], &[], both]), (Outcome::Undecided, 4));
    assert_eq!(outcome(&[&[], &[], both, both]), (Outcome::Undecided, 2));
}

#[test]
fn songs_of_two_pages_count_together_and_a_second_page_costs_another_request() {
    let first = comparison(2);
    assert_eq!((first.price(), first.offset()), (2, 0));
    let ControlFlow::Continue(second) = first.take(&page(3, &["Lithium", "Sappy"])) else {
        panic!("decided by half a list")
    };
    assert_eq!((second.price(), second.offset(), second.mbid()), (1, 2, mbid(1)));
    let ControlFlow::Continue(other) = second.take(&page(3, &["Polly"])) else {
        panic!("the other was not read")
    };
    assert_eq!((other.price(), other.offset(), other.mbid()), (0, 0, mbid(0)));
    let answer = other.take(&page(1, &["Dumb"])).break_value().unwrap();
    assert_eq!(answer.outcome, identified(1));
}

#[test]
fn who_has_enough_songs_is_read_no_further() {
    let ControlFlow::Continue(other) = comparison(2).take(&page(300, &["Lithium", "Polly"])) else {
        panic!("the other was not read")
    };
    assert_eq!((other.mbid(), other.offset(), other.price()), (mbid(0), 0, 0));
}

#[test]
fn nobody_is_certain_while_songs_may_be_among_recordings_of_another_that_were_not_read() {
    let both = ["Lithium", "Polly"];
    // Read to the end of the second page, or to where nothing comes any more.
    for second in [&["Jam"][..], &[]] {
        let other = comparison(2).take(&page(2, &both)).continue_value().unwrap();
        let ControlFlow::Continue(next) = other.take(&page(300, &["Sappy"])) else {
            panic!("decided by half a list")
        };
        let answer = next.take(&page(300, second)).break_value().unwrap();
        assert_eq!(answer.outcome, Outcome::Undecided);
    }
}

#[test]
fn one_who_is_gone_recorded_nothing() {
    let other = comparison(2).read().continue_value().unwrap();
    assert_eq!(other.mbid(), mbid(0));
    let answer = other.take(&page(2, &["Lithium", "Polly"])).break_value().unwrap();
    assert_eq!(answer.outcome, identified(0));
    let nobody = comparison(1).read().break_value().unwrap();
    assert_eq!(nobody.outcome, Outcome::Undecided);
}

#[test]
fn namesakes_are_compared_if_all_are_known_and_they_are_few() {
    let few = |count: usize, are_all| {
        let found = (0..count).map(|number| Found {
            mbid: mbid(number),
            names: Vec::new(),
        });
        let namesakes = Namesakes {
            found: found.collect(),
            are_all,
        };
        namesakes.few().map(|few| few.len())
    };
    assert_eq!(few(2, true), Some(2));
    assert_eq!(few(4, true), Some(4));
    assert_eq!(few(5, true), None);
    assert_eq!(few(2, false), None);
}
