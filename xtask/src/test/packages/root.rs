//! A bare Debian 12 in a folder: what `mmdebstrap` calls minimal, and nothing of the system that this runs on. Programs in it see that
//! system's temporary files, so that they can use a display and a message bus there.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::{as_root, folder};
use crate::paths;
use crate::program::{Outcome, run};

const SUITE: &str = "bookworm";
const MIRROR: &str = "http://deb.debian.org/debian";
/// Where the packages to be tried lie in the root.
const SHELF: &str = "srv";

/// Mounts what programs need of the running system, in a name space of its own that ends with the command.
const MOUNTS: &str = r#"
root=$1 build=$2
shift 2
for place in proc sys dev tmp; do mount --rbind "/$place" "$root/$place"; done
mkdir -p "$root$build"
mount --bind "$build" "$root$build"
exec "$@"
"#;

/// Runs a command in the root. One that a driver waits for ends only with that driver, while the application goes on without it.
const INSIDE: &str = "#!/bin/sh
chroot ROOT \"$@\" || exit
[ -z \"$WEBKIT_INSPECTOR_SERVER\" ] || exec sleep infinity
";

pub(super) struct Root {
    folder: PathBuf,
}

impl Root {
    /// A new one. What has to be downloaded for it is kept for the next.
    pub(super) fn bare() -> Outcome<Self> {
        let kept = paths::target()?.join("packages").join(format!("{SUITE}.tar"));
        if !kept.exists() {
            let partial = kept.with_extension("partial.tar");
            run(as_root()
                .args([
                    "mmdebstrap",
                    "--quiet",
                    "--variant=minbase",
                    "--include=ca-certificates",
                    SUITE,
                ])
                .arg(&partial)
                .arg(MIRROR))?;
            run(as_root().arg("mv").args([&partial, &kept]))?;
        }
        // Root owns what is in it.
        let place = paths::target()?.join("packages/root");
        run(as_root().args(["rm", "-rf", "--one-file-system"]).arg(&place))?;
        let root = Self {
            folder: folder("root")?,
        };
        run(as_root()
            .args(["tar", "--extract", "--file"])
            .arg(&kept)
            .arg("--directory")
            .arg(&root.folder))?;
        run(as_root()
            .args(["cp", "/etc/resolv.conf"])
            .arg(root.folder.join("etc/resolv.conf")))?;
        root.inside(&["apt-get", "update", "--quiet"])?;
        Ok(root)
    }

    /// Copies a package into the root and returns where it lies there.
    pub(super) fn take(&self, package: &Path) -> Outcome<String> {
        let name = package.file_name().unwrap_or_default().to_string_lossy();
        let inside = format!("{SHELF}/{name}");
        run(as_root().arg("cp").arg(package).arg(self.folder.join(&inside)))?;
        Ok(format!("/{inside}"))
    }

    /// Installs packages of Debian's.
    pub(super) fn install(&self, names: &[&str]) -> Outcome {
        let install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends"];
        self.inside(&[&install, names].concat())
    }

    /// Copies a tree over the root, and tells the desktop of it as a package manager would.
    pub(super) fn lay_over(&self, tree: &Path) -> Outcome {
        run(as_root()
            .args(["cp", "--recursive", "--no-target-directory"])
            .arg(tree)
            .arg(&self.folder))?;
        self.inside(&["update-desktop-database"])
    }

    /// Runs the scenario of that name: its last arguments are `packages`.
    pub(super) fn live_with(&self, scenario: &Path, name: &str, pictures: &Path, packages: &[String]) -> Outcome {
        let program = self.folder.with_file_name("inside.sh");
        let failed = |error: std::io::Error| format!("{}: {error}", program.display());
        fs::write(&program, INSIDE.replace("ROOT", &self.folder.display().to_string())).map_err(failed)?;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).map_err(failed)?;
        let build = scenario.parent().ok_or("the scenario lies in no folder")?;
        run(as_root()
            .arg(format!("TONEARM_APP={}", program.display()))
            .args(["unshare", "--mount", "sh", "-ec", MOUNTS, "sh"])
            .arg(&self.folder)
            .arg(build)
            .arg(scenario)
            .arg(name)
            .arg(&self.folder)
            .arg(pictures)
            .args(packages))
    }

    fn inside(&self, command: &[&str]) -> Outcome {
        let quiet = ["DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8", "chroot"];
        run(as_root().args(quiet).arg(&self.folder).args(command))
    }
}
