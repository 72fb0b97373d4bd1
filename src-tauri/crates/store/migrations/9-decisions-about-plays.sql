-- What the listener decided about rows of "play", whatever the rules say.
CREATE TABLE decided_row (
    -- The row by what it says: kind of source, end, told length, place among equal rows, and URI.
    row TEXT PRIMARY KEY,
    -- The row that tells of the same play. NULL: it is a play of its own.
    same_as TEXT,
    decided_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Times in which nothing is missing, because the listener says so.
CREATE TABLE complete_time (
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (from_at, to_at)
) WITHOUT ROWID;
