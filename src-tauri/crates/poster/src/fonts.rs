//! The fonts that a sheet is drawn with: Archivo, which is inside the program, and the system's where Archivo lacks a letter.

use std::sync::{Arc, OnceLock};

use resvg::usvg::{
    FontResolver, Options,
    fontdb::{Database, ID, Source},
};
use svgtypes::FontFamily;
use unicode_segmentation::UnicodeSegmentation;

use crate::fallback::Fallback;

/// Latin first: it draws everything that it has.
const ARCHIVO: [&[u8]; 3] = [
    include_bytes!("../fonts/archivo-latin.ttf"),
    include_bytes!("../fonts/archivo-latin-ext.ttf"),
    include_bytes!("../fonts/archivo-vietnamese.ttf"),
];

/// What usvg needs to set texts. A font is named in a drawing by its place in the order of preference, so that no text is ever set in
/// another one as a whole because of one letter.
pub(crate) struct Fonts {
    pub(crate) options: Options<'static>,
    fallback: Arc<Fallback>,
}

impl Fonts {
    /// Fonts for all these texts. Reading the system's takes a while, so that is done only for letters that Archivo lacks.
    pub(crate) fn for_texts<'t>(mut texts: impl Iterator<Item = &'t str>) -> &'static Self {
        static OWN: OnceLock<Fonts> = OnceLock::new();
        static ALL: OnceLock<Fonts> = OnceLock::new();
        let own = OWN.get_or_init(|| Self::new(|_| {}));
        if texts.all(|text| text.chars().all(|letter| own.have(letter))) {
            return own;
        }
        ALL.get_or_init(|| Self::new(Database::load_system_fonts))
    }

    fn new(add_others: impl FnOnce(&mut Database)) -> Self {
        let mut database = Database::new();
        let own: Vec<ID> = ARCHIVO
            .into_iter()
            .flat_map(|file| database.load_font_source(Source::Binary(Arc::new(file))))
            .collect();
        add_others(&mut database);
        let fallback = Arc::new(Fallback::new(&own, &database));
        let by_name = Arc::clone(&fallback);
        Self {
            options: Options {
                font_resolver: FontResolver {
                    select_font: Box::new(move |font, _| {
                        let place = font.families().iter().find_map(|family| match family {
                            FontFamily::Named(name) => name.strip_prefix(PREFIX)?.parse().ok(),
                            _ => None,
                        });
                        by_name.face(place.unwrap_or_default())
                    }),
                    // Each letter already is in the font that has it.
                    select_fallback: Box::new(|_, _, _| None),
                },
                fontdb: Arc::new(database),
                ..Options::default()
            },
            fallback,
        }
    }

    /// The parts of a text that are set in one font, each with the font's name in a drawing.
    pub(crate) fn runs(&self, text: &str) -> Vec<(String, String)> {
        let mut runs: Vec<(usize, String)> = Vec::new();
        for cluster in text.graphemes(true) {
            // Marks stay with their letter, and spaces with Archivo.
            let letter = cluster.chars().next().unwrap_or_default();
            let place = self.fallback.place(letter, &self.options.fontdb).unwrap_or_default();
            match runs.last_mut() {
                Some((last, run)) if *last == place => run.push_str(cluster),
                _ => runs.push((place, cluster.to_owned())),
            }
        }
        runs.into_iter()
            .map(|(place, run)| (format!("{PREFIX}{place}"), run))
            .collect()
    }

    fn have(&self, letter: char) -> bool {
        let is_seen = !letter.is_whitespace() && !letter.is_control();
        !is_seen || self.fallback.place(letter, &self.options.fontdb).is_some()
    }
}

/// Before a font's place, in its name.
const PREFIX: &str = "font-";

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> Vec<(String, String)> {
        Fonts::for_texts(std::iter::once(text)).runs(text)
    }

    #[test]
    fn archivo_alone_draws_latin_names() {
        let own = Fonts::for_texts(std::iter::empty());
        for name in [
            "Björk",
            "Þorgerður",
            "Łona i Webber",
            "Trịnh Công Sơn",
            "Motörhead’s “–…”",
        ] {
            assert!(name.chars().all(|letter| own.have(letter)), "{name}");
            assert!(std::ptr::eq(own, Fonts::for_texts(std::iter::once(name))), "{name}");
        }
        assert!(!own.have('Ш'));
    }

    #[test]
    fn a_letter_of_another_script_takes_no_other_letter_with_it() {
        let [(latin, by), (other, name)] = &runs("by Шуфутинский")[..] else {
            panic!("two runs");
        };
        assert_eq!(
            (latin.as_str(), by.as_str(), name.as_str()),
            ("font-0", "by ", "Шуфутинский")
        );
        assert_ne!(latin, other);
        assert_eq!(runs("plain"), [("font-0".to_owned(), "plain".to_owned())]);
        assert_eq!(runs("Łona").len(), 2);
        assert_eq!(runs("\u{10FFFD}").len(), 1, "no font has it");
    }

    #[test]
    fn every_file_of_archivo_can_be_read() {
        let own = Fonts::for_texts(std::iter::empty());
        assert_eq!(own.options.fontdb.faces().count(), ARCHIVO.len());
    }
}
