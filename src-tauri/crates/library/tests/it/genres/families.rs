//! How genres are rolled up into families: rankings, filters, pages, search and the tree.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use library::{Archive, EntityKind, ExploreQuery, GenreSource, PickedKeys};
use stats::{GenreLevel, Measure, Question};
use tempfile::TempDir;

use super::{answer, archive, import, played, tell, zone};

fn query(level: GenreLevel) -> ExploreQuery {
    ExploreQuery {
        picks: PickedKeys::default(),
        question: Question {
            genre_level: level,
            ..Question::new(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap())
        },
    }
}

fn archive_with_families() -> (TempDir, Archive) {
    let (folder, archive) = archive();
    import(
        &archive,
        &[
            played("Low Tide", 5),
            played("Vesper", 4),
            played("Quarry Lanterns", 3),
            played("Nobody", 2),
        ],
        1,
    );
    tell(
        &archive,
        vec![
            answer(
                "Low Tide",
                GenreSource::ListenBrainz,
                &["black metal", "atmospheric black metal"],
            ),
            answer("Vesper", GenreSource::ListenBrainz, &["doom metal", "deep house"]),
            answer("Quarry Lanterns", GenreSource::ListenBrainz, &["no such music"]),
        ],
    );
    (folder, archive)
}

#[test]
fn genres_and_families_are_ranked_each_by_itself() {
    let (_folder, archive) = archive_with_families();
    let ranked = |level| {
        let explored = archive.explore(&query(level), zone()).unwrap();
        let ranks = explored.summary.genres.iter().map(|rank| {
            let label = explored.history.genre_label(rank.number).unwrap();
            (label.key, rank.amount.plays)
        });
        ranks.collect::<Vec<_>>()
    };
    let family = |name: &str, plays| (format!("tonearm:family:{name}"), plays);
    assert_eq!(
        ranked(GenreLevel::Family),
        [family("metal", 9), family("electronic", 4)]
    );
    let genres: BTreeSet<_> = ranked(GenreLevel::Genre).into_iter().collect();
    assert_eq!(genres.len(), 5);
    assert!(genres.iter().all(|(key, _)| key.starts_with("tonearm:genre:")));
}

#[test]
fn a_family_is_a_filter_and_has_a_page() {
    let (_folder, archive) = archive_with_families();
    let mut by_family = query(GenreLevel::Genre);
    by_family.picks.genres.only = vec!["tonearm:family:metal".to_owned()];
    let explored = archive.explore(&by_family, zone()).unwrap();
    assert_eq!(explored.summary.totals.amount.plays, 9);
    let how = (Default::default(), Measure::Plays, false);
    let detail = archive
        .detail((EntityKind::Genre, "tonearm:family:metal"), how, zone())
        .unwrap()
        .unwrap();
    assert_eq!(detail.detail.amount.plays, 9);
    // Among families, not among genres.
    assert_eq!(detail.detail.rank, Some(1));
    assert!(
        archive
            .detail((EntityKind::Genre, "tonearm:family:jazz"), how, zone())
            .unwrap()
            .is_none()
    );
    let found = archive.search("metal", zone()).unwrap();
    let found: Vec<&str> = found.iter().map(|hit| hit.label.key.as_str()).collect();
    assert!(
        found.contains(&"tonearm:family:metal") && found.contains(&"tonearm:genre:black%20metal"),
        "{found:?}"
    );
}

#[test]
fn the_tree_rolls_every_genre_up_and_leaves_none_out() {
    let (_folder, archive) = archive_with_families();
    let tree = archive.genre_tree(&query(GenreLevel::Genre), zone()).unwrap();
    assert_eq!((tree.whole.plays, tree.with_genre.plays), (14, 12));
    let families: Vec<_> = tree
        .families
        .iter()
        .map(|family| {
            let name = family.label.as_ref().map(|label| label.name.as_str());
            (name, family.amount.plays, family.artists)
        })
        .collect();
    assert_eq!(
        families,
        [(Some("metal"), 9, 2), (Some("electronic"), 4, 1), (None, 3, 1)]
    );
    let branches: Vec<_> = tree.families[0]
        .genres
        .iter()
        .map(|branch| {
            (
                branch.label.name.as_str(),
                branch.depth,
                branch.amount.plays,
                branch.artists,
            )
        })
        .collect();
    assert_eq!(
        branches,
        [
            ("black metal", 1, 5, 1),
            ("atmospheric black metal", 2, 5, 1),
            ("doom metal", 1, 4, 1),
        ]
    );
}
