//! What a release has beside its packages: signatures, checksums, what the updater reads, and the manifests of other shops.

use std::path::Path;

use super::{manifests, sums, updates};
use crate::program::Outcome;

/// What the packages don't say themselves.
pub(super) struct Release<'a> {
    pub(super) version: &'a str,
    /// `owner/name` on GitHub.
    pub(super) repository: &'a str,
    pub(super) commit: &'a str,
    /// `2026-12-24`.
    pub(super) date: &'a str,
}

/// Adds `SHA256SUMS` to the folder `packages`, and signatures and `latest.json` if there is a key; writes the manifests into `to`.
pub(super) fn collect(release: &Release<'_>, packages: &Path, to: &Path) -> Outcome {
    let owner = release.owner()?;
    // Before the checksums, so that they are of this as well.
    if updates::sign(packages)? {
        updates::write_for(packages, release.version, release.repository, release.date)?;
    }
    let sums = sums::write_for(packages)?;
    let mut values = manifests::of_packages(&sums)?;
    values.extend([
        ("__VERSION__", release.version),
        ("__REPOSITORY__", release.repository),
        ("__OWNER__", owner),
        ("__COMMIT__", release.commit),
        ("__DATE__", release.date),
    ]);
    manifests::fill_in(&values, to)
}

impl Release<'_> {
    fn owner(&self) -> Outcome<&str> {
        match self.repository.split_once('/') {
            Some((owner, name)) if !owner.is_empty() && !name.is_empty() => Ok(owner),
            _ => Err(format!("--repository is OWNER/NAME, not {}", self.repository)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own with an installer and a disk image.
    #[cfg(unix)]
    fn packages(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("tonearm-collect-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for file in ["Tonearm_1.2.3_x64-setup.exe", "Tonearm_1.2.3_universal.dmg"] {
            std::fs::write(folder.join(file), file).unwrap();
        }
        folder
    }

    fn release(repository: &str) -> Release<'_> {
        Release {
            version: "1.2.3",
            repository,
            commit: "0123456789012345678901234567890123456789",
            date: "2026-12-24",
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_manifests_have_the_checksums_of_the_packages() {
        use crate::release::read;
        let packages = packages("sums");
        let to = packages.join("manifests");
        collect(&release("robin/tonearm"), &packages, &to).unwrap();
        let sums = read(&packages.join("SHA256SUMS")).unwrap();
        let sum = |ending: &str| sums.lines().find(|line| line.ends_with(ending)).unwrap()[..64].to_owned();
        assert!(read(&to.join("tonearm.rb")).unwrap().contains(&sum(".dmg")));
        let installer = read(&to.join("Tonearm.Tonearm.installer.yaml")).unwrap();
        assert!(installer.contains(&sum(".exe")), "{installer}");
        assert!(!packages.join("latest.json").exists(), "nothing is signed");
        std::fs::remove_dir_all(packages).unwrap();
    }

    #[test]
    fn a_repository_has_an_owner() {
        assert!(release("tonearm").owner().unwrap_err().contains("OWNER/NAME"));
        assert_eq!(release("robin/tonearm").owner(), Ok("robin"));
    }
}
