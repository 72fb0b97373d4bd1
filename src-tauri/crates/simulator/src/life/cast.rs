//! Who plays a part in the eventful life, and when: the artists that reign for a while, what was in fashion, the podcasts and the
//! audiobooks. A table, and nothing that computes. Every name is invented.

/// When somebody is heard most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hours {
    Any,
    /// On the way to work and back.
    Commute,
    /// While working.
    Work,
    /// From eight in the evening on.
    Evening,
    /// After midnight, and in the evening.
    Night,
    Weekend,
    /// At any time of day in the weeks before Christmas, and at no other.
    December,
}

/// A time in which an artist is heard, in years before the present. Below zero it is still to come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Era {
    pub(crate) from: f64,
    pub(crate) to: f64,
    /// How much more than others, who have 1.
    pub(crate) strength: f64,
}

/// An artist who reigns for some months or years, or stays for all of them.
pub(crate) struct Lead {
    pub(crate) name: &'static str,
    /// The first counts most.
    pub(crate) genres: &'static [&'static str],
    pub(crate) hours: Hours,
    /// The best-known tracks, best first; others have random titles.
    pub(crate) titles: &'static [&'static str],
    pub(crate) eras: &'static [Era],
}

const fn era(from: f64, to: f64, strength: f64) -> Era {
    Era { from, to, strength }
}

/// The end of an era that goes on.
const ON: f64 = -30.0;

