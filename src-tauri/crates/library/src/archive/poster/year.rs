//! The poster of a calendar year, from the answer that Explore shows of it.

use chrono::{Datelike, NaiveDate};
use plays::{several, thousands};
use poster::{Count, Ground, List, Poster, Row};
use stats::{Filter, Question, Subject};
use store::StoreError;

use super::{
    super::{Archive, ExploreQuery, PickedKeys, Zone},
    PosterError, PosterQuery,
    chart::{self, Chart},
    entity::MAX_ROWS,
    sentence::{self, Share},
};

pub(super) fn poster(archive: &Archive, year: i32, query: &PosterQuery, zone: Zone) -> Result<Poster, PosterError> {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let question = Question {
        filter: Filter {
            from: day(1, 1),
            to: day(12, 31),
            ..Filter::default()
        },
        rule: query.rule,
        with_hidden: query.with_hidden,
        calendar: Some(year),
        ranks: MAX_ROWS,
        ..Question::new(query.today)
    };
    let picks = PickedKeys::default();
    let answer = archive.explore(&ExploreQuery { picks, question }, zone)?;
    let (totals, history) = (answer.summary.totals, &answer.history);
    if totals.amount.plays == 0 {
        let bins = answer.summary.timeline.bins;
        let last = bins.starts().last();
        let years = last.map(|last| (bins.first.year(), last.year()));
        return Err(PosterError::EmptyYear { year, years });
    }
    let name = |artist| -> Result<String, StoreError> {
        let label = archive.label(history, Subject::Artist(artist))?;
        Ok(label.map(|label| label.name).unwrap_or_default())
    };
    let artists = answer.summary.artists.iter().filter(|artist| artist.amount.plays > 0);
    let artists = artists.map(|artist| Ok((name(artist.number)?, artist.amount)));
    let artists = artists.collect::<Result<Vec<_>, StoreError>>()?;
    let shares: Vec<Share<'_>> = artists
        .iter()
        .map(|(name, amount)| Share {
            name,
            plays: amount.plays,
            ms: amount.ms,
        })
        .collect();
    let months = [(year, answer.summary.calendar.days.clone())];
    let Chart { bars, peak, footer } = chart::of_months(&months, history.gaps(), zone);
    let (time, unit) = sentence::listening_time(totals.amount.ms);
    let plays = if totals.amount.plays == 1 { "play" } else { "plays" };
    let heard = several(u64::from(totals.artists), "artist", "artists");
    let rows = artists.iter().map(|(name, amount)| Row {
        name: name.clone(),
        amount: u64::from(amount.plays),
        shown: thousands(u64::from(amount.plays)),
    });
    Ok(Poster {
        name: year.to_string(),
        byline: String::new(),
        sentence: sentence::of_year(
            (year, year < query.today.year()),
            &shares,
            totals.amount.plays,
            totals.artists,
        ),
        detail: sentence::about_year(&shares, totals.amount.plays, totals.artists, totals.new_artists),
        bars,
        peak,
        edges: None,
        counts: vec![
            Count {
                amount: thousands(u64::from(totals.amount.plays)),
                words: format!("{plays} of {heard}"),
            },
            Count {
                amount: time,
                words: unit,
            },
        ],
        list: Some(List {
            title: "Most played".to_owned(),
            unit: "plays".to_owned(),
            rows: rows.collect(),
        }),
        footer,
        ground: Ground::BRASS,
    })
}
