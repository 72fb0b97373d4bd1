//! The truth is right: whoever reads the files and follows the rules gets the same figures.

use sample::Truth;

use crate::{files::Export, naive::figures};

#[test]
fn reading_the_files_comes_to_the_truth_for_each_export_and_for_all() {
    for (plays, seed) in [(60, 5), (2_000, 1), (3_000, 2)] {
        let export = Export::of(plays, seed);
        let (extended, older, account) = (export.extended(), export.older(), export.account());
        let both: Vec<_> = extended.iter().chain(&older).cloned().collect();
        assert_eq!(
            export.truth.extended,
            figures(&extended, &[]),
            "{plays} plays, seed {seed}"
        );
        assert_eq!(export.truth.older, figures(&older, &[]), "{plays} plays, seed {seed}");
        assert_eq!(
            export.truth.account,
            figures(&[], &account),
            "{plays} plays, seed {seed}"
        );
        assert_eq!(
            export.truth.together,
            figures(&both, &account),
            "{plays} plays, seed {seed}"
        );
    }
}

#[test]
fn each_export_knows_plays_that_no_other_knows() {
    let truth = Export::of(3_000, 1).truth;
    assert_eq!(truth.together.plays, 3_000);
    for alone in [&truth.extended, &truth.older, &truth.account] {
        assert!(alone.plays < truth.together.plays);
    }
    let export = Export::of(3_000, 1);
    let (extended, older, account) = (export.extended(), export.older(), export.account());
    let both: Vec<_> = extended.iter().chain(&older).cloned().collect();
    assert!(figures(&both, &[]).plays < 3_000, "the account adds some");
    assert!(figures(&extended, &account).plays < 3_000, "the older export adds some");
    assert!(figures(&older, &account).plays < 3_000, "today's export adds some");
}

#[test]
fn the_truth_in_the_folder_is_the_one_given() {
    let export = Export::of(300, 1);
    let text = std::fs::read(export.folder.path().join("truth.json")).unwrap();
    assert_eq!(serde_json::from_slice::<Truth>(&text).unwrap(), export.truth);
}
