//! The files inside each crate form layers: what two siblings or cousins share lies below both.
//! A module may use its ancestors, and they use it; that alone is no circle. Unit tests are left out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use tonearm_tests::failure::Outcome;

use super::modules::Modules;
use super::workspace;

/// File -> the files it uses, ancestors aside.
type Uses = BTreeMap<PathBuf, BTreeSet<PathBuf>>;

fn uses(modules: &Modules) -> Uses {
    let mut uses = Uses::new();
    for (id, module) in modules.0.iter().enumerate() {
        let above = modules.files_above(id);
        let used = uses.entry(module.file.clone()).or_default();
        for path in &module.mentioned {
            if let Some(target) = modules.resolve(id, path) {
                let file = &modules.0[target].file;
                if *file != module.file && !above.contains(file.as_path()) {
                    used.insert(file.clone());
                }
            }
        }
    }
    uses
}

/// One circle for each knot of files that reach one another, the shortest there is, written `a -> b -> a`.
fn circles(uses: &Uses) -> Vec<String> {
    let reach: BTreeMap<_, _> = uses.keys().map(|file| (file, reachable(uses, file))).collect();
    let mut found = Vec::new();
    let mut done = BTreeSet::new();
    for file in uses.keys() {
        if done.contains(file) || !reach[file].contains(file) {
            continue;
        }
        let knot: Vec<_> = reach[file]
            .iter()
            .filter(|other| reach.get(*other).is_some_and(|back| back.contains(file)))
            .collect();
        let circle = knot.iter().filter_map(|file| way_back(uses, file)).min_by_key(Vec::len);
        let names: Vec<_> = circle.iter().flatten().map(|file| file.display().to_string()).collect();
        found.push(format!("{} ({} files are tied)", names.join(" -> "), knot.len()));
        done.extend(knot);
    }
    found
}

fn reachable(uses: &Uses, from: &Path) -> BTreeSet<PathBuf> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        for next in uses.get(file).into_iter().flatten() {
            if reached.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    reached
}

/// The shortest way from a file back to it, both ends included.
fn way_back<'a>(uses: &'a Uses, start: &'a PathBuf) -> Option<Vec<&'a PathBuf>> {
    let mut open = VecDeque::from([vec![start]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = open.pop_front() {
        for next in way.last().and_then(|file| uses.get(*file)).into_iter().flatten() {
            let mut longer = way.clone();
            longer.push(next);
            if next == start {
                return Some(longer);
            }
            if seen.insert(next) {
                open.push_back(longer);
            }
        }
    }
    None
}

#[test]
fn no_crate_has_a_circle_between_its_files() -> Outcome {
    let metadata = workspace()?;
    let root = metadata.workspace_root.as_std_path();
    let read = |file: &Path| std::fs::read_to_string(root.join(file)).ok();
    let mut files = 0;
    let mut wrong = Vec::new();
    for package in metadata.workspace_packages() {
        for target in &package.targets {
            let source = target.src_path.as_std_path();
            let modules = Modules::of(source.strip_prefix(root).unwrap_or(source), &read)?;
            files += modules.0.len();
            let found = circles(&uses(&modules));
            wrong.extend(found.iter().map(|circle| format!("{}: {circle}", package.name)));
        }
    }
    assert!(files > 100, "sources were found");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    Ok(())
}

/// The circles of a crate with these files.
fn circles_of(files: &[(&str, &str)]) -> Outcome<Vec<String>> {
    let read = |path: &Path| {
        let file = files.iter().find(|(name, _)| Path::new(name) == path);
        file.map(|(_, text)| (*text).to_owned())
    };
    Ok(circles(&uses(&Modules::of(Path::new("lib.rs"), &read)?)))
}

#[test]
fn two_siblings_that_use_each_other_are_a_circle() -> Outcome {
    let found = circles_of(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::{One, Two}; pub struct A;"),
        ("b.rs", "pub fn b() -> super::a::A { super::a::A }"),
    ])?;
    assert_eq!(found, ["a.rs -> b.rs -> a.rs (2 files are tied)"]);
    Ok(())
}

#[test]
fn siblings_in_layers_are_none() -> Outcome {
    let found = circles_of(&[
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "use crate::{b::B, c::C};"),
        ("b.rs", "use crate::c::C; pub struct B;"),
        ("c.rs", "pub struct C;"),
    ])?;
    assert_eq!(found, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_parent_and_its_child_may_use_each_other() -> Outcome {
    let found = circles_of(&[
        ("lib.rs", "mod a; pub struct Root;"),
        ("a.rs", "mod inner; pub struct A(inner::Inner);"),
        ("a/inner.rs", "use super::A; use crate::Root; pub struct Inner;"),
    ])?;
    assert_eq!(found, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_name_that_a_parent_passes_on_counts_as_the_file_that_defines_it() -> Outcome {
    let found = circles_of(&[
        ("lib.rs", "mod a; mod b; pub use self::a::A; use b::*;"),
        ("a.rs", "use crate::B; pub struct A;"),
        ("b.rs", "use crate::A; pub struct B;"),
    ])?;
    assert_eq!(found, ["a.rs -> b.rs -> a.rs (2 files are tied)"]);
    Ok(())
}

#[test]
fn what_a_parent_passes_on_from_another_crate_counts_as_the_parent() -> Outcome {
    let found = circles_of(&[
        ("lib.rs", "mod a; mod b; pub use std::fmt as text;"),
        ("a.rs", "use crate::{b::B, text::Debug};"),
        ("b.rs", "use crate::text::Display; pub struct B;"),
    ])?;
    assert_eq!(found, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_circle_may_lead_through_the_inside_of_a_sibling() -> Outcome {
    let found = circles_of(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "mod inner; pub use self::inner::Inner; pub struct A;"),
        ("a/inner.rs", "use crate::b::B; pub struct Inner;"),
        ("b.rs", "use crate::a::A; pub struct B;"),
    ])?;
    assert_eq!(found, ["a/inner.rs -> b.rs -> a.rs -> a/inner.rs (3 files are tied)"]);
    Ok(())
}

#[test]
fn paths_in_bodies_macros_and_by_way_of_imported_modules_count() -> Outcome {
    let found = circles_of(&[
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "use crate::b; pub fn a() { b::b(); }"),
        ("b.rs", "pub fn b() { println!(\"{}\", crate::c::c(|x: u8| x)); }"),
        ("c.rs", "pub fn c() { let x: crate::a::A = 1; }"),
    ])?;
    assert_eq!(found, ["a.rs -> b.rs -> c.rs -> a.rs (3 files are tied)"]);
    Ok(())
}

#[test]
fn unit_tests_may_look_wherever_they_like() -> Outcome {
    let found = circles_of(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "pub struct B; #[cfg(test)] mod tests { use crate::a::A; }"),
    ])?;
    assert_eq!(found, Vec::<String>::new());
    Ok(())
}
