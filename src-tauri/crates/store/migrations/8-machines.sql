-- What several machines have to know alike of one history.

-- The name of the machine that this archive belongs to, the same for ever.
INSERT INTO note (key, value) VALUES ('machine', lower(hex(randomblob(16))));

-- The name of a source on every machine: 32 hexadecimal digits.
ALTER TABLE source ADD COLUMN key TEXT;
-- Where it was recorded or imported.
ALTER TABLE source ADD COLUMN machine TEXT;

-- Those that are here already are named by what they are, so that this archive and its older backups name them alike.
UPDATE source
SET machine = (SELECT value FROM note WHERE key = 'machine'),
    key = CASE
            WHEN kind = 'import' AND length(sha256) = 32 THEN lower(hex(substr(sha256, 1, 8)))
            WHEN kind = 'live' AND length(name) = 16 AND name NOT GLOB '*[^0-9a-f]*' THEN name
            ELSE lower(hex(randomblob(8)))
          END
          || printf('%016x', added_at);
CREATE UNIQUE INDEX source_by_key ON source (key);

-- An account is recorded on several machines.
DROP INDEX source_by_live_account;
CREATE INDEX source_by_live_account ON source (name) WHERE kind = 'live';

-- Sources that were taken out again. No machine brings them back; importing the same files once more makes another source.
CREATE TABLE undone_source (
    key TEXT PRIMARY KEY
) WITHOUT ROWID;

-- What was decided about one thing, as machines exchange it. The tables that it is about, such as hidden, have what holds here.
CREATE TABLE decision (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    -- NULL: taken back.
    value TEXT,
    -- Of two decisions about one thing, the one with the greater number is the later one, then the one of the greater machine.
    counter INTEGER NOT NULL,
    machine TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;

-- What the rows of a source in one month come to, so that they need not be read for each exchange. "rows" is NULL for rows that were
-- changed since they were read for it.
CREATE TABLE fingerprint (
    source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    -- Counted from January 1970, UTC.
    month INTEGER NOT NULL,
    "rows" INTEGER,
    low INTEGER NOT NULL DEFAULT 0,
    high INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (source, month)
) WITHOUT ROWID;

INSERT INTO fingerprint (source, month)
SELECT DISTINCT
    source,
    (strftime('%Y', ended_at / 1000, 'unixepoch') - 1970) * 12 + strftime('%m', ended_at / 1000, 'unixepoch') - 1
FROM play;
