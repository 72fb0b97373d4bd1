-- What can be heard, and how it is named. All listeners share it: it says what there is, and not who listens to it.
-- Keys come from what a row is about, so that every machine comes to the same: the first 16 bytes of a SHA-256. There are no sequences
-- and no triggers, which clusters can't have or are slow at. Times are milliseconds since 1970, UTC.
-- In texts, the characters U+0000 and U+0001 are written as U+0001 U+0001 and U+0001 U+0002: PostgreSQL can't keep the first.

CREATE TABLE tonearm.artist (
    artist uuid PRIMARY KEY,
    uri text,
    name text NOT NULL
);
COMMENT ON TABLE tonearm.artist IS 'Artists of all listeners.';
COMMENT ON COLUMN tonearm.artist.artist IS 'The digest of the URI or, where there is none, of the name.';
COMMENT ON COLUMN tonearm.artist.uri IS 'spotify:artist:…; NULL where only the name is known.';
COMMENT ON COLUMN tonearm.artist.name IS 'The name.';

CREATE TABLE tonearm.album (
    album uuid PRIMARY KEY,
    uri text,
    name text NOT NULL,
    artist text NOT NULL
);
COMMENT ON TABLE tonearm.album IS 'Albums, podcasts and audiobooks of all listeners.';
COMMENT ON COLUMN tonearm.album.album IS 'The digest of the URI or, where there is none, of the names.';
COMMENT ON COLUMN tonearm.album.uri IS 'spotify:album:…; NULL where only names are known.';
COMMENT ON COLUMN tonearm.album.name IS 'The name.';
COMMENT ON COLUMN tonearm.album.artist IS 'The album artist''s name; empty for a podcast or an audiobook.';

CREATE TABLE tonearm.track (
    track uuid PRIMARY KEY,
    uri text NOT NULL,
    kind smallint NOT NULL CHECK (kind BETWEEN 0 AND 2),
    name text NOT NULL,
    album uuid NOT NULL REFERENCES tonearm.album (album),
    length_ms bigint,
    isrc text,
    learnt boolean NOT NULL
);
COMMENT ON TABLE tonearm.track IS 'Tracks, episodes and chapters of all listeners.';
COMMENT ON COLUMN tonearm.track.track IS 'The digest of the URI.';
COMMENT ON COLUMN tonearm.track.uri IS
    'spotify:track:…, spotify:episode:…, spotify:local:…, or tonearm:… where only names are known.';
COMMENT ON COLUMN tonearm.track.kind IS '0 music, 1 podcast episode, 2 audiobook chapter.';
COMMENT ON COLUMN tonearm.track.name IS 'The name.';
COMMENT ON COLUMN tonearm.track.album IS 'Its album.';
COMMENT ON COLUMN tonearm.track.length_ms IS 'The length of the whole track in milliseconds; NULL where it is not known.';
COMMENT ON COLUMN tonearm.track.isrc IS 'Its recording''s ISRC; NULL where it is not known.';
COMMENT ON COLUMN tonearm.track.learnt IS 'Whether its artists are known by their URIs, and not by names alone.';

CREATE TABLE tonearm.genre (
    genre uuid PRIMARY KEY,
    name text NOT NULL
);
COMMENT ON TABLE tonearm.genre IS 'Genres of all listeners.';
COMMENT ON COLUMN tonearm.genre.genre IS 'The digest of the name.';
COMMENT ON COLUMN tonearm.genre.name IS 'The name, in lower case.';

CREATE TABLE tonearm.circumstance (
    circumstance uuid PRIMARY KEY,
    reason_start text,
    reason_end text,
    shuffle boolean,
    skipped boolean,
    offline boolean,
    incognito boolean,
    platform text,
    country text
);
COMMENT ON TABLE tonearm.circumstance IS
    'How plays came about. A few thousand combinations serve a million plays. NULL where no source tells it.';
COMMENT ON COLUMN tonearm.circumstance.circumstance IS 'The digest of all the others.';
COMMENT ON COLUMN tonearm.circumstance.reason_start IS 'Spotify''s word for what began the play, such as clickrow.';
COMMENT ON COLUMN tonearm.circumstance.reason_end IS 'Spotify''s word for what ended it, such as trackdone.';
COMMENT ON COLUMN tonearm.circumstance.shuffle IS 'In shuffled order.';
COMMENT ON COLUMN tonearm.circumstance.skipped IS 'Skipped, by Spotify''s own flag.';
COMMENT ON COLUMN tonearm.circumstance.offline IS 'Without a connection.';
COMMENT ON COLUMN tonearm.circumstance.incognito IS 'In a private session.';
COMMENT ON COLUMN tonearm.circumstance.platform IS 'The device.';
COMMENT ON COLUMN tonearm.circumstance.country IS 'ISO 3166, two letters.';

CREATE TABLE tonearm.naming (
    naming uuid PRIMARY KEY,
    uri text NOT NULL,
    kind smallint NOT NULL CHECK (kind BETWEEN 0 AND 2),
    name text NOT NULL,
    artist text NOT NULL,
    album text NOT NULL,
    length_ms bigint,
    isrc text
);
COMMENT ON TABLE tonearm.naming IS 'How sources name what was played. Sources, and rows of one source, may name one thing in several ways.';
COMMENT ON COLUMN tonearm.naming.naming IS 'The digest of all the others.';
COMMENT ON COLUMN tonearm.naming.uri IS 'The URI of what was played; tonearm:… where only names are told.';
COMMENT ON COLUMN tonearm.naming.kind IS '0 music, 1 podcast episode, 2 audiobook chapter.';
COMMENT ON COLUMN tonearm.naming.name IS 'Its name.';
COMMENT ON COLUMN tonearm.naming.artist IS 'The album''s artist; several, one a line, where Spotify''s list of recent plays tells it.';
COMMENT ON COLUMN tonearm.naming.album IS 'The album, the podcast or the audiobook.';
COMMENT ON COLUMN tonearm.naming.length_ms IS 'The length of the whole track in milliseconds; NULL where it is not told.';
COMMENT ON COLUMN tonearm.naming.isrc IS 'The recording''s ISRC; NULL where it is not told.';
