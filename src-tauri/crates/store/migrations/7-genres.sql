-- What is known of artists' genres, and who said so.

CREATE TABLE genre_answer (
    id INTEGER PRIMARY KEY,
    -- Whose genres: spotify:artist:… or, where only the name is known, the name.
    artist TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('listener', 'spotify', 'musicbrainz', 'listenbrainz')),
    -- Of several answers about an artist the lowest wins: 0 a correction by hand, 1 Spotify's own, 2 looked up.
    precedence INTEGER NOT NULL CHECK (precedence BETWEEN 0 AND 2),
    -- Milliseconds since 1970, UTC.
    answered_at INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('identified', 'known', 'unlinked', 'unknown', 'undecided')),
    -- Who the artist is at MusicBrainz, once that is certain.
    mbid TEXT,
    UNIQUE (artist, precedence)
);

CREATE TABLE answer_genre (
    answer INTEGER NOT NULL REFERENCES genre_answer (id) ON DELETE CASCADE,
    genre INTEGER NOT NULL REFERENCES genre (id),
    weight REAL NOT NULL,
    PRIMARY KEY (answer, genre)
) WITHOUT ROWID;
CREATE INDEX answer_by_genre ON answer_genre (genre);

CREATE INDEX artist_by_name ON artist (name);

-- No version wrote to it.
DROP TABLE artist_genre;

-- The answer about each artist that counts: of those that name genres the one that wins. An answer about a name also counts for
-- the only artist of that name that Spotify has told of.
CREATE VIEW artist_genre AS
SELECT artist.id AS artist, answer_genre.genre, genre_answer.source, answer_genre.weight
FROM artist
JOIN genre_answer ON genre_answer.id = (
    SELECT answer.id
    FROM genre_answer AS answer
    WHERE answer.artist IN (artist.uri, artist.name)
        AND answer.outcome = 'known'
        AND (
            answer.artist = artist.uri
            OR artist.uri IS NULL
            OR NOT EXISTS (
                SELECT 1 FROM artist AS namesake
                WHERE namesake.name = artist.name AND namesake.uri IS NOT NULL AND namesake.id <> artist.id
            )
        )
    ORDER BY answer.precedence, answer.artist IS artist.uri DESC
    LIMIT 1
)
JOIN answer_genre ON answer_genre.answer = genre_answer.id;
