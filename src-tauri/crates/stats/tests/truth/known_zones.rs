//! Known answers where clocks are changed: each instant is in UTC, with what the listener's clock showed beside it.

use chrono_tz::Tz;

use crate::by_hand::{
    about, as_of, bars_of_hours, day, days, detail, hours, listener, of_track, plays_on, summary, time,
};

const SUNDAY: usize = 6;

#[test]
fn in_spring_vienna_has_a_day_of_23_hours() {
    // 02:00 becomes 03:00 on 28 March 2021, at 01:00 UTC.
    let around = listener(Tz::Europe__Vienna)
        .play("2021-03-28T00:59:59Z", 0, 60)
        .play("2021-03-28T01:00:00Z", 0, 60);
    let clock = summary(&around, &as_of("2021-03-28")).clock;
    assert_eq!(hours(&clock), [(SUNDAY, 1, 1), (SUNDAY, 3, 1)]);

    let hourly = listener(Tz::Europe__Vienna).play_each(60, "2021-03-27T22:00:00Z", 25);
    assert_eq!(plays_on(&hourly, "2021-03-27", "2021-03-27"), 1);
    assert_eq!(plays_on(&hourly, "2021-03-28", "2021-03-28"), 23);
    assert_eq!(plays_on(&hourly, "2021-03-29", "2021-03-29"), 1);
}

#[test]
fn in_autumn_vienna_has_a_day_of_25_hours() {
    // 03:00 becomes 02:00 on 31 October 2021, at 01:00 UTC.
    let hourly = listener(Tz::Europe__Vienna).play_each(60, "2021-10-30T21:00:00Z", 27);
    assert_eq!(plays_on(&hourly, "2021-10-30", "2021-10-30"), 1);
    assert_eq!(plays_on(&hourly, "2021-10-31", "2021-10-31"), 25);
    assert_eq!(plays_on(&hourly, "2021-11-01", "2021-11-01"), 1);

    let clock = summary(&hourly, &about("2021-10-31", "2021-10-31")).clock;
    let expected: Vec<_> = (0..24)
        .map(|hour| (SUNDAY, hour, if hour == 2 { 2 } else { 1 }))
        .collect();
    assert_eq!(hours(&clock), expected);
}

#[test]
fn a_repeated_hour_passes_both_times_and_a_session_in_it_lasts_as_long_as_it_did() {
    // 02:30, then 02:05 thirty-five minutes later.
    let repeated =
        listener(Tz::Europe__Vienna)
            .play("2021-10-31T00:30:00Z", 0, 1500)
            .play("2021-10-31T01:05:00Z", 1, 600);
    let mut question = as_of("2021-10-31");
    question.filter.hours = [false; 24];
    question.filter.hours[2] = true;
    let answer = summary(&repeated, &question);
    assert_eq!(answer.totals.amount.plays, 2);
    assert_eq!(hours(&answer.clock), [(SUNDAY, 2, 2)]);
    let sessions = answer.sessions.unwrap();
    assert_eq!(sessions.count, 1);
    assert_eq!(sessions.longest.began, time("2021-10-31T02:30:00"));
    assert_eq!(sessions.longest.secs, 45 * 60);
}

#[test]
fn kathmandu_is_five_hours_and_three_quarters_ahead() {
    let midnight =
        listener(Tz::Asia__Kathmandu)
            .play("2021-01-01T18:14:59Z", 0, 60)
            .play("2021-01-01T18:15:00Z", 1, 60);
    let (before, after) = (detail(&midnight, &of_track(0)), detail(&midnight, &of_track(1)));
    assert_eq!(before.first.unwrap().began, time("2021-01-01T23:59:59"));
    assert_eq!(after.first.unwrap().began, time("2021-01-02T00:00:00"));
    // Friday, then Saturday.
    let clock = summary(&midnight, &as_of("2021-01-02")).clock;
    assert_eq!(hours(&clock), [(4, 23, 1), (5, 0, 1)]);
}

#[test]
fn kathmandu_lost_a_quarter_of_an_hour_at_new_year_1986() {
    let new_year =
        listener(Tz::Asia__Kathmandu)
            .play("1985-12-31T18:29:59Z", 0, 60)
            .play("1985-12-31T18:30:00Z", 1, 60);
    let (before, after) = (detail(&new_year, &of_track(0)), detail(&new_year, &of_track(1)));
    assert_eq!(before.first.unwrap().began, time("1985-12-31T23:59:59"));
    assert_eq!(after.first.unwrap().began, time("1986-01-01T00:15:00"));
    let years: Vec<_> = before.years.iter().map(|year| (year.year, year.amount.plays)).collect();
    assert_eq!(years, [(1985, 1), (1986, 0)]);
}

