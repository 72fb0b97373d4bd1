//! What a path leads to inside a crate: the module that defines it, also where another module passes it on by `use`.
//! Where that cannot be told, because it comes from another crate or a macro, the last module on the way is the answer.

use std::collections::BTreeSet;
use std::path::Path;

use super::mentions::Names;
use super::modules::{Id, Modules};

/// Where a path led.
#[derive(Clone, Copy)]
enum Found {
    Module(Id),
    /// Something that this module defines or passes on.
    Inside(Id),
}

/// The imports that were followed so far: one may lead to itself, as `use log::log` seems to.
type Seen = BTreeSet<(Id, String)>;

impl Modules {
    /// The module that a path leads to or into; `None` where it leads out of the crate.
    pub(super) fn resolve(&self, from: Id, path: &[String]) -> Option<Id> {
        match self.follow(from, path, &mut Seen::new())? {
            Found::Module(id) | Found::Inside(id) => Some(id),
        }
    }

    /// The files of a module's ancestors.
    pub(super) fn files_above(&self, id: Id) -> BTreeSet<&Path> {
        std::iter::successors(self.0[id].parent, |&id| self.0[id].parent)
            .map(|id| self.0[id].file.as_path())
            .collect()
    }

    fn follow(&self, from: Id, path: &[String], seen: &mut Seen) -> Option<Found> {
        let (mut at, mut rest) = self.start(from, path);
        // Without a keyword, the first name has to be known here, or it is another crate.
        let mut must_be_known = rest.len() == path.len();
        while let Some((name, further)) = rest.split_first() {
            match self.step(at, name, seen) {
                Some(Found::Module(id)) => at = id,
                Some(inside) => return Some(inside),
                None if must_be_known => return None,
                None => return Some(Found::Inside(at)),
            }
            must_be_known = false;
            rest = further;
        }
        Some(Found::Module(at))
    }

    /// The module that the path's keywords (`crate`, `self`, `super`) lead to, and what comes after them.
    fn start<'a>(&self, from: Id, path: &'a [String]) -> (Id, &'a [String]) {
        let (mut at, mut rest) = (from, path);
        while let Some((name, further)) = rest.split_first() {
            at = match name.as_str() {
                "crate" => 0,
                "self" => at,
                "super" => self.0[at].parent.unwrap_or(at),
                _ => break,
            };
            rest = further;
        }
        (at, rest)
    }

    /// What a name in a module stands for.
    fn step(&self, at: Id, name: &str, seen: &mut Seen) -> Option<Found> {
        let module = &self.0[at];
        if let Some(child) = module.children.get(name) {
            return Some(Found::Module(*child));
        }
        if module.items.contains(name) {
            return Some(Found::Inside(at));
        }
        if !seen.insert((at, name.to_owned())) {
            return None;
        }
        if let Some(path) = module.imports.get(name) {
            return Some(self.follow(at, path, seen).unwrap_or(Found::Inside(at)));
        }
        module.globs.iter().find_map(|path| self.by_glob(at, path, name, seen))
    }

    fn by_glob(&self, at: Id, path: &Names, name: &str, seen: &mut Seen) -> Option<Found> {
        match self.follow(at, path, seen)? {
            Found::Module(id) if id != at => self.step(id, name, seen),
            _ => None,
        }
    }
}
