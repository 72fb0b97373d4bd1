use super::*;

fn years(from: i32, plays: &[u32]) -> Vec<YearRank> {
    let ranked = plays.iter().zip(from..);
    ranked
        .map(|(plays, year)| YearRank {
            year,
            amount: Amount { plays: *plays, ms: 1 },
            rank: None,
            of: 1,
        })
        .collect()
}

fn gap(from: &str, to: &str, kind: GapKind) -> Gap {
    let ms = |day: &str| day.parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp_millis();
    Gap {
        from: ms(from),
        to: ms(to),
        kind,
    }
}

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

fn labels(chart: &Chart) -> Vec<&str> {
    chart.bars.iter().map(|bar| bar.label.as_str()).collect()
}

#[test]
fn years_run_from_the_first_play_to_the_last_and_the_fullest_is_named() {
    let chart = of_years(&years(2007, &[0, 0, 3, 0, 1_214, 9, 0]), &[], Zone::default());
    assert_eq!(labels(&chart), ["’09", "’10", "’11", "’12"]);
    let amounts: Vec<u64> = chart.bars.iter().map(|bar| bar.amount).collect();
    assert_eq!(amounts, [3, 0, 1_214, 9]);
    let peak = chart.peak.unwrap();
    assert_eq!((peak.bar, peak.words.as_str()), (2, "1,214 plays in 2011"));
    assert_eq!(chart.footer, "One bar, one year. Listening data from Spotify.");
}

#[test]
fn a_gap_belongs_to_the_days_that_the_listener_lived() {
    let new_year = [gap("2019-12-31T23:30:00Z", "2020-01-02T00:00:00Z", GapKind::Missing)];
    let in_zone = |name| {
        let chart = of_years(&years(2018, &[1, 1, 1]), &new_year, zone(name));
        let gaps: Vec<bool> = chart.bars.iter().map(|bar| bar.has_gap).collect();
        assert!(chart.footer.contains("Hatched: plays are missing."));
        gaps
    };
    assert_eq!(in_zone("UTC"), [false, true, true]);
    assert_eq!(in_zone("Europe/Vienna"), [false, false, true]);
}

#[test]
fn the_small_print_tells_of_gaps_that_are_drawn_and_how_sure_they_are() {
    let (sure, may_be) = (GapKind::Missing, GapKind::MayBeMissing);
    let at = |year: &str, kind| {
        gap(
            &format!("{year}-05-01T00:00:00Z"),
            &format!("{year}-05-09T00:00:00Z"),
            kind,
        )
    };
    let footer = |gaps: &[Gap]| of_years(&years(2018, &[1, 1, 1]), gaps, Zone::default()).footer;
    assert!(!footer(&[at("2010", sure)]).contains("Hatched"));
    assert!(footer(&[at("2019", may_be)]).contains("Hatched: plays may be missing."));
    assert!(footer(&[at("2018", sure), at("2019", may_be)]).contains("Hatched: plays are missing, or may be."));
}

#[test]
fn months_are_sums_of_their_days() {
    let mut days = vec![Amount::default(); 366];
    days[0].plays = 1;
    // 29 February, and 1 March.
    days[59].plays = 5;
    days[60].plays = 7;
    days[365].plays = 2;
    let chart = of_months(&[(2024, days.clone())], &[], Zone::default());
    let amounts: Vec<u64> = chart.bars.iter().map(|bar| bar.amount).collect();
    assert_eq!(amounts, [1, 5, 7, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
    assert_eq!(labels(&chart)[..3], ["Jan", "Feb", "Mar"]);
    assert_eq!(chart.peak.unwrap().words, "7 plays in March");
    assert_eq!(chart.footer, "One bar, one month. Listening data from Spotify.");

    let two = of_months(
        &[(2023, vec![Amount::default(); 365]), (2024, days)],
        &[],
        Zone::default(),
    );
    assert_eq!(labels(&two)[11..14], ["Dec", "’24", "Feb"]);
    assert_eq!(two.peak.unwrap().words, "7 plays in March 2024");
}
