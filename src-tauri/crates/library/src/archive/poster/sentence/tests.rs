use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

#[test]
fn the_first_play_is_told_as_on_the_page() {
    let said = |kind, first: &str| discovery(kind, day(first), day("2026-07-09"));
    assert_eq!(
        said(EntityKind::Artist, "2013-11-12"),
        "You discovered them on a Tuesday in 2013."
    );
    assert_eq!(
        said(EntityKind::Track, "2013-11-12"),
        "You first heard it on a Tuesday in 2013."
    );
    assert_eq!(said(EntityKind::Album, "2026-07-09"), "You first heard it today.");
    assert_eq!(said(EntityKind::Artist, "2026-07-08"), "You discovered them yesterday.");
    assert_eq!(first_play_time(time("2017-03-04T08:05:59")), "4 March, 08:05.");
}

#[test]
fn what_followed_on_that_day_is_told_as_on_the_page() {
    let said = |kind, at: &str, plays| later_that_day(kind, time(at), plays);
    assert_eq!(said(EntityKind::Artist, "2017-03-14T23:41:00", 1), "");
    assert_eq!(
        said(EntityKind::Track, "2017-03-14T23:41:00", 3),
        "You played it twice more before midnight."
    );
    assert_eq!(
        said(EntityKind::Artist, "2017-03-14T18:00:00", 2),
        "You played them once more that evening."
    );
    assert_eq!(
        said(EntityKind::Album, "2017-03-14T07:00:00", 5),
        "You played it 4 times more that day."
    );
}

fn share(name: &str, plays: u32) -> Share<'_> {
    Share {
        name,
        plays,
        ms: u64::from(plays) * 240_000,
    }
}

#[test]
fn a_year_belongs_to_whoever_is_clearly_first() {
    let led = [share("Bicep", 150), share("Four Tet", 100)];
    assert_eq!(of_year((2021, true), &led, 1_800, 40), "2021 belonged to Bicep.");
    assert_eq!(of_year((2021, false), &led, 1_800, 40), "2021 belongs to Bicep so far.");
    assert_eq!(
        about_year(&led, 1_800, 40, 7),
        "You played them 150 times, for 10 hours. 7 of 40 artists were new to you."
    );
    assert_eq!(
        of_year((2021, true), &[share("Bicep", 10)], 10, 1),
        "2021 belonged to Bicep."
    );
}

#[test]
fn a_close_year_belongs_to_nobody() {
    let close = [share("Bicep", 149), share("Four Tet", 100)];
    assert_eq!(
        of_year((2021, true), &close, 1_800, 1_040),
        "In 2021 you heard 1,040 artists."
    );
    assert_eq!(
        about_year(&close, 1_800, 40, 40),
        "Bicep came first, 49 plays ahead of Four Tet."
    );
    let tied = [share("Bicep", 100), share("Four Tet", 100)];
    assert_eq!(
        about_year(&tied, 1_800, 40, 1),
        "Bicep and Four Tet came first together. 1 of 40 artists was new to you."
    );
    let few = [share("Bicep", 9), share("Four Tet", 1)];
    assert_eq!(
        of_year((2021, false), &few, 10, 2),
        "In 2021 you have heard 2 artists so far."
    );
    assert_eq!(about_year(&[share("Bicep", 9)], 9, 1, 1), "");
}

#[test]
fn a_small_part_of_a_year_makes_nobody_its_owner() {
    let led = [share("Bicep", 150), share("Four Tet", 10)];
    assert_eq!(
        of_year((2021, true), &led, 1_801, 700),
        "In 2021 you heard 700 artists."
    );
}

#[test]
fn listening_time_never_rounds_something_down_to_nothing() {
    let of = |ms| {
        let (amount, words) = listening_time(ms);
        format!("{amount} {words}")
    };
    assert_eq!(of(1_000), "1 minute in all");
    assert_eq!(of(61_000), "2 minutes in all");
    assert_eq!(of(3_600_000), "1 hour in all");
    assert_eq!(of(3_600_000 * 1_999), "1,999 hours in all");
}
