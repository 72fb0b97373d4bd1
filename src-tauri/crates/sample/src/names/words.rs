//! The words that invented names are made of: lists only. The grammar is in `names`.

pub(super) const ADJECTIVES: &[&str] = &[
    "Amber", "Blue", "Borrowed", "Brittle", "Broken", "Careful", "Cold", "Crooked", "Distant", "Drowsy", "Electric",
    "Empty", "Faded", "Folded", "Foreign", "Gentle", "Gilded", "Golden", "Green", "Half-Lit", "Hollow", "Honest",
    "Idle", "Indigo", "Inland", "Iron", "Late", "Lesser", "Little", "Long", "Loose", "Low", "Lowland", "Lucky",
    "Marble", "Midnight", "Minor", "Northern", "Occasional", "Paper", "Pale", "Patient", "Plain", "Private",
    "Provisional", "Quiet", "Red", "Restless", "Rusted", "Salt", "Second", "Secret", "Silver", "Slow", "Small",
    "Soft", "Southern", "Spare", "Static", "Sudden", "Tidal", "Unsent", "Velvet", "Vesper", "Violet", "Wandering",
    "Warm", "White", "Wild", "Winter", "Wooden", "Yellow",
];

pub(super) const NOUNS: &[&str] = &[
    "Almanac", "Anchor", "Arithmetic", "Atlas", "Avenue", "Balcony", "Barometer", "Bicycle", "Bonfire", "Bridge",
    "Cabinet", "Calendar", "Canal", "Candle", "Carousel", "Cathedral", "Chandelier", "Cinema", "Clock", "Compass",
    "Corridor", "Curtain", "Darkroom", "Diary", "Dynamo", "Elevator", "Enamel", "Engine", "Envelope", "Ferry",
    "Field", "Fountain", "Garden", "Glacier", "Greenhouse", "Harbour", "Horizon", "Hotel", "Island", "Kilometre",
    "Kingdom", "Ladder", "Lantern", "Ledger", "Lighthouse", "Machinery", "Map", "Market", "Meridian", "Meteor",
    "Mirror", "Moon", "Motorway", "Museum", "Observatory", "Orchard", "Parade", "Pavilion", "Photograph", "Piano",
    "Planet", "Postcard", "Quarry", "Radio", "Railway", "Rain", "River", "Room", "Satellite", "Season", "Semaphore",
    "Signal", "Silence", "Staircase", "Station", "Storm", "Sugar", "Summer", "Telegram", "Telephone", "Theatre",
    "Thunder", "Tide", "Timetable", "Tower", "Tunnel", "Umbrella", "Valley", "Veranda", "Violin", "Water", "Weather",
    "Window", "Wireless",
];

pub(super) const THINGS: &[&str] = &[
    "Birds", "Cartographers", "Clocks", "Cousins", "Divers", "Doors", "Echoes", "Engines", "Ferries", "Ghosts",
    "Gardens", "Houses", "Lamps", "Letters", "Lights", "Miles", "Mirrors", "Mornings", "Neighbours", "Oranges",
    "Owls", "Passengers", "Photographs", "Pilots", "Rivers", "Rooms", "Sailors", "Satellites", "Shadows", "Sparrows",
    "Stations", "Strangers", "Streets", "Suitcases", "Swimmers", "Telephones", "Tenants", "Tides", "Trains", "Trees",
    "Understudies", "Walls", "Waves", "Windows",
];

pub(super) const PLACES: &[&str] = &[
    "Alameda", "Antwerp", "Bergen", "Bilbao", "Calder", "Caracas", "Dunmore", "Espoo", "Fairlight", "Ghent",
    "Halloran", "Hastings", "Ibadan", "Juniper Street", "Kaunas", "Leith", "Lisbon", "Lowell", "Malmö", "Marseille",
    "Mirador", "Montevideo", "Nagoya", "Ostend", "Perth Road", "Porto", "Québec", "Rotterdam", "Salford", "São Luís",
    "Tallinn", "Tbilisi", "Trieste", "Utrecht", "Valparaíso", "Wexford", "Ypres", "Zagreb",
];

pub(super) const FIRST_NAMES: &[&str] = &[
    "Ada", "Agnes", "Amadou", "Anneke", "Beatriz", "Bruno", "Cecily", "Chidi", "Clem", "Dorothea", "Eirik", "Elio",
    "Esther", "Farid", "Fenna", "Gideon", "Greta", "Hana", "Hugo", "Idunn", "Imogen", "Jonas", "Junia", "Kofi",
    "Lena", "Lucía", "Malik", "Marguerite", "Mateus", "Nadia", "Nils", "Odile", "Oskar", "Priya", "Quentin",
    "Rafael", "Rosalind", "Sanna", "Silas", "Tamsin", "Teodor", "Uma", "Viktor", "Wilhelmina", "Yusuf", "Zélie",
];

pub(super) const LAST_NAMES: &[&str] = &[
    "Adeyemi", "Almqvist", "Ardent", "Barrow", "Bellweather", "Bramwell", "Castellano", "Crane", "Delacroix", "Dusk",
    "Eastman", "Falkner", "Fontaine", "Greaves", "Hallow", "Harrow", "Ibarra", "Jansson", "Kestrel", "Kovalenko",
    "Lark", "Lindqvist", "Marlowe", "Mbeki", "Nightingale", "Nørgaard", "Okonkwo", "Orlov", "Pemberton", "Quill",
    "Ramires", "Redfern", "Sable", "Salt", "Takeda", "Thorne", "Underhill", "Vale-Reyes", "Vantongeren", "Whitlock",
    "Winterbourne", "Yardley", "Żeromski", "Zimmer",
];

pub(super) const ENSEMBLES: &[&str] = &[
    "Septet", "Quartet", "Trio", "Orchestra", "Choir", "Sound System", "Collective", "Ensemble", "Brass Band",
    "Social Club",
];

pub(super) const COINED: &[&str] = &[
    "Anoraq", "Bellum", "Cinderling", "Dovetail", "Echolalia", "Fjorda", "Glasswing", "Heliotropes", "Isobar",
    "Juvenalia", "Kinetoscope", "Lumen", "Marimbula", "Nocturnist", "Ossuary", "Palimpsest", "Quasarine", "Rookery",
    "Sundial", "Tessellate", "Ultramarine", "Verdigris", "Wolfram", "Xylem", "Yonder", "Zephyrine",
];

pub(super) const MONTHS: &[&str] = &[
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
];

pub(super) const NUMBERS: &[&str] = &[
    "Two", "Three", "Four", "Six", "Seven", "Nine", "Ten", "Twelve", "Forty", "A Hundred", "A Thousand",
];

pub(super) const ORDINALS: &[&str] = &["First", "Second", "Third", "Fifth", "Ninth", "Eleventh", "Last"];

pub(super) const DOING: &[&str] = &[
    "Burning", "Carrying", "Chasing", "Counting", "Crossing", "Drawing", "Feeding", "Finding", "Forgetting",
    "Holding", "Leaving", "Listening to", "Losing", "Mending", "Painting", "Reading", "Saving", "Sleeping Through",
    "Swimming to", "Waiting for", "Watching",
];

pub(super) const PLEAS: &[&str] = &[
    "Don't Wake the", "Tell It to the", "Meet Me at the", "Leave the Lights On in the", "We Were Never in the",
    "Nobody Owns the", "I Dreamt of the", "Somebody Sold the", "All I Know About the", "You Can't Move the",
    "It Was Only the", "Take Me Past the",
];
