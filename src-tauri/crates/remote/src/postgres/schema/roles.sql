-- Roles belong to the whole server, so that others may have made them, and not every owner of a database may.

DO $$
BEGIN
    IF to_regrole('tonearm_reader') IS NULL THEN
        CREATE ROLE tonearm_reader NOLOGIN;
    END IF;
    IF to_regrole('tonearm_writer') IS NULL THEN
        CREATE ROLE tonearm_writer NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    -- Another database has just got them.
    NULL;
END
$$;

GRANT USAGE ON SCHEMA tonearm TO tonearm_reader, tonearm_writer;

GRANT SELECT ON
    tonearm.migration, tonearm.artist, tonearm.album, tonearm.track, tonearm.genre,
    tonearm.listener, tonearm.machine, tonearm.source, tonearm.part, tonearm.reject, tonearm.refused_file,
    tonearm.naming, tonearm.circumstance, tonearm.evidence, tonearm.decision, tonearm.gap, tonearm.snapshot, tonearm.published, tonearm.play, tonearm.track_artist, tonearm.artist_genre
TO tonearm_reader, tonearm_writer;

GRANT INSERT ON
    tonearm.artist, tonearm.album, tonearm.track, tonearm.genre
TO tonearm_writer;
GRANT UPDATE (album, length_ms, isrc, learnt) ON tonearm.track TO tonearm_writer;

-- One that is not what its digest says is put right, and one that nothing uses any more goes.
GRANT INSERT, UPDATE, DELETE ON tonearm.naming, tonearm.circumstance TO tonearm_writer;

GRANT UPDATE (name, account, published) ON tonearm.listener TO tonearm_writer;
GRANT INSERT, UPDATE, DELETE ON
    tonearm.machine, tonearm.source, tonearm.part, tonearm.reject, tonearm.refused_file, tonearm.evidence, tonearm.decision,
    tonearm.gap, tonearm.snapshot, tonearm.published, tonearm.play, tonearm.track_artist, tonearm.artist_genre
TO tonearm_writer;
