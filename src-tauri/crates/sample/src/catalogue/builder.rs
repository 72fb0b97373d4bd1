//! Builds the catalogue of a life. Tricky names come first, so that even the smallest export has them.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use plays::Kind;

use super::{Artist, Catalogue, Collection, Form, Item};
use crate::{
    names::{self, scripts},
    random::Random,
};

const TRICKY_ARTISTS: &[&str] = &[
    "Шуфутинский",
    "久石譲",
    "Björk",
    "Þorgerður",
    "فيروز",
    "D'Arc & \"Sons\"",
];
const TRICKY_TITLES: &[&str] = &[
    scripts::ENDLESS,
    "She Said \"Later\"",
    "Back\\Slash \\ \"Both\"",
    "Rain 🌧️ on 👩‍👩‍👧 Street",
    "A\tTab, and <b>Markup</b> & More",
    "Þögn",
    "Письмо без адреса",
    "風のない港",
    "رسالة بلا عنوان",
];
const EPISODES_A_SHOW: usize = 24;
const CHAPTERS_A_BOOK: usize = 18;

impl Catalogue {
    /// What a life of `plays` plays chooses from.
    pub(crate) fn new(seed: u64, plays: usize) -> Self {
        let mut builder = Builder {
            random: Random::new(seed, &[20]),
            used_names: HashSet::new(),
            catalogue: Self {
                artists: Vec::new(),
                collections: Vec::new(),
                items: Vec::new(),
                same_name: Vec::new(),
                prolific: Vec::new(),
                short_tracks: Default::default(),
                rain: 0,
                locals: 0..0,
                removed: 0..0,
                episodes: 0..0,
                chapters: 0..0,
            },
        };
        let tracks = tracks_for(plays);
        while builder.catalogue.items.len() < tracks || builder.catalogue.short_tracks.iter().any(Vec::is_empty) {
            builder.add_artist();
        }
        builder.catalogue.rain = builder.add_rain();
        builder.catalogue.locals = builder.add_loose_tracks(Form::Local, 6 + plays / 2_000);
        builder.catalogue.removed = builder.add_loose_tracks(Form::Names, 6 + plays / 1_000);
        builder.catalogue.episodes = builder.add_spoken(Kind::Podcast, 4 + plays / 2_000);
        builder.catalogue.chapters = builder.add_spoken(Kind::Audiobook, 2 + plays / 20_000);
        builder.catalogue.find_same_names();
        builder.catalogue
    }

    fn find_same_names(&mut self) {
        let mut first: HashMap<(Kind, &str, &str), u32> = HashMap::with_capacity(self.items.len());
        let same_name = (0..self.items.len() as u32)
            .map(|item| {
                *first
                    .entry((self.kind(item), self.owner(item), &self.item(item).name))
                    .or_insert(item)
            })
            .collect();
        self.same_name = same_name;
    }
}

/// Heavy listeners have played up to 36,000 tracks in 73,000 plays. A longer life discovers fewer and fewer new ones.
fn tracks_for(plays: usize) -> usize {
    let lives = plays as f64 / 70_000.0;
    (36_000.0 * lives.powf(if lives < 1.0 { 0.75 } else { 0.5 })) as usize + 200
}

struct Builder {
    random: Random,
    catalogue: Catalogue,
    /// Names of artists, shows and books, each used once.
    used_names: HashSet<Box<str>>,
}

impl Builder {
    /// One more artist with all releases.
    fn add_artist(&mut self) {
        let at = self.catalogue.artists.len();
        let name: Box<str> = match TRICKY_ARTISTS.get(at) {
            Some(name) => {
                self.used_names.insert((*name).into());
                (*name).into()
            }
            None => self.new_name(at),
        };
        let first = self.catalogue.items.len() as u32;
        self.catalogue.artists.push(Artist {
            name,
            tracks: first..first,
        });
        // Most artists have a single only.
        let albums = match self.random.below(100) {
            _ if at < TRICKY_ARTISTS.len() => 3,
            0..=4 => self.random.between(2, 5),
            5..=19 => 1,
            _ => 0,
        };
        if albums > 0 {
            self.catalogue.prolific.push(at as u32);
        }
        for _ in 0..albums {
            let size = self.random.between(6, 13) as usize;
            self.add_release(at, size);
        }
        if albums == 0 || self.random.percent(50) {
            let size = self.random.between(1, 2) as usize;
            self.add_release(at, size);
        }
        self.catalogue.artists[at].tracks = first..self.catalogue.items.len() as u32;
    }

    fn add_release(&mut self, artist: usize, size: usize) {
        let titles: Vec<Box<str>> = (0..size).map(|_| self.new_title(artist)).collect();
        let name = if size < 4 {
            titles[0].clone()
        } else {
            names::album(&mut self.random).into()
        };
        let collection = self.open_collection(Kind::Music, name, artist as u32);
        for title in titles {
            let length_ms = self.random_length();
            let item = self.add_item(Form::Track, title, collection, length_ms);
            match length_ms {
                20_000..29_000 => self.catalogue.short_tracks[0].push(item),
                31_000..60_000 => self.catalogue.short_tracks[1].push(item),
                _ => {}
            }
        }
        self.close_collection(collection);
    }

