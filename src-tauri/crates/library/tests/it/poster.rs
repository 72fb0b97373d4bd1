//! A poster shows the numbers of the page that it is a picture of.

use chrono::{DateTime, NaiveDate, Utc};
use library::{
    Archive, ArchiveError, EntityKind, ExploreQuery, HiddenTarget, PickedKeys, Poster, PosterError, PosterQuery,
    PosterSubject, Zone,
};
use plays::CountingRule;
use stats::{Detail, Filter, Measure, Question};
use tempfile::TempDir;

use crate::listener::archive_of;

const NOW: &str = "2026-07-09T20:00:00Z";

struct Listener {
    folder: TempDir,
    archive: Archive,
    zone: Zone,
    today: NaiveDate,
}

impl Listener {
    /// Tracks 0, 1, 2 … by "Artist 0", "Artist 1", "Artist 0" … on "Album 0" and "Album 1"; each play ends at a time and was heard for
    /// some seconds.
    fn heard(plays: &[(String, u32, u32)]) -> Self {
        let now: DateTime<Utc> = NOW.parse().unwrap();
        let (folder, archive) = archive_of(now, plays);
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let today = zone.local(now.timestamp_millis()).date_naive();
        Self {
            folder,
            archive,
            zone,
            today,
        }
    }

    /// Six years, in which the even tracks get more and more plays.
    fn of_six_years() -> Self {
        let mut plays = Vec::new();
        for year in 2019..=2024 {
            for number in 0..(year - 2017) * 4 {
                let (month, day) = (1 + number % 12, 1 + number % 28);
                let track = u32::try_from(if number % 5 == 0 { 1 } else { number % 4 * 2 }).unwrap();
                let secs = if number % 7 == 3 { 20 } else { 150 };
                plays.push((
                    format!("{year}-{month:02}-{day:02}T22:{:02}:00Z", number % 60),
                    track,
                    secs,
                ));
            }
        }
        // Ends in another year than the one in which it began.
        plays.push(("2022-12-31T23:01:00Z".to_owned(), 0, 180));
        Self::heard(&plays)
    }

    fn query(&self, subject: PosterSubject) -> PosterQuery {
        PosterQuery {
            subject,
            rule: CountingRule::default(),
            with_hidden: false,
            today: self.today,
        }
    }

    fn poster(&self, subject: PosterSubject) -> Poster {
        self.archive.poster(&self.query(subject), self.zone).unwrap()
    }

    fn page(&self, kind: EntityKind, name: &str, rule: CountingRule) -> Detail {
        let how = (rule, Measure::Plays, false);
        self.archive
            .detail((kind, name), how, self.zone)
            .unwrap()
            .unwrap()
            .detail
    }
}

fn artist() -> PosterSubject {
    PosterSubject::Artist("Artist 0".to_owned())
}

#[test]
fn an_artists_poster_has_the_numbers_of_its_page() {
    let listener = Listener::of_six_years();
    for rule in [
        CountingRule::default(),
        CountingRule::AtLeast { ms: 1 },
        CountingRule::HalfTheTrack,
    ] {
        let page = listener.page(EntityKind::Artist, "Artist 0", rule);
        let query = PosterQuery {
            rule,
            ..listener.query(artist())
        };
        let poster = listener.archive.poster(&query, listener.zone).unwrap();
        let years: Vec<u64> = page.years.iter().map(|year| u64::from(year.amount.plays)).collect();
        let bars: Vec<u64> = poster.bars.iter().map(|bar| bar.amount).collect();
        assert_eq!(bars, years, "{rule:?}");
        assert_eq!(poster.counts[0].amount, page.amount.plays.to_string());
        assert_eq!(poster.counts[0].words, format!("plays of {} tracks", page.tracks));
        let top: Vec<u64> = page.top.iter().map(|(_, amount)| u64::from(amount.plays)).collect();
        let rows: Vec<u64> = poster.list.unwrap().rows.iter().map(|row| row.amount).collect();
        assert_eq!(rows, top[..rows.len()]);
        let (first, last) = poster.edges.unwrap();
        assert_eq!(first.words, page.first.unwrap().began.format("%-d %B %Y").to_string());
        assert_eq!(last.words, page.last.unwrap().began.format("%-d %B %Y").to_string());
    }
}

#[test]
fn albums_and_tracks_say_who_made_them_and_have_their_artists_colour() {
    let listener = Listener::of_six_years();
    let colour = listener.poster(artist()).ground;
    let album = listener.poster(PosterSubject::Album("Album 0".to_owned()));
    let track = listener.poster(PosterSubject::Track("Track 2".to_owned()));
    for poster in [&album, &track] {
        assert_eq!(poster.byline, "by Artist 0");
        assert_eq!(poster.ground, colour);
    }
    assert!(album.detail.contains("The track was Track "), "{}", album.detail);
    assert!(!track.detail.contains("The track was"), "{}", track.detail);
    let page = listener.page(EntityKind::Track, "Track 2", CountingRule::default());
    assert_eq!(track.counts[0].words, format!("plays in {} sessions", page.sessions));
}

