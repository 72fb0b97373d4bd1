//! What software centres show of Tonearm: each picture that the metainfo names is one that `cargo xtask portraits` makes, of the sample.

use std::fs;

use tonearm_tests::failure::Outcome;
use tonearm_tests::states;

use super::root;

const METAINFO: &str = "packaging/linux/app.tonearm.desktop.metainfo.xml";

/// The names of the pictures, without `.png`.
fn pictures(metainfo: &str) -> impl Iterator<Item = &str> {
    let addresses = metainfo
        .split("<image ")
        .skip(1)
        .filter_map(|image| image.split(['>', '<']).nth(1));
    addresses.filter_map(|address| address.rsplit('/').next()?.strip_suffix(".png"))
}

#[test]
fn every_picture_that_a_software_centre_shows_is_one_of_the_sample() -> Outcome {
    let metainfo = fs::read_to_string(root()?.join(METAINFO))?;
    let states = states::names();

    let pictures: Vec<_> = pictures(&metainfo).collect();

    assert_eq!(pictures.len(), metainfo.matches("<screenshot").count() - 1);
    for picture in pictures {
        assert!(states.iter().any(|state| state == picture), "there is no {picture}");
        // Others show artists that there really are.
        assert!(picture.starts_with("sample-"), "{picture}");
    }
    Ok(())
}

#[test]
fn the_names_of_pictures_are_read_from_their_addresses() {
    let metainfo = "<image type=\"source\">https://tonearm.app/screenshots/sample-dark-1280.png</image><image type=\"source\">a/b.png</image>";
    assert_eq!(pictures(metainfo).collect::<Vec<_>>(), ["sample-dark-1280", "b"]);
    assert!(!states::names().contains(&"sample-dark-1280".to_owned()));
    assert!(states::names().contains(&"top-tracks-light-900".to_owned()));
}
