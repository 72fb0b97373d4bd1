-- What counting again by better rules has changed, until the listener has seen it, by end. A row either was a play and is none any
-- more, or was none and is one.
CREATE TABLE recount (
    id INTEGER PRIMARY KEY,
    -- As in the table play.
    ended_at INTEGER NOT NULL,
    track INTEGER NOT NULL REFERENCES track (id),
    ms_played INTEGER NOT NULL,
    witness INTEGER NOT NULL CHECK (witness BETWEEN 0 AND 2),
    -- NULL once the source has been removed: its number may then be another's.
    source INTEGER REFERENCES source (id),
    -- 1 if the row counts now, 0 if it no longer does.
    counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
    -- Why, as a short name.
    why TEXT NOT NULL,
    -- The play that the row tells of as well; NULL if it tells of one of its own, or of none.
    same_ended_at INTEGER,
    same_track INTEGER REFERENCES track (id),
    same_ms_played INTEGER,
    same_witness INTEGER CHECK (same_witness BETWEEN 0 AND 2),
    same_source INTEGER REFERENCES source (id)
);
