//! A question with keys in it, and how keys become the numbers of the table in memory.

use stats::{AlbumNo, ArtistNo, Filter, GenreNo, Question, Selection, Subject, TrackNo};
use store::{EntityKind, StoreError};

use super::{
    super::{Archive, key},
    history::LoadedHistory,
};

/// Artists, albums, tracks and genres to select, each by its key: Spotify's address, or one of ours made of names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PickedKeys {
    pub artists: Selection<String>,
    pub albums: Selection<String>,
    pub tracks: Selection<String>,
    pub genres: Selection<String>,
}

/// A question that names artists, albums, tracks and genres by key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExploreQuery {
    /// The keys. If a key names nothing in the archive, nothing passes the filter.
    pub picks: PickedKeys,
    /// Everything else. Its own selections of artists, albums, tracks and genres are ignored.
    pub question: Question,
}

impl Archive {
    pub(super) fn resolve_query(&self, query: &ExploreQuery, history: &LoadedHistory) -> Result<Question, StoreError> {
        let PickedKeys {
            artists,
            albums,
            tracks,
            genres,
        } = &query.picks;
        let filter = Filter {
            artists: self.resolve_keys(history, artists)?,
            albums: self.resolve_keys(history, albums)?,
            tracks: self.resolve_keys(history, tracks)?,
            genres: self.resolve_keys(history, genres)?,
            ..query.question.filter.clone()
        };
        Ok(Question {
            filter,
            ..query.question.clone()
        })
    }

    fn resolve_keys<N: SubjectNumber>(
        &self,
        history: &LoadedHistory,
        keys: &Selection<String>,
    ) -> Result<Selection<N>, StoreError> {
        let numbers = |keys: &[String]| -> Result<Vec<N>, StoreError> {
            let mut numbers = Vec::new();
            for key in keys {
                let subjects = self.subjects(history, N::KIND, key)?;
                if subjects.is_empty() {
                    // "Only this one" must not become "any" when this one is gone.
                    numbers.push(N::NONE);
                }
                numbers.extend(subjects.into_iter().filter_map(N::from_subject));
            }
            Ok(numbers)
        };
        Ok(Selection {
            only: numbers(&keys.only)?,
            never: numbers(&keys.never)?,
        })
    }

    /// What a key stands for, each once: several subjects if the key is only a name that several have, such as a genre and its
    /// family. A bare name is found as well.
    pub(super) fn subjects(
        &self,
        history: &LoadedHistory,
        kind: EntityKind,
        key: &str,
    ) -> Result<Vec<Subject>, StoreError> {
        let family = |name: &str| history.families.number(name).map(Subject::Genre);
        if let (EntityKind::Genre, Some(name)) = (kind, key::family_in(key)) {
            return Ok(family(&name).into_iter().collect());
        }
        let mut ids = self.store().ids_with_uri(kind, key)?;
        if ids.is_empty() {
            let (name, artist) = key::names_in(key).unwrap_or_else(|| (key.to_owned(), None));
            ids = self.store().ids_with_name(kind, &name, artist.as_deref())?;
        }
        let mut subjects: Vec<Subject> = Vec::new();
        for subject in ids.into_iter().filter_map(|id| history.subject(kind, id)) {
            if !subjects.contains(&subject) {
                subjects.push(subject);
            }
        }
        if kind == EntityKind::Genre && key::names_in(key).is_none() {
            subjects.extend(family(key));
        }
        Ok(subjects)
    }
}

/// The number of a subject of one kind.
trait SubjectNumber: Sized {
    const KIND: EntityKind;
    /// A number that nothing has, because no table is that large.
    const NONE: Self;

    /// `None` for a subject of another kind.
    fn from_subject(subject: Subject) -> Option<Self>;
}

macro_rules! subject_number {
    ($($kind:ident $name:ident,)*) => {$(
        impl SubjectNumber for $name {
            const KIND: EntityKind = EntityKind::$kind;
            const NONE: Self = Self(u32::MAX);

            fn from_subject(subject: Subject) -> Option<Self> {
                match subject {
                    Subject::$kind(number) => Some(number),
                    _ => None,
                }
            }
        }
    )*};
}
subject_number! {
    Track TrackNo,
    Album AlbumNo,
    Artist ArtistNo,
    Genre GenreNo,
}
