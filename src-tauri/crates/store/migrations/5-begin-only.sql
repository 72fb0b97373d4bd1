-- A source may know only when something began to play.
-- 1 where ended_at is worked out: when the track would have ended if it was heard whole, or the beginning where its length is unknown.
ALTER TABLE play ADD COLUMN begin_only INTEGER NOT NULL DEFAULT 0 CHECK (begin_only IN (0, 1));

-- The few rows that were recorded, in the order of the table: recording looks at all of them every time.
CREATE INDEX play_recorded ON play (source, ended_at) WHERE witness = 0;