#[test]
fn a_years_poster_has_the_numbers_of_explore() {
    let listener = Listener::of_six_years();
    let poster = listener.poster(PosterSubject::Year(2022));
    let mut question = Question::new(listener.today);
    question.filter = Filter {
        from: NaiveDate::from_ymd_opt(2022, 1, 1),
        to: NaiveDate::from_ymd_opt(2022, 12, 31),
        ..Filter::default()
    };
    let picks = PickedKeys::default();
    let explored = listener
        .archive
        .explore(&ExploreQuery { picks, question }, listener.zone)
        .unwrap();
    let totals = explored.summary.totals;
    assert_eq!(poster.name, "2022");
    assert_eq!(poster.counts[0].amount, totals.amount.plays.to_string());
    assert_eq!(poster.counts[0].words, format!("plays of {} artists", totals.artists));
    let months: u64 = poster.bars.iter().map(|bar| bar.amount).sum();
    assert_eq!((poster.bars.len(), months), (12, u64::from(totals.amount.plays)));
    let rows: Vec<u64> = poster.list.unwrap().rows.iter().map(|row| row.amount).collect();
    let ranked: Vec<u64> = explored
        .summary
        .artists
        .iter()
        .map(|artist| u64::from(artist.amount.plays))
        .collect();
    assert_eq!(rows, ranked);
    assert_eq!(poster.sentence, "2022 belonged to Artist 0.");
}

#[test]
fn a_short_life_is_drawn_month_by_month() {
    let plays = [
        ("2025-11-30T23:30:00Z", 0, 180),
        ("2026-01-05T12:00:00Z", 2, 180),
        ("2026-01-06T12:00:00Z", 1, 180),
    ];
    let listener = Listener::heard(&plays.map(|(at, track, secs)| (at.to_owned(), track, secs)));
    let poster = listener.poster(artist());
    let played: Vec<(usize, u64)> = poster
        .bars
        .iter()
        .map(|bar| bar.amount)
        .enumerate()
        .filter(|(_, plays)| *plays > 0)
        .collect();
    // In Berlin it was December already.
    assert_eq!((poster.bars.len(), played), (24, vec![(11, 1), (12, 1)]));
    assert!(poster.footer.starts_with("One bar, one month."));
}

#[test]
fn what_is_hidden_is_left_out_as_on_the_page() {
    let listener = Listener::of_six_years();
    let before = listener.poster(artist());
    listener
        .archive
        .hide(&HiddenTarget::Track(format!("spotify:track:{:022}", 2)))
        .unwrap();
    listener.archive.refresh(listener.zone).unwrap();
    let after = listener.poster(artist());
    let page = listener.page(EntityKind::Artist, "Artist 0", CountingRule::default());
    assert_ne!(before.counts, after.counts);
    assert_eq!(after.counts[0].amount, page.amount.plays.to_string());
    let with_hidden = PosterQuery {
        with_hidden: true,
        ..listener.query(artist())
    };
    assert_eq!(listener.archive.poster(&with_hidden, listener.zone).unwrap(), before);
}

#[test]
fn where_there_is_nothing_to_draw_the_reason_is_told() {
    let listener = Listener::of_six_years();
    let error = |subject| {
        listener
            .archive
            .poster(&listener.query(subject), listener.zone)
            .unwrap_err()
    };
    assert!(matches!(
        error(PosterSubject::Artist("Nobody".to_owned())),
        PosterError::Unknown
    ));
    assert!(matches!(
        error(PosterSubject::Year(2012)),
        PosterError::EmptyYear {
            year: 2012,
            years: Some((2019, 2024))
        }
    ));
    listener
        .archive
        .hide(&HiddenTarget::Artist("Artist 1".to_owned()))
        .unwrap();
    listener.archive.refresh(listener.zone).unwrap();
    let hidden = error(PosterSubject::Artist("Artist 1".to_owned()));
    assert!(
        matches!(&hidden, PosterError::NothingCounted { name, is_hidden: true } if name == "Artist 1"),
        "{hidden:?}"
    );
}

#[test]
fn a_picture_takes_its_place_in_one_step_and_never_that_of_the_archive() {
    let listener = Listener::of_six_years();
    let to = listener.folder.path().join("poster.png");
    listener.archive.write_picture(b"first", &to).unwrap();
    listener.archive.write_picture(b"second", &to).unwrap();
    assert_eq!(std::fs::read(&to).unwrap(), b"second");
    let refused = listener.archive.write_picture(b"x", listener.archive.path());
    assert!(matches!(refused, Err(ArchiveError::Export { .. })));
    let nowhere = listener.folder.path().join("no such folder").join("poster.png");
    let error = listener.archive.write_picture(b"x", &nowhere).unwrap_err();
    assert!(error.to_string().contains("there is no such folder"), "{error}");
    assert!(listener.archive.count().unwrap() > 0);
}