#[test]
fn lord_howe_turns_back_by_half_an_hour() {
    // 02:00 becomes 01:30 on 5 April 2020, at 15:00 UTC of the day before.
    let around = listener(Tz::Australia__Lord_Howe)
        .play("2020-04-04T14:59:59Z", 0, 60)
        .play("2020-04-04T15:00:00Z", 1, 60)
        .play("2020-04-04T15:30:00Z", 2, 60);
    let clock = summary(&around, &as_of("2020-04-05")).clock;
    assert_eq!(hours(&clock), [(SUNDAY, 1, 2), (SUNDAY, 2, 1)]);
    let after = detail(&around, &of_track(1)).first.unwrap();
    assert_eq!(after.began, time("2020-04-05T01:30:00"));

    let half_hourly = listener(Tz::Australia__Lord_Howe).play_each(30, "2020-04-04T12:30:00Z", 51);
    assert_eq!(plays_on(&half_hourly, "2020-04-05", "2020-04-05"), 49);
}

#[test]
fn lord_howe_turns_forward_by_half_an_hour() {
    // 02:00 becomes 02:30 on 4 October 2020, at 15:30 UTC of the day before.
    let around = listener(Tz::Australia__Lord_Howe)
        .play("2020-10-03T15:29:59Z", 0, 60)
        .play("2020-10-03T15:30:00Z", 1, 60)
        .play("2020-10-03T16:00:00Z", 2, 60);
    let clock = summary(&around, &as_of("2020-10-04")).clock;
    assert_eq!(hours(&clock), [(SUNDAY, 1, 1), (SUNDAY, 2, 1), (SUNDAY, 3, 1)]);
    let after = detail(&around, &of_track(1)).first.unwrap();
    assert_eq!(after.began, time("2020-10-04T02:30:00"));

    let half_hourly = listener(Tz::Australia__Lord_Howe).play_each(30, "2020-10-03T13:00:00Z", 49);
    assert_eq!(plays_on(&half_hourly, "2020-10-04", "2020-10-04"), 47);
}

#[test]
fn a_zone_without_summer_time_has_only_days_of_24_hours() {
    for (zone, midnight) in [
        (Tz::UTC, "2021-03-28T00:00:00Z"),
        (Tz::Etc__GMTPlus5, "2021-03-28T05:00:00Z"),
    ] {
        let hourly = listener(zone).play_each(60, midnight, 25);
        assert_eq!(plays_on(&hourly, "2021-03-27", "2021-03-27"), 0, "{zone}");
        assert_eq!(plays_on(&hourly, "2021-03-28", "2021-03-28"), 24, "{zone}");
        assert_eq!(plays_on(&hourly, "2021-03-29", "2021-03-29"), 1, "{zone}");
    }
}

#[test]
fn apia_had_no_30_december_2011() {
    // 24:00 on the 29th was 00:00 on the 31st, at 10:00 UTC.
    let across = listener(Tz::Pacific__Apia)
        .play("2011-12-30T09:59:59Z", 0, 60)
        .play("2011-12-30T10:00:59Z", 1, 60);
    let answer = summary(&across, &as_of("2011-12-31"));
    assert_eq!(answer.range, Some(days("2011-12-29", "2011-12-31")));
    assert_eq!(bars_of_hours(&answer.timeline), [(0, 23, 1), (2, 0, 1)]);
    assert_eq!(answer.timeline.bins.count, 72);
    assert_eq!(answer.totals.days, 2);
    assert_eq!(answer.streaks.longest, Some(days("2011-12-29", "2011-12-29")));
    assert_eq!(answer.streaks.current_days, 1);
    let sessions = answer.sessions.unwrap();
    assert_eq!((sessions.count, sessions.longest.secs), (1, 120));
    // Thursday, then Saturday.
    assert_eq!(hours(&answer.clock), [(3, 23, 1), (5, 0, 1)]);
}

