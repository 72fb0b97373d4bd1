-- Every row of evidence keeps the names that it was told by: a later row that names the track differently changes nothing about it.
CREATE TABLE naming (
    id INTEGER PRIMARY KEY,
    track INTEGER NOT NULL REFERENCES track (id),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),
    name TEXT NOT NULL,
    -- The album's artist; empty for a podcast or an audiobook. Spotify's list of recent plays names several: the track's and the
    -- album's, one a line.
    artist TEXT NOT NULL,
    album TEXT NOT NULL,
    -- What only Spotify's list tells: the length of the whole track, in milliseconds, and its ISRC.
    length_ms INTEGER,
    isrc TEXT
);

-- What exports told before is only known by the latest names.
INSERT INTO naming (id, track, kind, name, artist, album)
SELECT track.id, track.id, track.kind, track.told_name, track.artist, album.name
FROM track JOIN album ON album.id = track.album;

INSERT INTO naming (track, kind, name, artist, album, length_ms, isrc)
SELECT
    recorded.track,
    track.kind,
    track.name,
    coalesce(
        (
            SELECT group_concat(artist.name, char(10) ORDER BY track_artist.position)
            FROM track_artist JOIN artist ON artist.id = track_artist.artist
            WHERE track_artist.track = track.id
        ),
        track.artist
    ),
    album.name,
    recorded.ms_played,
    track.isrc
FROM (SELECT DISTINCT track, ms_played FROM play WHERE witness = 0) AS recorded
JOIN track ON track.id = recorded.track
JOIN album ON album.id = track.album
ORDER BY recorded.track, recorded.ms_played;

CREATE INDEX naming_by_track ON naming (track);

DROP VIEW listening;
ALTER TABLE play RENAME TO play_before;

-- One row for each thing that a source says. Those with stands = 1 are the plays; the others tell of a play that another
-- row stands for.
CREATE TABLE play (
    -- Milliseconds since 1970, UTC.
    ended_at INTEGER NOT NULL,
    track INTEGER NOT NULL REFERENCES track (id),
    -- How long it was heard according to the source, in milliseconds; 0 where the source does not tell it, which is 0 live.
    told_ms INTEGER NOT NULL,
    -- 0 live, 1 account data, 2 extended streaming history.
    witness INTEGER NOT NULL CHECK (witness BETWEEN 0 AND 2),
    circumstance INTEGER NOT NULL REFERENCES circumstance (id),
    source INTEGER NOT NULL REFERENCES source (id),
    naming INTEGER NOT NULL REFERENCES naming (id),
    -- The place among equal rows of one file: account data knows only the minute.
    number INTEGER NOT NULL,
    stands INTEGER NOT NULL CHECK (stands IN (0, 1)),
    -- How long it was heard; an estimate where the source does not tell it.
    ms_played INTEGER NOT NULL,
    PRIMARY KEY (ended_at, track, told_ms, witness, circumstance, source, naming, number)
) WITHOUT ROWID;

INSERT INTO play (ended_at, track, told_ms, witness, circumstance, source, naming, number, stands, ms_played)
SELECT
    ended_at,
    track,
    CASE witness WHEN 0 THEN 0 ELSE ms_played END,
    witness,
    circumstance,
    source,
    CASE witness
        WHEN 0 THEN (SELECT id FROM naming WHERE naming.track = play_before.track AND length_ms = ms_played)
        ELSE track
    END,
    0,
    stands,
    ms_played
FROM play_before
ORDER BY ended_at, track, CASE witness WHEN 0 THEN 0 ELSE ms_played END, witness, circumstance, source;

DELETE FROM naming WHERE id NOT IN (SELECT naming FROM play);

DROP TABLE play_before;

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
