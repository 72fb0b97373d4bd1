-- Plays for questions in SQL: worked out by a machine from all evidence, month by month. Machines never read them back.

CREATE TABLE tonearm.published (
    listener uuid NOT NULL REFERENCES tonearm.listener (listener),
    month integer NOT NULL,
    machine uuid NOT NULL,
    rules bigint NOT NULL,
    PRIMARY KEY (listener, month)
);
COMMENT ON TABLE tonearm.published IS 'The months whose plays are in play, and who worked them out.';
COMMENT ON COLUMN tonearm.published.listener IS 'Whose.';
COMMENT ON COLUMN tonearm.published.month IS 'The month of the plays'' days, counted from January 1970.';
COMMENT ON COLUMN tonearm.published.machine IS 'The machine that worked its plays out.';
COMMENT ON COLUMN tonearm.published.rules IS 'The version of the rules: a month by newer rules is not replaced by one of older.';

-- Without foreign keys, for the same reasons as evidence.
CREATE TABLE tonearm.play (
    listener uuid NOT NULL,
    day date NOT NULL,
    mark bigint NOT NULL,
    number integer NOT NULL,
    ended_at bigint NOT NULL,
    track uuid NOT NULL,
    ms_played bigint NOT NULL,
    is_estimated boolean NOT NULL,
    counts boolean NOT NULL,
    is_hidden boolean NOT NULL,
    source uuid NOT NULL,
    circumstance uuid NOT NULL,
    PRIMARY KEY (listener, day, mark, number)
) {partitioned};
COMMENT ON TABLE tonearm.play IS 'The plays: what was heard, each once.';
COMMENT ON COLUMN tonearm.play.listener IS 'Whose.';
COMMENT ON COLUMN tonearm.play.day IS 'The day on which it began, in the listener''s time zone.';
COMMENT ON COLUMN tonearm.play.mark IS 'A number that depends on all that the row says, as in evidence.';
COMMENT ON COLUMN tonearm.play.number IS 'The place among rows of the day that say the same, from 0 on.';
COMMENT ON COLUMN tonearm.play.ended_at IS 'When it ended, in milliseconds since 1970, UTC.';
COMMENT ON COLUMN tonearm.play.track IS 'What was played.';
COMMENT ON COLUMN tonearm.play.ms_played IS 'How long it was heard, in milliseconds.';
COMMENT ON COLUMN tonearm.play.is_estimated IS 'Whether no source tells that, so that it is an estimate.';
COMMENT ON COLUMN tonearm.play.counts IS 'Whether it is long enough to count as a play, by the listener''s rule.';
COMMENT ON COLUMN tonearm.play.is_hidden IS 'Whether the listener does not want it counted.';
COMMENT ON COLUMN tonearm.play.source IS 'The source that tells of it.';
COMMENT ON COLUMN tonearm.play.circumstance IS 'How it came about.';

CREATE TABLE tonearm.track_artist (
    listener uuid NOT NULL,
    track uuid NOT NULL,
    position integer NOT NULL,
    artist uuid NOT NULL,
    PRIMARY KEY (listener, track, position)
);
CREATE INDEX track_artist_by_artist ON tonearm.track_artist (listener, artist);
COMMENT ON TABLE tonearm.track_artist IS
    'Who is credited with a track. One listener may know names alone where another knows artists, so each has lists of their own.';
COMMENT ON COLUMN tonearm.track_artist.listener IS 'For whom.';
COMMENT ON COLUMN tonearm.track_artist.track IS 'The track.';
COMMENT ON COLUMN tonearm.track_artist.position IS 'The place among the credited artists, from 0 on.';
COMMENT ON COLUMN tonearm.track_artist.artist IS 'The artist.';

CREATE TABLE tonearm.artist_genre (
    listener uuid NOT NULL,
    artist uuid NOT NULL,
    genre uuid NOT NULL,
    source text NOT NULL,
    weight double precision NOT NULL,
    PRIMARY KEY (listener, artist, genre, source)
);
COMMENT ON TABLE tonearm.artist_genre IS 'The genres of artists that count for a listener, who may have corrected them.';
COMMENT ON COLUMN tonearm.artist_genre.listener IS 'For whom.';
COMMENT ON COLUMN tonearm.artist_genre.artist IS 'The artist.';
COMMENT ON COLUMN tonearm.artist_genre.genre IS 'The genre.';
COMMENT ON COLUMN tonearm.artist_genre.source IS 'Who says so: listener, spotify, musicbrainz or listenbrainz.';
COMMENT ON COLUMN tonearm.artist_genre.weight IS 'How well it fits. Comparable among the genres of one artist, at most.';