#[test]
fn in_newfoundland_the_day_could_go_back() {
    // 00:01 on 29 October 2006 became 23:01 on the 28th, at 02:31 UTC.
    let night = listener(Tz::America__St_Johns)
        .play("2006-10-29T02:30:59Z", 0, 60)
        .play("2006-10-29T02:32:00Z", 0, 60)
        .play("2006-10-29T03:30:00Z", 0, 60);
    let answer = summary(&night, &as_of("2006-10-29"));
    assert_eq!(answer.range, Some(days("2006-10-28", "2006-10-29")));
    assert_eq!(bars_of_hours(&answer.timeline), [(0, 23, 1), (1, 0, 2)]);
    assert_eq!(answer.totals.days, 2);
    assert_eq!(answer.streaks.current_days, 2);
    assert_eq!(answer.tracks[0].first_heard, Some(day("2006-10-29")));
    // Saturday, then Sunday.
    assert_eq!(hours(&answer.clock), [(5, 23, 1), (SUNDAY, 0, 2)]);

    let (eve, feast) = (about("2006-10-28", "2006-10-28"), about("2006-10-29", "2006-10-29"));
    let (eve, feast) = (summary(&night, &eve), summary(&night, &feast));
    assert_eq!((eve.totals.amount.plays, eve.totals.new_artists), (1, 0));
    assert_eq!((feast.totals.amount.plays, feast.totals.new_artists), (2, 1));
    assert_eq!(feast.totals_before.unwrap().amount.plays, 1);
    assert_eq!(eve.discovered.plays, 0);
    assert_eq!(feast.discovered.plays, 2);

    let life = detail(&night, &of_track(0));
    assert_eq!(life.first.unwrap().began, time("2006-10-29T00:00:59"));
    assert_eq!(life.first_day_plays, 2);
    assert_eq!(life.last.unwrap().began, time("2006-10-29T00:00:00"));
    assert_eq!(life.longest_run, Some(days("2006-10-28", "2006-10-29")));
}

#[test]
fn in_newfoundland_the_first_minute_of_spring_was_at_midnight() {
    // 00:01 on 2 April 2006 became 01:01, at 03:31 UTC.
    let night = listener(Tz::America__St_Johns)
        .play("2006-04-02T03:29:59Z", 0, 60)
        .play("2006-04-02T03:30:59Z", 1, 60)
        .play("2006-04-02T03:31:00Z", 2, 60);
    let began = |track| detail(&night, &of_track(track)).first.unwrap().began;
    assert_eq!(began(0), time("2006-04-01T23:59:59"));
    assert_eq!(began(1), time("2006-04-02T00:00:59"));
    assert_eq!(began(2), time("2006-04-02T01:01:00"));
}

#[test]
fn in_1988_newfoundland_turned_back_by_two_hours() {
    // Double summer time: 00:01 on 30 October became 22:01 on the 29th, at 01:31 UTC.
    let night = listener(Tz::America__St_Johns)
        .play("1988-10-30T01:30:59Z", 0, 60)
        .play("1988-10-30T01:31:00Z", 1, 60);
    let began = |track| detail(&night, &of_track(track)).first.unwrap().began;
    assert_eq!(began(0), time("1988-10-30T00:00:59"));
    assert_eq!(began(1), time("1988-10-29T22:01:00"));
    let answer = summary(&night, &as_of("1988-10-30"));
    assert_eq!(bars_of_hours(&answer.timeline), [(0, 22, 1), (1, 0, 1)]);
}

#[test]
fn monrovia_was_44_minutes_and_30_seconds_behind_until_1972() {
    let around = listener(Tz::Africa__Monrovia)
        .play("1972-01-07T00:44:29Z", 0, 60)
        .play("1972-01-07T00:44:30Z", 1, 60);
    let began = |track| detail(&around, &of_track(track)).first.unwrap().began;
    assert_eq!(began(0), time("1972-01-06T23:59:59"));
    assert_eq!(began(1), time("1972-01-07T00:44:30"));
}

#[test]
fn caracas_and_pyongyang_moved_by_half_an_hour() {
    // Caracas on 9 December 2007: 03:00 became 02:30. Pyongyang on 5 May 2018: 23:30 of the 4th became midnight.
    let caracas =
        listener(Tz::America__Caracas)
            .play("2007-12-09T06:59:59Z", 0, 60)
            .play("2007-12-09T07:00:00Z", 1, 60);
    let clock = summary(&caracas, &as_of("2007-12-09")).clock;
    assert_eq!(hours(&clock), [(SUNDAY, 2, 2)]);

    let pyongyang =
        listener(Tz::Asia__Pyongyang)
            .play("2018-05-04T14:59:59Z", 0, 60)
            .play("2018-05-04T15:00:00Z", 1, 60);
    let clock = summary(&pyongyang, &as_of("2018-05-05")).clock;
    assert_eq!(hours(&clock), [(4, 23, 1), (5, 0, 1)]);
}
