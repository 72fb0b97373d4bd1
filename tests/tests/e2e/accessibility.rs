//! axe-core finds nothing wrong in any state of any screen or dialog, in both themes and all sizes.

use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::states::groups;

/// Everything that axe-core finds wrong in one group of states, with the state's name.
async fn faults(group: &str) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    let group = groups()
        .into_iter()
        .find(|known| known.name == group)
        .ok_or_else(|| Failure::new(format!("there is no group “{group}”")))?;
    let missing = group
        .visit(async |app, name| {
            for violation in app.axe().await? {
                let elements = violation.elements.join("\n    ");
                faults.push(format!("{name}: {} ({})\n    {elements}", violation.id, violation.help));
            }
            Ok(())
        })
        .await?;
    faults.extend(missing);
    Ok(faults)
}

macro_rules! accessible {
    ($($scenario:ident: $group:literal,)*) => {$(
        #[tokio::test]
        async fn $scenario() -> Outcome {
            let faults = faults($group).await?;
            assert!(faults.is_empty(), "\n{}", faults.join("\n"));
            Ok(())
        }
    )*};
}

accessible! {
    the_way_in_is_accessible: "start",
    every_list_and_dialog_is_accessible: "lists",
    every_trouble_is_accessible: "troubles",
    a_pause_is_accessible: "pause",
    a_spent_day_is_accessible: "quota",
    a_new_listeners_screens_are_accessible: "newcomer",
    the_sample_is_accessible: "sample",
    a_sign_in_for_this_run_is_accessible: "no-keychain",
    the_library_is_accessible: "archive",
    a_gap_is_accessible: "gaps",
    a_damaged_archive_is_accessible: "damage",
    an_archive_that_does_not_open_is_accessible: "unopened",
    other_machines_are_accessible: "machines",
    backups_of_many_ages_are_accessible: "backups",
    a_missing_archive_is_accessible: "missing",
    an_altered_archive_is_accessible: "altered",
    a_quick_view_of_nothing_is_accessible: "quick-view-nothing",
    the_quick_view_is_accessible: "quick-view",
    a_quick_view_without_an_archive_is_accessible: "quick-view-unopened",
    a_recount_is_accessible: "recount",
    a_recount_of_one_play_is_accessible: "recount-one",
    a_full_life_is_accessible: "explore",
    the_pages_of_what_was_heard_are_accessible: "explore-pages",
    the_question_about_genres_is_accessible: "genres-question",
    genres_are_accessible_wherever_they_are_shown: "genres",
    a_sparse_life_is_accessible: "explore-sparse",
    a_single_day_is_accessible: "explore-one-day",
    a_life_without_plays_is_accessible: "explore-none",
    a_life_with_gaps_is_accessible: "explore-gaps",
    a_life_with_hidden_things_is_accessible: "explore-hidden",
    a_recorded_life_is_accessible: "explore-recorded",
}

#[test]
fn every_act_is_looked_at() {
    let looked_at = include_str!("accessibility.rs");
    for group in groups() {
        assert!(looked_at.contains(&format!(": \"{}\",", group.name)), "{}", group.name);
    }
}
