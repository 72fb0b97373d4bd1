-- Questions that are asked most, by listener and day: sum over the days that you ask about.
-- A view has the rights of its owner unless it says otherwise, and would show everybody's plays to everybody. Servers older than
-- PostgreSQL 15 can't say otherwise: there, only the owner may read views.

CREATE VIEW tonearm.listening {as_the_asker} AS
SELECT
    play.listener,
    to_timestamp(play.ended_at / 1000.0) AS ended_at,
    play.day,
    play.ms_played,
    play.is_estimated AS estimated,
    CASE track.kind WHEN 0 THEN 'music' WHEN 1 THEN 'podcast' ELSE 'audiobook' END AS kind,
    track.name AS track,
    coalesce(
        (
            SELECT string_agg(artist.name, ', ' ORDER BY track_artist.position)
            FROM tonearm.track_artist JOIN tonearm.artist ON artist.artist = track_artist.artist
            WHERE track_artist.listener = play.listener AND track_artist.track = play.track
        ),
        ''
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
    CASE source.kind WHEN 'recording' THEN 'live' ELSE source.name END AS source,
    play.counts,
    play.is_hidden AS hidden
FROM tonearm.play
JOIN tonearm.track ON track.track = play.track
JOIN tonearm.album ON album.album = track.album
JOIN tonearm.circumstance
    ON circumstance.listener = play.listener AND circumstance.circumstance = play.circumstance
LEFT JOIN tonearm.source ON source.listener = play.listener AND source.source = play.source;
COMMENT ON VIEW tonearm.listening IS 'Every play with the names of all it is about, as the view of the same name in the archive on a machine.';

CREATE VIEW tonearm.top_tracks {as_the_asker} AS
SELECT
    play.listener,
    play.day,
    play.track,
    track.uri,
    track.name,
    count(*) FILTER (WHERE play.counts) AS plays,
    sum(play.ms_played)::bigint AS ms
FROM tonearm.play
JOIN tonearm.track ON track.track = play.track
WHERE NOT play.is_hidden AND track.kind = 0
GROUP BY play.listener, play.day, play.track, track.uri, track.name;
COMMENT ON VIEW tonearm.top_tracks IS
    'Plays and milliseconds of each piece of music on each day. What the listener has hidden is left out.';

CREATE VIEW tonearm.top_artists {as_the_asker} AS
SELECT
    play.listener,
    play.day,
    credited.artist,
    credited.uri,
    credited.name,
    count(*) FILTER (WHERE play.counts) AS plays,
    sum(play.ms_played)::bigint AS ms
FROM tonearm.play
JOIN (
    SELECT DISTINCT track_artist.listener, track_artist.track, artist.artist, artist.uri, artist.name
    FROM tonearm.track_artist
    JOIN tonearm.artist ON artist.artist = track_artist.artist
) AS credited ON credited.listener = play.listener AND credited.track = play.track
WHERE NOT play.is_hidden
GROUP BY play.listener, play.day, credited.artist, credited.uri, credited.name;
COMMENT ON VIEW tonearm.top_artists IS
    'Plays and milliseconds of each artist on each day. An artist gets each play that credits them. What is hidden is left out.';

CREATE VIEW tonearm.top_genres {as_the_asker} AS
SELECT
    play.listener,
    play.day,
    tagged.genre,
    tagged.name,
    count(*) FILTER (WHERE play.counts) AS plays,
    sum(play.ms_played)::bigint AS ms
FROM tonearm.play
JOIN (
    SELECT DISTINCT artist_genre.listener, track_artist.track, genre.genre, genre.name
    FROM tonearm.artist_genre
    JOIN tonearm.track_artist
        ON track_artist.listener = artist_genre.listener AND track_artist.artist = artist_genre.artist
    JOIN tonearm.genre ON genre.genre = artist_genre.genre
) AS tagged ON tagged.listener = play.listener AND tagged.track = play.track
WHERE NOT play.is_hidden
GROUP BY play.listener, play.day, tagged.genre, tagged.name;
COMMENT ON VIEW tonearm.top_genres IS
    'Plays and milliseconds of each genre on each day. A play counts once for each genre of its artists. What is hidden is left out.';
