//! The stream chart: the top artists or genres, bar by bar.

use chrono::NaiveDate;

use super::Answer;
use crate::{
    Amount, ArtistNo, GenreNo, Stream, StreamBands, StreamOf, bars::Bars, compiled_filter::parts_without, day,
    grouping::Grouping, packed, scan::LANES, scratch::Period,
};

/// The most artists or genres in a stream.
const MAX_SHOWN: usize = 12;

impl Answer<'_> {
    pub(super) fn stream(&mut self) -> Stream {
        let grouping = match self.question.stream {
            StreamOf::Artists => Grouping::Artist,
            StreamOf::Genres => self.question.genre_level.grouping(),
        };
        let Some(range) = self.range() else {
            let filter = &self.question.filter;
            let life = self.table.life.map(|life| day::date(life.first));
            let first = filter.from.or(filter.to).or(life).unwrap_or(self.question.today);
            return self.empty_stream(first);
        };
        let Some(days) = self.within_life(Some(range)) else {
            return self.empty_stream(day::date(range.first));
        };
        let best = self
            .group_sums(grouping, self.ranking_sums(grouping, Period::Current))
            .best(MAX_SHOWN);
        let numbers: Vec<u32> = best.iter().map(|place| place.number).collect();
        let mut bands = std::mem::take(&mut self.scratch.bands);
        let combinations = self.assign_bands(grouping, &numbers, &mut bands);
        let bars = Bars::over(days);
        let mut amounts = vec![vec![Amount::default(); bars.bins.count]; numbers.len()];
        let mut others = vec![Amount::default(); bars.bins.count];
        let mut sums = vec![[0; LANES]; combinations.len()];
        self.scan().bands(
            days,
            &bands,
            &mut sums,
            |run| bars.of(run),
            |bar, sums| {
                for (lanes, combination) in sums.iter().zip(&combinations) {
                    let sum = packed::amount(lanes.iter().sum());
                    if *combination == 0 {
                        add(&mut others, bar, sum);
                    }
                    for (at, amounts) in amounts.iter_mut().enumerate() {
                        if combination >> at & 1 == 1 {
                            add(amounts, bar, sum);
                        }
                    }
                }
                sums.fill([0; LANES]);
            },
        );
        self.scratch.bands = bands;
        Stream {
            of: self.stream_bands(numbers),
            bins: bars.bins,
            amounts,
            others,
        }
    }

    /// Writes down for each track the band that it is added to. There is a band for each combination of `numbers` that some
    /// track belongs to; returns these combinations, as a bit for each of `numbers`. The first is the combination of none.
    /// A track that does not pass the filter is given a band that nobody sums up.
    fn assign_bands(&self, grouping: Grouping, numbers: &[u32], bands: &mut Vec<u16>) -> Vec<u16> {
        const LEFT_OUT: u16 = u16::MAX;
        let catalogue = &self.table.catalogue;
        let parts = parts_without(grouping);
        let mut slots = vec![u8::MAX; grouping.count(catalogue)];
        for (slot, number) in (0..).zip(numbers) {
            if let Some(entry) = slots.get_mut(*number as usize) {
                *entry = slot;
            }
        }
        let lists = match grouping {
            Grouping::Genre | Grouping::Family => &catalogue.genres,
            _ => &catalogue.artists,
        };
        let mut combinations = vec![0u16];
        // A track that was not played adds nothing, so the band that it had before may stay.
        bands.resize(catalogue.track_count(), LEFT_OUT);
        for track in &self.scratch.current.played {
            let passes = self.filter.passes(*track, parts);
            let mut combination = 0;
            for one in lists.of(*track).iter().filter(|_| passes) {
                let slot = slots.get(*one as usize).copied().unwrap_or(u8::MAX);
                if slot != u8::MAX {
                    combination |= 1 << slot;
                }
            }
            let band = match combination {
                _ if !passes => LEFT_OUT,
                0 => 0,
                combination => combinations
                    .iter()
                    .position(|known| *known == combination)
                    .unwrap_or_else(|| {
                        combinations.push(combination);
                        combinations.len() - 1
                    }) as u16,
            };
            if let Some(entry) = bands.get_mut(*track as usize) {
                *entry = band;
            }
        }
        combinations
    }

    fn stream_bands(&self, numbers: Vec<u32>) -> StreamBands {
        match self.question.stream {
            StreamOf::Artists => StreamBands::Artists(numbers.into_iter().map(ArtistNo).collect()),
            StreamOf::Genres => StreamBands::Genres(numbers.into_iter().map(GenreNo).collect()),
        }
    }

    fn empty_stream(&self, first: NaiveDate) -> Stream {
        Stream {
            of: self.stream_bands(Vec::new()),
            bins: Bars::none(first).bins,
            amounts: Vec::new(),
            others: Vec::new(),
        }
    }
}

fn add(amounts: &mut [Amount], at: usize, amount: Amount) {
    if let Some(entry) = amounts.get_mut(at) {
        *entry += amount;
    }
}
