use super::*;

fn mbid(number: usize) -> Mbid {
    format!("00000000-0000-4000-8000-{number:012}").parse().unwrap()
}

fn found(number: usize, names: &[&str]) -> Found {
    Found {
        mbid: mbid(number),
        names: names.iter().map(|name| fold(name)).collect(),
    }
}

fn search(names: &[&str]) -> NameSearch {
    let wanted = (0..).zip(names).map(|(key, name)| WantedArtist {
        key,
        name: (*name).to_owned(),
        spotify_id: None,
        track: None,
        mbid: None,
    });
    NameSearch::new(wanted.collect())
}

fn page(count: usize, hits: Vec<Found>) -> Page<Found> {
    Page { count, hits }
}

/// A hundred artists of which `name` is only a part.
fn flood(name: &str, from: usize) -> Vec<Found> {
    (from..from + PAGE)
        .map(|number| found(number, &[&format!("{name} {number}")]))
        .collect()
}

/// Names with their verdicts, and the names of each further search.
fn outcome(search: NameSearch, page: Page<Found>) -> (Vec<(String, Verdict)>, Vec<Vec<String>>) {
    let (settled, searches) = search.take(page);
    let settled = settled.into_iter().map(|(artist, verdict)| (artist.name, verdict));
    let names = searches
        .iter()
        .map(|search| search.names().into_iter().map(str::to_owned).collect());
    (settled.collect(), names.collect())
}

fn some_of(found: Vec<Found>) -> Verdict {
    Verdict::Several(Namesakes { found, are_all: false })
}

fn verdict(name: &str, page: Page<Found>) -> Verdict {
    let (mut settled, searches) = outcome(search(&[name]), page);
    assert!(searches.is_empty());
    settled.remove(0).1
}

#[test]
fn a_name_that_one_artist_has_is_certain() {
    let hits = vec![found(1, &["Björk"]), found(2, &["Björk Tribute"])];
    assert_eq!(verdict("bjork", page(2, hits)), Verdict::Certain(mbid(1)));
    let by_alias = vec![found(1, &["Sebastian Böhm", "Skee Mask"])];
    assert_eq!(verdict("Skee Mask", page(1, by_alias)), Verdict::Certain(mbid(1)));
}

#[test]
fn a_name_that_nobody_has_is_a_miss_only_in_a_whole_answer() {
    assert_eq!(
        verdict("Björk", page(1, vec![found(2, &["Björk Tribute"])])),
        Verdict::Nobody
    );
    assert_eq!(verdict("Björk", page(0, Vec::new())), Verdict::Nobody);
    assert_eq!(verdict("Björk", page(5000, flood("Björk", 0))), some_of(Vec::new()));
}

#[test]
fn an_answer_that_was_cut_off_makes_no_name_certain() {
    let mut hits = flood("Queen", 1);
    hits[0] = found(0, &["Queen"]);
    let queen = hits[0].clone();
    assert_eq!(verdict("Queen", page(5000, hits)), some_of(vec![queen]));
}

#[test]
fn two_of_a_name_are_several_however_many_there_are() {
    let hits = vec![found(1, &["Nirvana"]), found(2, &["NIRVANA"])];
    assert_eq!(verdict("Nirvana", page(5000, hits.clone())), some_of(hits.clone()));
    let both = Namesakes {
        found: hits.clone(),
        are_all: true,
    };
    assert_eq!(verdict("Nirvana", page(2, hits)), Verdict::Several(both));
}

#[test]
fn of_a_few_all_are_seen_and_of_a_crowd_some_are_enough() {
    for (count, is_enough) in [(4, false), (5, true)] {
        let hits: Vec<_> = (0..count).map(|number| found(number, &["Low"])).collect();
        let flood = flood("Queen", 10).into_iter();
        let all = hits.iter().cloned().chain(flood).collect();
        let (settled, searches) = outcome(search(&["Low", "Queen"]), page(900, all));
        if is_enough {
            assert_eq!(settled, [("Low".to_owned(), some_of(hits))]);
            assert_eq!(searches, [vec!["Queen"]]);
        } else {
            assert_eq!(settled, []);
            assert_eq!(searches, [vec!["Low"], vec!["Queen"]]);
        }
    }
}

#[test]
fn the_name_that_fills_an_answer_is_asked_for_by_itself() {
    let (settled, searches) = outcome(search(&["Low", "Queen", "Björk"]), page(900, flood("Queen", 0)));
    assert!(settled.is_empty());
    assert_eq!(searches, [vec!["Low", "Björk"], vec!["Queen"]]);
}

#[test]
fn a_few_hits_more_than_one_page_are_read_on() {
    let names = ["Low", "Queen"];
    let (settled, mut searches) = search(&names).take(page(101, flood("Queen", 0)));
    assert!(settled.is_empty());
    let rest = searches.pop().unwrap();
    assert_eq!((rest.offset(), rest.names()), (100, names.to_vec()));
    let (settled, searches) = outcome(rest, page(101, vec![found(500, &["Queen"])]));
    assert!(searches.is_empty());
    assert_eq!(
        settled,
        [
            ("Low".to_owned(), Verdict::Nobody),
            ("Queen".to_owned(), Verdict::Certain(mbid(500)))
        ]
    );
}

#[test]
fn four_pages_are_read_for_one_name_and_not_five() {
    let mut next = search(&["Queen"]);
    for from in [0, 100, 200] {
        next = next.take(page(400, flood("Queen", from))).1.pop().unwrap();
    }
    let mut hits = flood("Queen", 300);
    hits[9] = found(309, &["Queen"]);
    let (settled, searches) = outcome(next, page(400, hits));
    assert!(searches.is_empty());
    assert_eq!(settled, [("Queen".to_owned(), Verdict::Certain(mbid(309)))]);
    assert_eq!(verdict("Queen", page(401, flood("Queen", 0))), some_of(Vec::new()));
}

#[test]
fn a_hit_that_came_twice_leaves_another_unseen() {
    let rest = search(&["Queen"]).take(page(102, flood("Queen", 0))).1.pop().unwrap();
    let queen = found(500, &["Queen"]);
    let twice = vec![found(99, &["Queen 99"]), queen.clone()];
    let (settled, searches) = outcome(rest, page(102, twice));
    assert!(searches.is_empty());
    assert_eq!(settled, [("Queen".to_owned(), some_of(vec![queen]))]);
}

#[test]
fn a_server_that_gives_no_more_hits_is_not_asked_for_ever() {
    let rest = search(&["Queen"]).take(page(150, flood("Queen", 0))).1.pop().unwrap();
    let (settled, searches) = outcome(rest, page(150, Vec::new()));
    assert!(searches.is_empty());
    assert_eq!(settled, [("Queen".to_owned(), some_of(Vec::new()))]);
}

#[test]
fn equal_names_are_asked_for_once_and_told_together() {
    let search = search(&["Björk", "BJÖRK", "Low"]);
    assert_eq!(search.names(), ["Björk", "Low"]);
    let (settled, _) = outcome(search, page(1, vec![found(1, &["Björk"])]));
    assert_eq!(
        settled.into_iter().map(|(_, verdict)| verdict).collect::<Vec<_>>(),
        [Verdict::Certain(mbid(1)), Verdict::Certain(mbid(1)), Verdict::Nobody]
    );
}
