-- Only where views have the rights of whoever asks.
GRANT SELECT ON tonearm.listening, tonearm.top_tracks, tonearm.top_artists, tonearm.top_genres
TO tonearm_reader, tonearm_writer;
