use super::*;

fn owned(titles: &[&str]) -> Vec<String> {
    titles.iter().map(|title| (*title).to_owned()).collect()
}

/// Beside "Lithium".
fn titles(others: &[&str]) -> Option<KnownTitles> {
    KnownTitles::new("Lithium", &owned(others))
}

fn folded(recorded: &[&str]) -> Vec<String> {
    recorded.iter().map(|title| fold(title)).collect()
}

/// The songs that are among these recordings, each once.
fn among(known: &KnownTitles, recorded: &[&str]) -> Vec<String> {
    let recorded = folded(recorded);
    let songs: BTreeSet<_> = known.among(&recorded).collect();
    songs.into_iter().map(str::to_owned).collect()
}

#[test]
fn guests_and_remasters_are_in_no_way() {
    for (other, recorded, is_there) in [
        ("Polly - Remastered 2011", "Polly", true),
        ("Polly (feat. Low)", "Polly", true),
        ("Polly(feat. Low)", "POLLY", true),
        ("Polly (feat. Low)", "Polly (feat. Low)", true),
        ("Polly", "Polly - 2021 Remaster", true),
        ("Polly - Live", "Polly – Live", true),
        ("Polly - Live", "Polly", false),
        ("Polly", "Polly - Live", false),
        ("Polly", "Polly Dreams", false),
    ] {
        let is_found = titles(&[other]).unwrap().is_another_among(&folded(&[recorded]));
        assert_eq!(is_found, is_there, "{other} {recorded}");
    }
}

#[test]
fn versions_of_one_song_are_no_second_song() {
    let versions = [
        "Lithium",
        "LITHIUM",
        "Lithium - Remastered 2011",
        "Lithium (feat. Low)",
        "Lithium(feat. Low)",
        "Lithium - Live",
        "Lithium (Live) - Remastered",
        "Lithium [Demo]",
        "",
    ];
    assert!(titles(&versions).is_none());
    assert!(titles(&[]).is_none());
    assert!(titles(&["Lithium", "Lithium Dreams"]).is_some());
    assert!(titles(&["(Live)"]).is_some());
    let with_guest = KnownTitles::new("Lithium(feat. Low)", &owned(&["Lithium"]));
    assert!(with_guest.is_none());
}

#[test]
fn the_title_counts_among_all_songs_and_not_among_the_others() {
    let known = titles(&["Polly", "Polly - Live", "Dumb"]).unwrap();
    let recorded = ["Lithium", "Polly", "Polly - Live", "Sappy"];
    assert_eq!(among(&known, &recorded), ["lithium", "polly"]);
    assert!(known.is_another_among(&folded(&recorded)));
    assert!(!known.is_another_among(&folded(&["Lithium", "Sappy"])));
}

#[test]
fn twenty_other_titles_count() {
    let numbered: Vec<_> = (0..21).map(|number| format!("Polly {number}")).collect();
    let known = KnownTitles::new("Lithium", &numbered).unwrap();
    assert!(known.is_another_among(&folded(&["Polly 19"])));
    assert!(!known.is_another_among(&folded(&["Polly 20"])));
}

#[test]
fn two_songs_are_enough_and_of_many_one_in_five() {
    for (others, enough) in [(1, 2), (9, 2), (10, 3), (14, 3), (20, 5), (50, 5)] {
        let numbered: Vec<_> = (0..others).map(|number| format!("Polly {number}")).collect();
        let with_live: Vec<_> = numbered.iter().map(|title| format!("{title} - Live")).collect();
        let known = KnownTitles::new("Lithium", &numbered).unwrap();
        assert_eq!(known.enough(), enough, "{others}");
        let twice: Vec<_> = numbered
            .into_iter()
            .zip(with_live)
            .flat_map(|(one, live)| [one, live])
            .collect();
        if twice.len() <= MOST_TITLES {
            assert_eq!(
                KnownTitles::new("Lithium", &twice).unwrap().enough(),
                enough,
                "{others}"
            );
        }
    }
}
