//! The rules of docs/ARCHITECTURE.md and CONTRIBUTING.md, enforced: who may depend on whom, files in layers, sizes, and
//! paths that exist. Each rule is a plain function over plain data; its own tests show it to fail on a bad example.

mod circles;
mod dependencies;
mod documents;
mod icons;
mod links;
mod mentions;
#[cfg(target_os = "linux")]
mod metainfo;
mod modules;
mod other_systems;
mod resolve;
mod sizes;
mod troubleshooting;
mod workflows;

use std::path::PathBuf;

use cargo_metadata::{Metadata, MetadataCommand};
use tonearm_tests::failure::Outcome;

fn workspace() -> Outcome<Metadata> {
    Ok(MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .no_deps()
        .other_options(vec!["--offline".to_owned()])
        .exec()?)
}

/// The repository's root.
fn root() -> Outcome<PathBuf> {
    Ok(workspace()?.workspace_root.into_std_path_buf())
}
