//! Finds what a name, link or URI on the command line means, and says what is close to one that means nothing.

use library::{Archive, EntityKind, SearchHit, Zone};
use plays::CountingRule;
use stats::{Measure, Selection};

use crate::{arguments::Names, commands::uri, failure::Failure, wording};

const UNKNOWN: &str = "not_in_the_archive";

/// Artists, albums, tracks and genres of the filter.
#[derive(Debug)]
pub(super) struct NamedPicks {
    pub(super) artists: Selection<NamedKey>,
    pub(super) albums: Selection<NamedKey>,
    pub(super) tracks: Selection<NamedKey>,
    pub(super) genres: Selection<NamedKey>,
}

/// One artist, album, track or genre. Where several have the name that was given, the key is that name and means all of them.
#[derive(Debug, Clone)]
pub(in crate::commands) struct NamedKey {
    pub(in crate::commands) key: String,
    pub(in crate::commands) name: String,
}

pub(in crate::commands) struct Lookup<'a> {
    pub(in crate::commands) archive: &'a Archive,
    pub(in crate::commands) zone: Zone,
}

impl Lookup<'_> {
    pub(super) fn all(&self, names: &Names) -> Result<NamedPicks, Failure> {
        let pick = |kind, only: &[String], never: &[String]| -> Result<Selection<NamedKey>, Failure> {
            Ok(Selection {
                only: self.each(kind, only)?,
                never: self.each(kind, never)?,
            })
        };
        Ok(NamedPicks {
            artists: pick(EntityKind::Artist, &names.artist, &names.not_artist)?,
            albums: pick(EntityKind::Album, &names.album, &names.not_album)?,
            tracks: pick(EntityKind::Track, &names.track, &names.not_track)?,
            genres: pick(EntityKind::Genre, &names.genre, &names.not_genre)?,
        })
    }

    fn each(&self, kind: EntityKind, asked: &[String]) -> Result<Vec<NamedKey>, Failure> {
        let found: Result<Vec<_>, _> = asked.iter().map(|text| self.one(kind, text)).collect();
        Ok(found?.concat())
    }

    /// What has exactly this name, else what has it in other capitals.
    pub(in crate::commands) fn one(&self, kind: EntityKind, text: &str) -> Result<Vec<NamedKey>, Failure> {
        let kinds: &[&str] = match kind {
            EntityKind::Track => &["track", "episode", "chapter"],
            EntityKind::Album => &["album", "show", "audiobook"],
            EntityKind::Artist => &["artist"],
            EntityKind::Genre => &[],
        };
        let uri = kinds.iter().find_map(|kind| uri::parse(kind, text));
        let key = uri.unwrap_or_else(|| text.to_owned());
        let any = (CountingRule::default(), Measure::default(), true);
        if let Some(known) = self.archive.detail((kind, &key), any, self.zone)? {
            let named = self.archive.label(&known.history, known.subject)?;
            let name = named.map_or_else(|| key.clone(), |named| named.name);
            return Ok(vec![NamedKey { key, name }]);
        }
        let near = self.archive.search(text, self.zone)?;
        let lower = text.to_lowercase();
        let mut names: Vec<String> = near
            .iter()
            .filter(|found| found.kind == kind && found.label.name.to_lowercase() == lower)
            .map(|found| found.label.name.clone())
            .collect();
        names.sort_unstable();
        names.dedup();
        if names.is_empty() {
            return Err(self.unknown(kind, text, near)?);
        }
        let named_key = |name: String| NamedKey {
            key: name.clone(),
            name,
        };
        Ok(names.into_iter().map(named_key).collect())
    }

    /// The failure that nothing is called so, with what is `near` or has a similar name.
    pub(in crate::commands) fn unknown(
        &self,
        kind: EntityKind,
        text: &str,
        near: Vec<SearchHit>,
    ) -> Result<Failure, Failure> {
        if self.archive.count()? == 0 {
            return Ok(Failure::new(UNKNOWN, wording::empty_archive(self.archive.path())));
        }
        let (one, many) = called(kind);
        let alike = self.alike(kind, text, near)?;
        let mut names: Vec<String> = Vec::new();
        for found in alike {
            let flag = called(found.kind).0;
            let name = if found.kind == kind {
                format!("“{}”", found.label.name)
            } else {
                format!("the {flag} “{}” (--{flag})", found.label.name)
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.truncate(5);
        let near = if names.is_empty() {
            String::new()
        } else {
            format!(" There is {}.", names.join(", "))
        };
        let has_name = if text.contains("://") || text.starts_with("spotify:") {
            "has the address"
        } else {
            "is called"
        };
        let message = format!(
            "No {one} in the archive {has_name} “{text}”.{near} See how it is written: tonearm-cli top {many} --limit 100"
        );
        Ok(Failure::new(UNKNOWN, message))
    }

    /// What has all words of `text`, else one of them, else the beginning of one; of the same kind, else of any.
    fn alike(&self, kind: EntityKind, text: &str, near: Vec<SearchHit>) -> Result<Vec<SearchHit>, Failure> {
        let mut tries = vec![near];
        let words: Vec<&str> = text.split_whitespace().filter(|word| word.len() > 2).collect();
        let starts = words.iter().map(|word| {
            let letters = word.chars().count().div_ceil(2).max(3);
            word.chars().take(letters).collect::<String>()
        });
        for part in words.iter().map(ToString::to_string).chain(starts) {
            tries.push(self.archive.search(&part, self.zone)?);
        }
        let same = tries.iter().find(|found| found.iter().any(|found| found.kind == kind));
        if let Some(same) = same {
            return Ok(same.iter().filter(|found| found.kind == kind).cloned().collect());
        }
        Ok(tries.into_iter().find(|found| !found.is_empty()).unwrap_or_default())
    }
}

/// Singular and plural.
fn called(kind: EntityKind) -> (&'static str, &'static str) {
    match kind {
        EntityKind::Track => ("track", "tracks"),
        EntityKind::Album => ("album", "albums"),
        EntityKind::Artist => ("artist", "artists"),
        EntityKind::Genre => ("genre", "genres"),
    }
}
