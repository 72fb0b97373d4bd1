//! The modules of one crate, read from its sources: the file each is in, what it defines, what it imports, and every
//! path it mentions. Nothing is compiled; macros are not expanded, but the paths in their arguments count.
//! What is compiled only for unit tests (`#[cfg(test)]`) is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use quote::ToTokens as _;
use syn::{Attribute, Item, UseTree};
use tonearm_tests::failure::{Failure, Outcome};

use super::mentions::{Names, mentions};

/// A module's place in [`Modules`]; the crate's root is 0.
pub(super) type Id = usize;

#[derive(Default)]
pub(super) struct Module {
    pub(super) file: PathBuf,
    pub(super) parent: Option<Id>,
    pub(super) children: BTreeMap<String, Id>,
    /// Types, functions and all else that has its definition here.
    pub(super) items: BTreeSet<String>,
    /// Name -> the path that a `use` takes it from.
    pub(super) imports: BTreeMap<String, Names>,
    /// The modules of which everything is imported.
    pub(super) globs: Vec<Names>,
    /// Every path in the text.
    pub(super) mentioned: Vec<Names>,
}

pub(super) struct Modules(pub(super) Vec<Module>);

/// Where the files of a module's children are.
struct Place {
    folder: PathBuf,
}

/// Gives the text of a file, `None` where there is none.
pub(super) type Read<'a> = &'a dyn Fn(&Path) -> Option<String>;

impl Modules {
    /// All modules of the crate whose root is this file.
    pub(super) fn of(root: &Path, read: Read<'_>) -> Outcome<Self> {
        let mut modules = Self(vec![Module {
            file: root.to_owned(),
            ..Module::default()
        }]);
        let folder = folder(root);
        modules.add_file(0, Place { folder }, read)?;
        Ok(modules)
    }

    fn add_file(&mut self, id: Id, children: Place, read: Read<'_>) -> Outcome {
        let file = self.0[id].file.clone();
        let text = read(&file).ok_or_else(|| Failure::new(format!("there is no {}", file.display())))?;
        let parsed = syn::parse_file(&text).map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
        self.add_items(id, &children, parsed.items, read)
    }

    fn add_items(&mut self, id: Id, place: &Place, items: Vec<Item>, read: Read<'_>) -> Outcome {
        for item in items {
            match item {
                item if is_for_tests(attributes(&item)) => {}
                Item::Mod(module) => {
                    let name = module.ident.to_string();
                    let folder = place.folder.join(&name);
                    match module.content {
                        Some((_, items)) => {
                            let file = self.0[id].file.clone();
                            let child = self.add(id, name, file);
                            self.add_items(child, &Place { folder }, items, read)?;
                        }
                        None => {
                            let file = file_of(&folder, &module.attrs, &self.0[id].file, read);
                            let child = self.add(id, name, file);
                            self.add_file(child, Place { folder }, read)?;
                        }
                    }
                }
                Item::Use(item) => {
                    self.0[id].import(&item.tree, &mut Vec::new());
                }
                item => {
                    let module = &mut self.0[id];
                    module.items.extend(name(&item));
                    mentions(item.into_token_stream(), &mut module.mentioned);
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, parent: Id, name: String, file: PathBuf) -> Id {
        let id = self.0.len();
        self.0.push(Module {
            file,
            parent: Some(parent),
            ..Module::default()
        });
        self.0[parent].children.insert(name, id);
        id
    }
}

impl Module {
    fn import(&mut self, tree: &UseTree, prefix: &mut Names) {
        let (name, last) = match tree {
            UseTree::Path(path) => {
                prefix.push(path.ident.to_string());
                self.import(&path.tree, prefix);
                prefix.pop();
                return;
            }
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.import(tree, prefix));
                return;
            }
            UseTree::Glob(_) => {
                self.globs.push(prefix.clone());
                self.mentioned.push(prefix.clone());
                return;
            }
            UseTree::Name(leaf) => (leaf.ident.to_string(), leaf.ident.to_string()),
            UseTree::Rename(leaf) => (leaf.rename.to_string(), leaf.ident.to_string()),
        };
        let mut path = prefix.clone();
        let name = match (last == "self", path.last()) {
            // `use a::b::{self}` brings in `b`.
            (true, Some(module)) if name == "self" => module.clone(),
            (true, _) => name,
            (false, _) => {
                path.push(last);
                name
            }
        };
        self.mentioned.push(path.clone());
        self.imports.insert(name, path);
    }
}

fn folder(file: &Path) -> PathBuf {
    file.parent().map(Path::to_owned).unwrap_or_default()
}

/// The file of a child: beside its folder, in it as `mod.rs`, or where an attribute says.
fn file_of(folder_of_child: &Path, attributes: &[Attribute], parent: &Path, read: Read<'_>) -> PathBuf {
    for attribute in attributes {
        if attribute.path().is_ident("path")
            && let Ok(pair) = attribute.meta.require_name_value()
        {
            let told = pair.value.to_token_stream().to_string();
            return folder(parent).join(told.trim_matches('"'));
        }
    }
    let inside = folder_of_child.join("mod.rs");
    if read(&inside).is_some() {
        return inside;
    }
    folder_of_child.with_extension("rs")
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let condition = attribute.meta.to_token_stream().to_string();
        let mut words = condition.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        attribute.path().is_ident("cfg") && words.clone().any(|word| word == "test") && words.all(|word| word != "not")
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}