pub(crate) const LEADS: &[Lead] = &[
    Lead {
        name: "Lowland Telephone",
        genres: &["post-punk", "new wave"],
        hours: Hours::Any,
        titles: &["Slow Semaphore", "Party Line", "Nobody Owns the Harbour", "Copper Wire"],
        eras: &[era(12.3, 9.4, 1.7), era(7.3, 6.9, 1.0), era(1.4, 0.8, 0.6)],
    },
    Lead {
        name: "Iron Meridian",
        genres: &["doom metal", "black metal"],
        hours: Hours::Evening,
        titles: &["Basalt Choir", "The Last Kilometre", "Under the Quarry"],
        eras: &[era(11.7, 9.3, 1.2), era(5.1, 4.8, 0.7)],
    },
    Lead {
        name: "Nine Storey Birds",
        genres: &["indie rock", "indie folk"],
        hours: Hours::Commute,
        titles: &["Low Tide Ledger", "Staircase, Sunday", "Rooftop Arithmetic"],
        eras: &[era(12.3, 8.5, 0.9), era(3.1, 2.3, 1.0)],
    },
    Lead {
        name: "Halloran Dusk",
        genres: &["shoegaze", "dream pop"],
        hours: Hours::Evening,
        titles: &["Paper Harbour", "Half-Lit", "Velvet Motorway"],
        eras: &[era(10.9, 8.7, 1.1), era(4.5, 3.6, 1.1)],
    },
    Lead {
        name: "Marble Engines",
        genres: &["post-rock", "math rock"],
        hours: Hours::Night,
        titles: &["Ten Minutes of Snow", "A Map Without Roads"],
        eras: &[era(10.2, 8.9, 0.8)],
    },
    Lead {
        name: "Isobar",
        genres: &["ambient", "downtempo"],
        hours: Hours::Night,
        titles: &["Rain, Northern", "Pressure Falling", "Ninety-Nine Hectopascals"],
        eras: &[era(11.5, ON, 0.32), era(8.1, 6.7, 0.5)],
    },
    Lead {
        name: "Vesper Kilometre",
        genres: &["dub techno", "techno"],
        hours: Hours::Night,
        titles: &["Salt Arithmetic", "Quiet Machinery", "Platform Nine, 02:14"],
        eras: &[era(9.3, 6.9, 1.8), era(2.3, 1.7, 0.7)],
    },
    Lead {
        name: "Sable Orchardist",
        genres: &["deep house", "house"],
        hours: Hours::Weekend,
        titles: &["Windfall", "Late Apples", "Ladder Song"],
        eras: &[era(8.8, 7.1, 1.1), era(0.7, 0.5, 0.5)],
    },
    Lead {
        name: "Heliotropes",
        genres: &["synth-pop", "electropop"],
        hours: Hours::Commute,
        titles: &["Turn to the Window", "Ultraviolet Letters"],
        eras: &[era(8.2, 6.3, 1.0)],
    },
    Lead {
        name: "Static Sailors",
        genres: &["drum and bass", "jungle"],
        hours: Hours::Weekend,
        titles: &["Shipping Forecast", "Fast Water"],
        eras: &[era(7.6, 6.8, 0.9)],
    },
    Lead {
        name: "Mirador Septet",
        genres: &["modal jazz", "hard bop"],
        hours: Hours::Evening,
        titles: &[
            "Blue Enamel",
            "Room With Two Clocks",
            "Half a Ferry",
            "Parallel Stairs",
            "The Long Side of June",
        ],
        eras: &[
            era(9.0, 7.1, 0.2),
            era(7.1, 3.9, 1.8),
            era(3.9, 1.1, 0.15),
            era(1.1, ON, 1.1),
        ],
    },
    Lead {
        name: "Tamsin Achterveld",
        genres: &["jazz fusion", "modal jazz"],
        hours: Hours::Evening,
        titles: &["A Wednesday Abroad", "Canal, Reversed", "Left Hand Weather"],
        eras: &[era(6.2, 3.6, 1.2), era(0.8, ON, 0.6)],
    },
    Lead {
        name: "The Pale Cartographers",
        genres: &["baroque pop", "folk"],
        hours: Hours::Any,
        titles: &["Ninth Street Weather", "Marguerite, Later", "Legend and Scale"],
        eras: &[era(7.0, 4.9, 1.1), era(2.7, 2.2, 0.6)],
    },
    Lead {
        name: "Ibadan Brass Band",
        genres: &["afrobeat", "highlife"],
        hours: Hours::Weekend,
        titles: &["Market Day", "Eleven Trumpets"],
        eras: &[era(5.6, 4.3, 0.9), era(2.0, 1.7, 0.5)],
    },
    Lead {
        name: "Odile Fontaine",
        genres: &["bossa nova"],
        hours: Hours::Weekend,
        titles: &["Orange Peel", "Varanda"],
        eras: &[era(5.3, 4.6, 0.7), era(1.3, 1.0, 0.5)],
    },
    Lead {
        name: "Idunn Vale-Reyes",
        genres: &["indie folk", "contemporary folk"],
        hours: Hours::Any,
        titles: &["Six Rooms, One Lamp", "Kitchen Psalm", "Letters to the Landlord"],
        eras: &[era(4.3, 1.9, 1.6), era(0.4, ON, 0.4)],
    },
    Lead {
        name: "Malik Underhill",
        genres: &["jazz rap", "conscious hip hop"],
        hours: Hours::Commute,
        titles: &["Change at Juniper Street", "Ledger Lines"],
        eras: &[era(3.7, 2.2, 1.2)],
    },
    Lead {
        name: "Priya Nightingale",
        genres: &["neo soul", "soul"],
        hours: Hours::Evening,
        titles: &["Slow Answer", "Amber Hour", "Say It in the Car"],
        eras: &[era(3.1, 1.5, 1.2)],
    },
    Lead {
        name: "Wilhelmina Thorne",
        genres: &["modern classical", "chamber music"],
        hours: Hours::Work,
        titles: &[
            "Études for a Cold Room, No. 2",
            "Greenhouse, Winter",
            "Prepared Piano, Unprepared",
        ],
        eras: &[era(5.4, 4.6, 0.6), era(2.4, 0.9, 1.4), era(0.9, ON, 0.4)],
    },
    Lead {
        name: "Suitcase Parade",
        genres: &["indie pop", "synth-pop"],
        hours: Hours::Commute,
        titles: &["Carousel Seven", "Declare Nothing"],
        eras: &[era(1.8, 0.6, 1.1)],
    },
    Lead {
        name: "Kestrel Radio",
        genres: &["trip hop", "downtempo"],
        hours: Hours::Night,
        titles: &["Long Wave", "Dial Tone Lullaby"],
        eras: &[era(1.5, 0.25, 1.0)],
    },
    Lead {
        name: "Juniper Static",
        genres: &["dance-pop", "electropop"],
        hours: Hours::Any,
        titles: &[
            "Minor Electricity",
            "Tell It to the Elevator",
            "Sugar Meridian",
            "You Can't Move the Moon",
        ],
        eras: &[era(0.8, ON, 1.7)],
    },
    Lead {
        name: "Teodor Marlowe",
        genres: &["singer-songwriter", "folk"],
        hours: Hours::Evening,
        titles: &["Patient Engines", "The Fifth Umbrella"],
        eras: &[era(0.45, ON, 1.0)],
    },
    Lead {
        name: "Glasswing",
        genres: &["deep house", "nu disco"],
        hours: Hours::Weekend,
        titles: &["Open Window", "Second Summer"],
        eras: &[era(0.28, ON, 0.8)],
    },
    Lead {
        name: "The Winter Almanac",
        genres: &["folk", "chamber music"],
        hours: Hours::December,
        titles: &[
            "Frost on the Timetable",
            "Carol for a Night Bus",
            "Every Lamp in the Street",
        ],
        eras: &[era(10.2, ON, 3.0)],
    },
];