    /// A new title, or one that the artist has used before: singles appear again on albums, albums as deluxe editions.
    fn new_title(&mut self, artist: usize) -> Box<str> {
        let at = self.catalogue.items.len();
        let own = self.catalogue.artists[artist].tracks.start as usize..at;
        if !own.is_empty() && self.random.percent(25) {
            return self.catalogue.items[own.start + self.random.below(own.len())]
                .name
                .clone();
        }
        if artist < TRICKY_ARTISTS.len() && self.random.percent(60) {
            return self.random.pick(TRICKY_TITLES).into();
        }
        if self.random.percent(5) {
            let script = &scripts::SCRIPTS[self.random.below(scripts::SCRIPTS.len())];
            return self.random.pick(script.titles).into();
        }
        let mut title = names::track(&mut self.random);
        if self.random.percent(12) {
            title += &names::version(&mut self.random);
        }
        title.into()
    }

    fn random_length(&mut self) -> u32 {
        let length = match self.random.below(100) {
            0 => self.random.between(20_000, 28_999),
            1..=2 => self.random.between(31_000, 59_999),
            3..=4 => self.random.between(400_000, 1_100_000),
            _ => 120_000 + self.random.between(0, 90_000) + self.random.between(0, 90_000),
        };
        length as u32
    }

    fn add_rain(&mut self) -> u32 {
        let artist = self.catalogue.artists.len();
        let name = self.new_name(artist);
        let first = self.catalogue.items.len() as u32;
        self.catalogue.artists.push(Artist {
            name,
            tracks: first..first + 1,
        });
        let collection = self.open_collection(Kind::Music, "Rain for Sleeping".into(), artist as u32);
        let item = self.add_item(
            Form::Track,
            "Rain for Sleeping (Loopable, No Fade)".into(),
            collection,
            960_000,
        );
        self.close_collection(collection);
        item
    }

    /// Tracks that belong to an album but are not played with it: local files and removed tracks.
    fn add_loose_tracks(&mut self, form: Form, count: usize) -> Range<u32> {
        let first = self.catalogue.items.len() as u32;
        let mark = if form == Form::Local { "Rip" } else { "Withdrawn" };
        for number in 0..count {
            let artist = &self.catalogue.artists[self.random.below(self.catalogue.artists.len())];
            let collection = self.catalogue.items[artist.tracks.start as usize].collection;
            let name = format!("{} ({mark} {number})", names::track(&mut self.random));
            let length_ms = self.random_length().max(90_000);
            self.add_item(form, name.into(), collection, length_ms);
        }
        first..self.catalogue.items.len() as u32
    }

    fn add_spoken(&mut self, kind: Kind, count: usize) -> Range<u32> {
        let first = self.catalogue.items.len() as u32;
        for _ in 0..count {
            let name = self.new_name(0);
            let (title, form, size, shortest, longest) = match kind {
                Kind::Audiobook => (
                    format!("The Book of {name}"),
                    Form::Chapter,
                    CHAPTERS_A_BOOK,
                    480_000,
                    2_400_000,
                ),
                _ => (
                    format!("{name}, the Podcast"),
                    Form::Episode,
                    EPISODES_A_SHOW,
                    900_000,
                    5_400_000,
                ),
            };
            let collection = self.open_collection(kind, title.into(), 0);
            for number in 1..=size {
                let name = format!("#{number}: {}", names::track(&mut self.random));
                let length_ms = self.random.between(shortest, longest) as u32;
                self.add_item(form, name.into(), collection, length_ms);
            }
            self.close_collection(collection);
        }
        first..self.catalogue.items.len() as u32
    }

    fn open_collection(&mut self, kind: Kind, name: Box<str>, artist: u32) -> u32 {
        let first = self.catalogue.items.len() as u32;
        let id = self.new_id();
        self.catalogue.collections.push(Collection {
            kind,
            name,
            artist,
            items: first..first,
            id,
        });
        self.catalogue.collections.len() as u32 - 1
    }

    fn close_collection(&mut self, collection: u32) {
        let end = self.catalogue.items.len() as u32;
        self.catalogue.collections[collection as usize].items.end = end;
    }

    fn add_item(&mut self, form: Form, name: Box<str>, collection: u32, length_ms: u32) -> u32 {
        let id = self.new_id();
        self.catalogue.items.push(Item {
            form,
            id,
            name,
            collection,
            length_ms,
        });
        self.catalogue.items.len() as u32 - 1
    }

    /// A name that nobody else has. The grammar knows about 25,000 names; after that, names are joined.
    fn new_name(&mut self, at: usize) -> Box<str> {
        if at % 17 == 3 {
            let script = &scripts::SCRIPTS[self.random.below(scripts::SCRIPTS.len())];
            let name: Box<str> = self.random.pick(script.artists).into();
            if self.used_names.insert(name.clone()) {
                return name;
            }
        }
        for _ in 0..4 {
            let name: Box<str> = names::artist(&mut self.random).into();
            if self.used_names.insert(name.clone()) {
                return name;
            }
        }
        loop {
            let both = [names::artist(&mut self.random), names::artist(&mut self.random)];
            let name: Box<str> = both.join(" & ").into();
            if self.used_names.insert(name.clone()) {
                return name;
            }
        }
    }

    fn new_id(&mut self) -> [u8; 22] {
        let mut id = [b'0'; 22];
        for (place, byte) in id.iter_mut().zip(self.random.base62(22).bytes()) {
            *place = byte;
        }
        id
    }
}
