//! What lies in a package beside the app: the command line, manuals, completions, icons, licence, changelog, and what a software centre shows.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::changelog::Changelog;
use super::format::Format;
use super::notices::notices;
use crate::paths;
use crate::program::{Outcome, output_of, run};

/// Widths of the icons in pixels, beside the two that the bundler adds from `tauri.linux.conf.json` and the drawing itself.
const ICONS: &[u32] = &[16, 22, 24, 48, 64, 96, 256, 512];
/// Who maintains the packages, and where to write to.
const CONFIG: &str = "src-tauri/tauri.linux.conf.json";

/// Lays the files out below `folder`, where the package will have its root. `release` has the programs that Cargo built.
pub(super) fn lay_out(release: &Path, format: Format, folder: &Path) -> Outcome {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let tree = Tree {
        root: folder.join("usr"),
    };
    let changelog = Changelog::read()?;
    let cli = release.join("tonearm-cli");
    tree.program("bin/tonearm-cli", &cli)?;
    let said = |arguments: &[&str]| {
        let said = output_of(&cli.to_string_lossy(), arguments);
        said.ok_or_else(|| format!("{} {arguments:?} failed", cli.display()))
    };
    tree.packed("share/man/man1/tonearm-cli.1.gz", &said(&["man"])?)?;
    tree.packed("share/man/man1/tonearm.1.gz", &ours("tonearm.1")?)?;
    tree.text(
        "share/bash-completion/completions/tonearm-cli",
        &said(&["completions", "bash"])?,
    )?;
    tree.text(
        "share/fish/vendor_completions.d/tonearm-cli.fish",
        &said(&["completions", "fish"])?,
    )?;
    let zsh = match format {
        Format::Deb => "vendor-completions",
        Format::Rpm | Format::AppImage => "site-functions",
    };
    tree.text(
        &format!("share/zsh/{zsh}/_tonearm-cli"),
        &said(&["completions", "zsh"])?,
    )?;
    let metainfo = ours("app.tonearm.desktop.metainfo.xml")?;
    let metainfo = metainfo.replace("<releases/>", &changelog.as_releases());
    tree.text("share/metainfo/app.tonearm.desktop.metainfo.xml", &metainfo)?;
    icons(&tree)?;
    tree.packed("share/doc/tonearm/licences-of-others.gz", &notices()?)?;
    match format {
        Format::Deb => {
            tree.text("share/doc/tonearm/copyright", &ours("copyright")?)?;
            tree.packed("share/doc/tonearm/changelog.gz", &changelog.as_debian(&maintainer()?))?;
            tree.text("share/lintian/overrides/tonearm", &ours("lintian-overrides")?)
        }
        Format::Rpm | Format::AppImage => {
            tree.text("share/licenses/tonearm/LICENSE", &text(&paths::root().join("LICENSE"))?)?;
            tree.text("share/doc/tonearm/CHANGELOG.md", changelog.text())
        }
    }
}

/// Draws the icon in all sizes.
fn icons(tree: &Tree) -> Outcome {
    let drawing = paths::root().join("icons/icon.svg");
    for width in ICONS {
        let icon = tree.place(&format!("share/icons/hicolor/{width}x{width}/apps/tonearm.png"))?;
        run(Command::new("rsvg-convert")
            .arg(format!("--width={width}"))
            .arg(format!("--output={}", icon.display()))
            .arg(&drawing))?;
        set_mode(&icon, 0o644)?;
    }
    tree.text("share/icons/hicolor/scalable/apps/tonearm.svg", &text(&drawing)?)
}

/// A name and an address, as Debian writes them.
fn maintainer() -> Outcome<String> {
    let config = text(&paths::root().join(CONFIG))?;
    let config: serde_json::Value = serde_json::from_str(&config).map_err(|error| format!("{CONFIG}: {error}"))?;
    let publisher = config["bundle"]["publisher"].as_str();
    publisher
        .map(str::to_owned)
        .ok_or_else(|| format!("{CONFIG} names no publisher"))
}

/// A file that is kept for the packages.
fn ours(name: &str) -> Outcome<String> {
    text(&paths::root().join("packaging/linux").join(name))
}

fn text(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn set_mode(file: &Path, mode: u32) -> Outcome {
    // Whatever the umask of who builds: everybody may read what is installed.
    fs::set_permissions(file, fs::Permissions::from_mode(mode)).map_err(|error| format!("{}: {error}", file.display()))
}

/// The files below a package's `/usr`.
struct Tree {
    root: PathBuf,
}

impl Tree {
    /// Where a file is to go. Its folder exists then.
    fn place(&self, path: &str) -> Outcome<PathBuf> {
        let file = self.root.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        Ok(file)
    }

    fn text(&self, path: &str, text: &str) -> Outcome {
        let file = self.place(path)?;
        let text = format!("{}\n", text.trim_end());
        fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
        set_mode(&file, 0o644)
    }

    /// The same, packed by gzip, as manuals and changelogs are.
    fn packed(&self, path: &str, text: &str) -> Outcome {
        let plain = path.strip_suffix(".gz").unwrap_or(path);
        self.text(plain, text)?;
        // Without the time, so that the same input makes the same package.
        run(Command::new("gzip")
            .args(["-9", "--no-name", "--force"])
            .arg(self.root.join(plain)))
    }

    fn program(&self, path: &str, from: &Path) -> Outcome {
        let file = self.place(path)?;
        fs::copy(from, &file).map_err(|error| format!("{}: {error}", from.display()))?;
        set_mode(&file, 0o755)
    }
}