/// What was in fashion until so many years ago, the oldest first: each line has genres that are close to each other.
pub(crate) const FASHIONS: &[(f64, &[&[&str]])] = &[
    (
        9.4,
        &[
            &["indie rock", "slacker rock"],
            &["post-punk", "gothic rock"],
            &["doom metal", "stoner metal"],
            &["shoegaze", "dream pop"],
            &["math rock", "post-rock"],
        ],
    ),
    (
        7.0,
        &[
            &["techno", "minimal techno"],
            &["deep house", "house"],
            &["ambient", "dub techno"],
            &["synth-pop", "electropop"],
            &["indie rock", "post-rock"],
        ],
    ),
    (
        4.3,
        &[
            &["modal jazz", "hard bop"],
            &["jazz fusion", "nu jazz"],
            &["afrobeat", "highlife"],
            &["baroque pop", "indie pop"],
            &["bossa nova"],
        ],
    ),
    (
        2.2,
        &[
            &["indie folk", "contemporary folk"],
            &["jazz rap", "conscious hip hop"],
            &["neo soul", "soul"],
            &["dub", "roots reggae"],
            &["americana", "alternative country"],
        ],
    ),
    (
        f64::MIN,
        &[
            &["modern classical", "chamber music"],
            &["dance-pop", "indie pop"],
            &["trip hop", "downtempo"],
            &["modal jazz", "jazz fusion"],
            &["singer-songwriter", "folk"],
        ],
    ),
];

/// A podcast, with an episode a week.
pub(crate) struct Show {
    pub(crate) name: &'static str,
    /// When it is heard, in years before the present.
    pub(crate) from: f64,
    pub(crate) to: f64,
    /// The day of the week, from Monday, 0.
    pub(crate) weekday: i64,
    /// When it begins, in minutes of the day.
    pub(crate) begins_minute: i64,
    /// How long an episode is, in minutes.
    pub(crate) minutes: (i64, i64),
}

pub(crate) const SHOWS: &[Show] = &[
    Show {
        name: "The Bell and the Buoy",
        from: 9.1,
        to: 6.2,
        weekday: 6,
        begins_minute: 8 * 60 + 35,
        minutes: (38, 52),
    },
    Show {
        name: "Second-Hand Science",
        from: 6.4,
        to: 1.6,
        weekday: 1,
        begins_minute: 12 * 60 + 5,
        minutes: (27, 44),
    },
    Show {
        name: "Maps of Nowhere",
        from: 4.0,
        to: 1.0,
        weekday: 3,
        begins_minute: 12 * 60 + 5,
        minutes: (24, 41),
    },
];

/// An audiobook, heard a chapter a night.
pub(crate) struct Book {
    pub(crate) name: &'static str,
    /// When it is begun, in years before the present.
    pub(crate) from: f64,
    pub(crate) chapters: i64,
}

pub(crate) const BOOKS: &[Book] = &[
    Book {
        name: "The Lighthouse Keeper's Accounts",
        from: 3.3,
        chapters: 24,
    },
    Book {
        name: "A Short History of Corridors",
        from: 1.9,
        chapters: 17,
    },
];
