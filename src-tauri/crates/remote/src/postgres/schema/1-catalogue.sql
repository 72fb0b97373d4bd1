-- What can be heard. All listeners share it: it says what there is, and not who listens to it.
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
    album uuid NOT NULL,
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
