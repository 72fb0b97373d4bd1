//! The manifests of Flathub, winget and Homebrew: templates in `packaging/`, in which a release fills in what only it knows.
//! A blank to fill in looks like `__VERSION__`.

use std::path::Path;

use super::sums::{self, Sum};
use super::{read, write};
use crate::paths;
use crate::program::Outcome;

/// The templates, from the folder `packaging/`.
const TEMPLATES: &[&str] = &[
    "flatpak/app.tonearm.desktop.yml",
    "winget/Tonearm.Tonearm.yaml",
    "winget/Tonearm.Tonearm.installer.yaml",
    "winget/Tonearm.Tonearm.locale.en-US.yaml",
    "homebrew/tonearm.rb",
];

/// What stands in each blank.
pub(super) type Values<'a> = Vec<(&'static str, &'a str)>;

/// What is known of the packages.
pub(super) fn of_packages(sums: &[Sum]) -> Outcome<Values<'_>> {
    let (installer, installer_sum) = sums::only(sums, "_x64-setup.exe")?;
    let (image, image_sum) = sums::only(sums, "_universal.dmg")?;
    Ok(vec![
        ("__WINDOWS_FILE__", installer),
        ("__WINDOWS_SHA256__", installer_sum),
        ("__MACOS_FILE__", image),
        ("__MACOS_SHA256__", image_sum),
    ])
}

/// Writes the filled templates into the folder, each under its own name.
pub(super) fn fill_in(values: &Values<'_>, to: &Path) -> Outcome {
    std::fs::create_dir_all(to).map_err(|error| format!("{}: {error}", to.display()))?;
    for template in TEMPLATES {
        let path = paths::root().join("packaging").join(template);
        let filled = filled(&read(&path)?, values).map_err(|why| format!("{}: {why}", path.display()))?;
        write(&to.join(path.file_name().unwrap_or_default()), &filled)?;
    }
    Ok(())
}

/// Without the notes about the template, which stand in comments before a line of dashes.
fn filled(template: &str, values: &Values<'_>) -> Outcome<String> {
    let text = template.split_once("# ----\n").map_or(template, |(_, text)| text);
    let text = values
        .iter()
        .fold(text.to_owned(), |text, (blank, value)| text.replace(blank, value));
    match blank(&text) {
        Some(blank) => Err(format!("nothing is known for {blank}")),
        None => Ok(text),
    }
}

/// A blank that is left.
fn blank(text: &str) -> Option<&str> {
    let (before, after) = text.split_once("__")?;
    let (name, _) = after.split_once("__")?;
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    if is_name {
        return text.get(before.len()..before.len() + name.len() + 4);
    }
    blank(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums() -> Vec<Sum> {
        vec![
            ("Tonearm_1.2.3_universal.dmg".to_owned(), "d".repeat(64)),
            ("Tonearm_1.2.3_x64-setup.exe".to_owned(), "e".repeat(64)),
        ]
    }

    #[test]
    fn blanks_are_filled_and_none_is_forgotten() {
        let values = vec![("__VERSION__", "1.2.3")];
        assert_eq!(
            filled("# note\n# ----\nversion: __VERSION__\n", &values),
            Ok("version: 1.2.3\n".to_owned())
        );
        let left = filled("version: __VERSION__\nsum: a__b __SHA256__", &values);
        assert_eq!(left, Err("nothing is known for __SHA256__".to_owned()));
    }

    #[test]
    fn every_template_is_filled_and_no_value_is_for_nothing() {
        let sums = sums();
        let mut values = of_packages(&sums).unwrap();
        values.extend([
            ("__VERSION__", "1.2.3"),
            ("__REPOSITORY__", "robin/tonearm"),
            ("__OWNER__", "robin"),
            ("__COMMIT__", "0123456789012345678901234567890123456789"),
            ("__DATE__", "2026-12-24"),
        ]);
        let read = |template: &&str| read(&paths::root().join("packaging").join(template)).unwrap();
        let templates: Vec<_> = TEMPLATES.iter().map(read).collect();
        for template in &templates {
            filled(template, &values).unwrap();
        }
        for (blank, _) in values {
            assert!(templates.iter().any(|template| template.contains(blank)), "{blank}");
        }
    }

    /// The bundler's packages have all releases in it; whoever builds from source would have none.
    #[test]
    fn what_flathub_builds_says_which_release_it_is() {
        let manifest = read(&paths::root().join("packaging").join(TEMPLATES[0])).unwrap();
        let metainfo = read(&paths::root().join("packaging/linux/app.tonearm.desktop.metainfo.xml")).unwrap();
        let (empty, release) = manifest.split_once("s|<releases/>|").unwrap();
        assert!(empty.contains("app.tonearm.desktop.metainfo.xml") && metainfo.contains("<releases/>"));
        assert!(release.starts_with(r#"<releases><release version="__VERSION__" date="__DATE__"/></releases>|"#));
    }

    #[test]
    fn a_package_that_is_missing_is_named() {
        let message = of_packages(&sums()[..1]).unwrap_err();
        assert!(message.contains("_x64-setup.exe"), "{message}");
    }
}
