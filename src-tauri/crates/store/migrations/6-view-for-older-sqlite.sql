-- An ordered group_concat needs SQLite 3.44. Programs with an older one could not read any table of the archive beside this view.
DROP VIEW listening;

CREATE VIEW listening AS
SELECT
    strftime('%Y-%m-%dT%H:%M:%fZ', play.ended_at / 1000.0, 'unixepoch') AS ended_at,
    play.ms_played,
    play.witness = 0 AS estimated,
    CASE track.kind WHEN 0 THEN 'music' WHEN 1 THEN 'podcast' ELSE 'audiobook' END AS kind,
    track.name AS track,
    coalesce(
        (
            SELECT group_concat(credited.name, ', ')
            FROM (
                SELECT artist.name
                FROM track_artist JOIN artist ON artist.id = track_artist.artist
                WHERE track_artist.track = track.id
                ORDER BY track_artist.position
            ) AS credited
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
