//! The other systems: what a build for each needs beside Rust, which is a C compiler for SQLite and the cryptography.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::program::Outcome;
use crate::{packages, paths, python};

/// One of the other systems.
pub(super) struct System {
    /// As Rust calls it.
    pub(super) name: &'static str,
    /// What a build for it needs in its environment.
    pub(super) environment: Vec<(String, OsString)>,
}

/// Windows, with what runs its programs here.
pub(super) fn windows() -> Outcome<System> {
    let needed = ["gcc-mingw-w64-x86-64-posix", "g++-mingw-w64-x86-64-posix", "wine64"];
    packages::install(&packages::missing(&needed).unwrap_or_default())?;
    Ok(System {
        name: "x86_64-pc-windows-gnu",
        environment: Vec::new(),
    })
}

/// macOS. Its programs can be neither linked nor run here, but with Zig's C compiler all of them can be type-checked.
pub(super) fn macos() -> Outcome<System> {
    let Some(python) = python::python(&["ziglang"])? else {
        return Err("there is no Python 3 with venv to install Zig with".to_owned());
    };
    let folder = paths::tools()?.join("zig");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let script = |name: &str, text: &str| {
        let path = folder.join(name);
        let written = write_program(&path, &text.replace("PYTHON", &python.to_string_lossy()));
        written.map_err(|error| format!("{}: {error}", path.display()))?;
        Ok::<_, String>(path.into_os_string())
    };
    Ok(System {
        name: "aarch64-apple-darwin",
        environment: vec![
            ("CC_aarch64_apple_darwin".to_owned(), script("cc", CC)?),
            ("AR_aarch64_apple_darwin".to_owned(), script("ar", AR)?),
        ],
    })
}

/// Zig names the system its own way and knows nothing of the oldest version to build for. Objective-C needs Apple's own headers, which only
/// Macs have: nothing is linked here, so that an empty file does in its place.
const CC: &str = r#"#!/bin/sh
for word do
    shift
    case "$word" in
        --target=* | -mmacosx-version-min=* | -mmacos-version-min=* | arm64) ;;
        -arch) ;;
        *.m) set -- "$@" -x c /dev/null ;;
        *) set -- "$@" "$word" ;;
    esac
done
exec "PYTHON" -m ziglang cc -target aarch64-macos "$@"
"#;

const AR: &str = r#"#!/bin/sh
exec "PYTHON" -m ziglang ar "$@"
"#;

fn write_program(path: &Path, text: &str) -> std::io::Result<()> {
    // Unchanged if it says the same: a build script that depends on it would run again.
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return Ok(());
    }
    fs::write(path, text)?;
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    Ok(())
}
