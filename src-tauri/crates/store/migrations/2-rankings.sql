-- Spotify's own rankings, once a day, so that rank movement can be shown.
CREATE TABLE top_snapshot (
    -- Whose: a digest of the account's id.
    account TEXT NOT NULL,
    -- Days since 1970-01-01, UTC.
    taken_on INTEGER NOT NULL,
    -- 'tracks' or 'artists'.
    list TEXT NOT NULL,
    -- Spotify's name for it: 'short_term', 'medium_term' or 'long_term'.
    time_range TEXT NOT NULL,
    rank INTEGER NOT NULL,
    -- spotify:track:… or spotify:artist:…
    uri TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (account, taken_on, list, time_range, rank)
) WITHOUT ROWID;

-- What the listener does not want counted. Nothing is deleted for it.
CREATE TABLE hidden (
    id INTEGER PRIMARY KEY,
    hidden_at INTEGER NOT NULL,
    -- 'track', 'album', 'artist' or 'time'.
    kind TEXT NOT NULL CHECK (kind IN ('track', 'album', 'artist', 'time')),
    -- A URI or a name; NULL for a span of time.
    what TEXT,
    from_at INTEGER,
    to_at INTEGER,
    CHECK ((kind = 'time') = (what IS NULL)),
    CHECK ((kind = 'time') = (from_at IS NOT NULL AND to_at IS NOT NULL))
);
