use super::*;
use crate::fold::fold;

fn mbid() -> Mbid {
    "8f6bd1e4-fbe1-4f50-aa9b-94c450ec0f11".parse().unwrap()
}

fn other_namesake() -> Mbid {
    "a74b1b7f-71a5-4011-9441-d0b5e4122711".parse().unwrap()
}

/// For "Lithium", which both the listener and the namesake have.
fn check(title: &str, others: Option<Vec<Mbid>>) -> Check {
    let titles = KnownTitles::new("Lithium", &[title.to_owned()]).unwrap();
    Check::new(1, mbid(), titles, others)
}

fn page(count: usize, recorded: &[&str]) -> Page<String> {
    Page {
        count,
        hits: recorded.iter().map(|title| fold(title)).collect(),
    }
}

/// What follows, in a word.
#[derive(Debug, PartialEq, Eq)]
enum Then {
    Identified,
    Undecided,
    Next,
    Others(Mbid),
}

fn then(checked: Checked) -> Then {
    match checked {
        Checked::Decided(answer) => match answer.outcome {
            Outcome::Identified { mbid: found } if found == mbid() => Then::Identified,
            Outcome::Undecided => Then::Undecided,
            other => panic!("{other:?}"),
        },
        Checked::Next(_) => Then::Next,
        Checked::Others(comparison) => Then::Others(comparison.mbid()),
    }
}

/// What one page says, if there is nobody else.
fn outcome(title: &str, count: usize, recorded: &[&str]) -> Then {
    then(check(title, None).take(&page(count, recorded)))
}

#[test]
fn another_title_makes_certain_and_none_leaves_undecided() {
    assert_eq!(outcome("Dumb", 2, &["Lithium", "DUMB"]), Then::Identified);
    assert_eq!(outcome("Dumb", 2, &["Lithium", "Dumb Luck"]), Then::Undecided);
    assert_eq!(outcome("Polly", 0, &[]), Then::Undecided);
}

#[test]
fn of_a_long_list_two_pages_are_read_until_a_title_is_seen() {
    assert_eq!(outcome("Polly", 300, &["Lithium", "Polly"]), Then::Identified);
    for (second, expected) in [("Polly", Then::Identified), ("Dumb", Then::Undecided)] {
        let first = check("Polly", None).take(&page(300, &["Lithium", "Sappy"]));
        let Checked::Next(next) = first else {
            panic!("decided by half a list")
        };
        assert_eq!(next.offset(), 2);
        assert_eq!(then(next.take(&page(300, &[second]))), expected, "{second}");
    }
}

#[test]
fn a_list_that_goes_on_without_anything_on_it_decides_nothing() {
    assert_eq!(outcome("Polly", 300, &[]), Then::Undecided);
}

#[test]
fn if_no_other_title_is_there_the_other_namesakes_are_compared() {
    let of_two = || check("Polly", Some(vec![other_namesake()]));
    let expected = Then::Others(other_namesake());
    assert_eq!(then(of_two().take(&page(2, &["Lithium", "Sappy"]))), expected);
    assert_eq!(then(of_two().not_confirmed()), expected, "one who is gone");
    assert_eq!(then(of_two().take(&page(2, &["Lithium", "Polly"]))), Then::Identified);
    let of_one = check("Polly", Some(Vec::new()));
    assert_eq!(then(of_one.take(&page(1, &["Lithium"]))), Then::Undecided);
}

#[test]
fn nobody_else_is_taken_while_another_title_may_be_among_what_was_not_read() {
    let check = check("Polly", Some(vec![other_namesake()]));
    let Checked::Next(next) = check.take(&page(300, &["Lithium"])) else {
        panic!("decided by half a list")
    };
    assert_eq!(then(next.take(&page(300, &["Sappy"]))), Then::Undecided);
}
