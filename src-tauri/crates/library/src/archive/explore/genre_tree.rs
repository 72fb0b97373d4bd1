//! All genres of a filter, rolled up into families.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};

use genres::families;
use stats::{Amount, ArtistNo, GenreLevel, GenreNo, Measure, Question, Ranked, Subject, Summary};
use store::StoreError;

use super::{
    super::{Archive, Zone},
    history::LoadedHistory,
    label::Label,
    query::ExploreQuery,
};

/// All genres of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenreTree {
    /// What the filter lets through.
    pub whole: Amount,
    /// What of it has a genre.
    pub with_genre: Amount,
    /// Most by the measure first; what belongs to no family last.
    pub families: Vec<GenreFamily>,
}

/// A family and its genres.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenreFamily {
    /// `None` for genres that belong to no family.
    pub label: Option<Label>,
    /// What has any of its genres.
    pub amount: Amount,
    /// How many artists with something in the range have any of its genres.
    pub artists: u32,
    /// A genre comes before those below it, and among its like most comes first.
    pub genres: Vec<GenreBranch>,
}

/// A genre and its place below its family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenreBranch {
    /// Its name and key.
    pub label: Label,
    /// 1 right below the family.
    pub depth: u32,
    /// What has this genre itself.
    pub amount: Amount,
    /// How many artists with something in the range have it.
    pub artists: u32,
}

impl Archive {
    /// All genres that a query's filter lets through, whichever genres the filter picks. A play counts for each of its genres.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn genre_tree(&self, query: &ExploreQuery, zone: Zone) -> Result<GenreTree, StoreError> {
        let (history, _) = self.current_history(zone)?;
        let mut question = self.resolve_query(query, &history)?;
        question.filter.genres = Default::default();
        question.ranks = usize::MAX;
        let ask = |level, only: Vec<GenreNo>| {
            let mut question = Question {
                genre_level: level,
                ..question.clone()
            };
            question.filter.genres.only = only;
            self.with_engine(&history, |engine| engine.summary(&question))
        };
        let families = ask(GenreLevel::Family, Vec::new());
        let genres = ask(GenreLevel::Genre, Vec::new());
        let every_genre: Vec<GenreNo> = (0..history.genres.len() as u32).map(GenreNo).collect();
        let without_family = |genre: &GenreNo| history.families.of(*genre).is_none();
        let others: Vec<GenreNo> = every_genre.iter().copied().filter(without_family).collect();
        let amount_of = |some: Vec<GenreNo>| match some.is_empty() {
            true => Amount::default(),
            false => ask(GenreLevel::Genre, some).totals.amount,
        };
        let (with_genre, other_amount) = (amount_of(every_genre), amount_of(others));
        let artists = artists_by_genre(&history, &families.artists);
        let measure = query.question.measure;
        let mut tree = GenreTree {
            whole: families.totals.amount,
            with_genre,
            families: Vec::new(),
        };
        for family in &families.genres {
            tree.families.push(GenreFamily {
                label: history.genre_label(family.number),
                amount: family.amount,
                artists: count(&artists, family.number),
                genres: branches(&history, &genres, Some(family.number), &artists, measure),
            });
        }
        let others = branches(&history, &genres, None, &artists, measure);
        if !others.is_empty() {
            let all: BTreeSet<ArtistNo> = genres
                .genres
                .iter()
                .filter(|genre| without_family(&genre.number))
                .flat_map(|genre| artists.get(&genre.number).into_iter().flatten().copied())
                .collect();
            tree.families.push(GenreFamily {
                label: None,
                amount: other_amount,
                artists: all.len() as u32,
                genres: others,
            });
        }
        Ok(tree)
    }
}

type ArtistsByGenre = HashMap<GenreNo, BTreeSet<ArtistNo>>;

fn artists_by_genre(history: &LoadedHistory, artists: &[Ranked<ArtistNo>]) -> ArtistsByGenre {
    let mut by_genre = ArtistsByGenre::new();
    for artist in artists {
        for genre in history.table.genres_of(Subject::Artist(artist.number)) {
            for number in [Some(genre), history.families.of(genre)].into_iter().flatten() {
                by_genre.entry(number).or_default().insert(artist.number);
            }
        }
    }
    by_genre
}

fn count(artists: &ArtistsByGenre, genre: GenreNo) -> u32 {
    artists.get(&genre).map_or(0, |artists| artists.len() as u32)
}

/// The genres of one family, in order.
fn branches(
    history: &LoadedHistory,
    genres: &Summary,
    family: Option<GenreNo>,
    artists: &ArtistsByGenre,
    measure: Measure,
) -> Vec<GenreBranch> {
    let own: Vec<&Ranked<GenreNo>> = genres
        .genres
        .iter()
        .filter(|genre| history.families.of(genre.number) == family)
        .collect();
    let name = |genre: &Ranked<GenreNo>| {
        history
            .genres
            .get(genre.number.index())
            .map_or("", |(_, name)| name.as_str())
    };
    let places: HashMap<&str, usize> = own.iter().map(|genre| name(genre)).zip(0..).collect();
    // Of each genre the closest one above it that is among them.
    let parents: Vec<Option<usize>> = own
        .iter()
        .zip(0..)
        .map(|(genre, at)| {
            let path = families::path(name(genre));
            let above = path.iter().rev().filter_map(|name| places.get(name).copied());
            above.into_iter().find(|place| *place != at)
        })
        .collect();
    let mut children: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    for (parent, at) in parents.iter().zip(0..) {
        children.entry(*parent).or_default().push(at);
    }
    for children in children.values_mut() {
        children.sort_by_key(|at| Reverse(own.get(*at).map(|genre| genre.amount.by(measure))));
    }
    let mut branches = Vec::new();
    let mut open: Vec<(usize, u32)> = Vec::new();
    let below = |parent: Option<usize>, depth: u32| {
        let children = children.get(&parent).into_iter().flatten().rev();
        children.map(move |at| (*at, depth)).collect::<Vec<_>>()
    };
    open.extend(below(None, 1));
    while let Some((at, depth)) = open.pop() {
        open.extend(below(Some(at), depth + 1));
        if let Some(genre) = own.get(at)
            && let Some(label) = history.genre_label(genre.number)
        {
            branches.push(GenreBranch {
                label,
                depth,
                amount: genre.amount,
                artists: count(artists, genre.number),
            });
        }
    }
    branches
}
