-- Who and what can be heard, who says so, and what they say.
-- docs/archive.md explains each table to people who want to ask questions of their own.

CREATE TABLE artist (
    id INTEGER PRIMARY KEY,
    -- spotify:artist:…; NULL while only the name is known.
    uri TEXT UNIQUE,
    name TEXT NOT NULL
);
CREATE UNIQUE INDEX artist_by_name_alone ON artist (name) WHERE uri IS NULL;

CREATE TABLE album (
    id INTEGER PRIMARY KEY,
    -- spotify:album:…; NULL while only names are known.
    uri TEXT UNIQUE,
    name TEXT NOT NULL,
    -- The album artist's name; empty for a podcast or an audiobook.
    artist TEXT NOT NULL,
    -- Its covers, one a line: width, height and address.
    covers TEXT
);
CREATE UNIQUE INDEX album_by_names_alone ON album (name, artist) WHERE uri IS NULL;

CREATE TABLE track (
    id INTEGER PRIMARY KEY,
    -- spotify:track:…, spotify:episode:…, spotify:local:…, or tonearm:… where only names are known.
    uri TEXT NOT NULL UNIQUE,
    -- 0 music, 1 podcast episode, 2 audiobook chapter.
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),
    name TEXT NOT NULL,
    -- Artist and name as exports give them: what plays known by names alone are recognised by.
    artist TEXT NOT NULL,
    told_name TEXT NOT NULL,
    album INTEGER NOT NULL REFERENCES album (id),
    duration_ms INTEGER,
    isrc TEXT,
    -- The end of the play that named it; a later one names it anew.
    named_at INTEGER NOT NULL,
    -- 1 once Spotify's API told its real artists.
    learnt INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX track_by_names ON track (artist, told_name);
CREATE INDEX track_by_album ON track (album);

CREATE TABLE track_artist (
    track INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    artist INTEGER NOT NULL REFERENCES artist (id),
    PRIMARY KEY (track, position)
) WITHOUT ROWID;
CREATE INDEX track_by_artist ON track_artist (artist);

CREATE TABLE genre (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE artist_genre (
    artist INTEGER NOT NULL REFERENCES artist (id) ON DELETE CASCADE,
    genre INTEGER NOT NULL REFERENCES genre (id),
    -- Who says so, such as 'spotify'.
    source TEXT NOT NULL,
    weight REAL NOT NULL,
    PRIMARY KEY (artist, genre, source)
) WITHOUT ROWID;

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('live', 'import')),
    -- The file's name, or who was recorded: a digest of the account's id.
    name TEXT NOT NULL,
    sha256 BLOB,
    added_at INTEGER NOT NULL,
    files INTEGER NOT NULL DEFAULT 0,
    -- read = added + already_known + merged + what reject counts.
    read INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0,
    already_known INTEGER NOT NULL DEFAULT 0,
    merged INTEGER NOT NULL DEFAULT 0,
    -- The ends of the first and last play it tells of.
    first_at INTEGER,
    last_at INTEGER
);
CREATE UNIQUE INDEX source_by_live_account ON source (name) WHERE kind = 'live';

CREATE TABLE reject (
    source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    count INTEGER NOT NULL,
    sample TEXT NOT NULL,
    PRIMARY KEY (source, reason)
) WITHOUT ROWID;

-- Files of an import that could not be read, while others of it were.
CREATE TABLE refused_file (
    source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    file TEXT NOT NULL,
    -- Why, as a short name and in words that follow the file's name.
    code TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (source, file)
) WITHOUT ROWID;

-- The times that an import tells of without a break: what lies in them and is not told did not happen.
CREATE TABLE source_span (
    source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (source, first_at)
) WITHOUT ROWID;

-- How a play came about. A few thousand combinations serve a million plays.
CREATE TABLE circumstance (
    id INTEGER PRIMARY KEY,
    reason_start TEXT,
    reason_end TEXT,
    shuffle INTEGER,
    skipped INTEGER,
    offline INTEGER,
    incognito INTEGER,
    platform TEXT,
    country TEXT
);

-- One row for each thing that a source says. Those with stands = 1 are the plays; the others tell of a play that another
-- row stands for.
CREATE TABLE play (
    -- Milliseconds since 1970, UTC.
    ended_at INTEGER NOT NULL,
    track INTEGER NOT NULL REFERENCES track (id),
    ms_played INTEGER NOT NULL,
    -- 0 live, 1 account data, 2 extended streaming history.
    witness INTEGER NOT NULL CHECK (witness BETWEEN 0 AND 2),
    circumstance INTEGER NOT NULL REFERENCES circumstance (id),
    source INTEGER NOT NULL REFERENCES source (id),
    stands INTEGER NOT NULL CHECK (stands IN (0, 1)),
    PRIMARY KEY (ended_at, track, ms_played, witness, circumstance, source)
) WITHOUT ROWID;

-- Where plays are known to be missing from a recording. What an import covers is taken off when asking, never here.
CREATE TABLE gap (
    source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (source, from_at, to_at)
) WITHOUT ROWID;

-- What this file should know of itself.
CREATE TABLE note (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE VIEW listening AS
SELECT
    strftime('%Y-%m-%dT%H:%M:%fZ', play.ended_at / 1000.0, 'unixepoch') AS ended_at,
    play.ms_played,
    play.witness = 0 AS estimated,
    CASE track.kind WHEN 0 THEN 'music' WHEN 1 THEN 'podcast' ELSE 'audiobook' END AS kind,
    track.name AS track,
    coalesce(
        (
            SELECT group_concat(artist.name, ', ' ORDER BY track_artist.position)
            FROM track_artist JOIN artist ON artist.id = track_artist.artist
            WHERE track_artist.track = track.id
        ),
        track.artist
    ) AS artists,
    album.name AS album,
    track.uri,
    circumstance.reason_start,
    circumstance.reason_end,
    circumstance.shuffle,
    circumstance.skipped,
    circumstance.offline,
    circumstance.incognito,
    circumstance.platform,
    circumstance.country,
    CASE source.kind WHEN 'live' THEN 'live' ELSE source.name END AS source
FROM play
JOIN track ON track.id = play.track
JOIN album ON album.id = track.album
JOIN circumstance ON circumstance.id = play.circumstance
JOIN source ON source.id = play.source
WHERE play.stands = 1;
