use super::*;

fn mbid() -> Mbid {
    "8f6bd1e4-fbe1-4f50-aa9b-94c450ec0f11".parse().unwrap()
}

/// For "Lithium", which both the listener and the namesake have.
fn titles(others: &[&str]) -> Option<Check> {
    let others: Vec<_> = others.iter().map(|title| (*title).to_owned()).collect();
    let titles = KnownTitles::new("Lithium", &others)?;
    Some(Check::new(1, mbid(), titles))
}

fn page(count: usize, recorded: &[&str]) -> Page<String> {
    Page {
        count,
        hits: recorded.iter().map(|title| fold(title)).collect(),
    }
}

/// What one page says.
fn outcome(others: &[&str], count: usize, recorded: &[&str]) -> Option<Outcome> {
    let taken = titles(others).unwrap().take(&page(count, recorded));
    taken.ok().map(|answer| answer.outcome)
}

fn identified() -> Option<Outcome> {
    Some(Outcome::Identified { mbid: mbid() })
}

#[test]
fn another_title_makes_certain_and_none_leaves_undecided() {
    assert_eq!(outcome(&["Polly", "Dumb"], 2, &["Lithium", "DUMB"]), identified());
    assert_eq!(
        outcome(&["Polly", "Dumb"], 2, &["Lithium", "Dumb Luck"]),
        Some(Outcome::Undecided)
    );
    assert_eq!(outcome(&["Polly"], 0, &[]), Some(Outcome::Undecided));
}

#[test]
fn guests_and_remasters_are_in_no_way() {
    for (known, recorded) in [
        ("Polly - Remastered 2011", "Polly"),
        ("Polly (feat. Low)", "Polly"),
        ("Polly (feat. Low)", "Polly (feat. Low)"),
        ("Polly", "Polly - 2021 Remaster"),
        ("Polly - Live", "Polly – Live"),
    ] {
        assert_eq!(outcome(&[known], 1, &[recorded]), identified(), "{known} {recorded}");
    }
    assert_eq!(outcome(&["Polly - Live"], 1, &["Polly"]), Some(Outcome::Undecided));
}

#[test]
fn the_title_itself_does_not_count_nor_do_its_versions() {
    let versions = [
        "Lithium",
        "LITHIUM",
        "Lithium - Remastered 2011",
        "Lithium (feat. Low)",
        "Lithium - Live",
        "Lithium (Live) - Remastered",
        "Lithium [Demo]",
        "",
    ];
    assert!(titles(&versions).is_none());
    assert!(titles(&[]).is_none());
    assert!(titles(&["Lithium", "Lithium Dreams"]).is_some());
    assert!(titles(&["(Live)"]).is_some());
}

#[test]
fn twenty_titles_count() {
    let numbered: Vec<_> = (0..21).map(|number| format!("Polly {number}")).collect();
    let others: Vec<_> = numbered.iter().map(String::as_str).collect();
    assert_eq!(outcome(&others, 1, &["Polly 19"]), identified());
    assert_eq!(outcome(&others, 1, &["Polly 20"]), Some(Outcome::Undecided));
}

#[test]
fn of_a_long_list_two_pages_are_read_until_a_title_is_seen() {
    assert_eq!(outcome(&["Polly"], 300, &["Lithium", "Polly"]), identified());
    for (second, expected) in [("Polly", identified()), ("Dumb", Some(Outcome::Undecided))] {
        let first = titles(&["Polly"]).unwrap().take(&page(300, &["Lithium", "Sappy"]));
        let Err(next) = first else {
            panic!("decided by half a list")
        };
        assert_eq!(next.offset(), 2);
        let taken = next.take(&page(300, &[second]));
        assert_eq!(taken.ok().map(|answer| answer.outcome), expected, "{second}");
    }
}

#[test]
fn a_list_that_goes_on_without_anything_on_it_decides_nothing() {
    assert_eq!(outcome(&["Polly"], 300, &[]), Some(Outcome::Undecided));
}
