-- Who may see what. A listener is a role, listener_ and the listener's number without hyphens, and whoever is a member of it sees the
-- listener's rows: never a setting, which every client could make. The role itself has no rights; what its members may do comes from
-- tonearm_reader and tonearm_writer. The owner of the tables sees and may do everything.
-- The policy is the same text everywhere. One that looks into a table of members would not work on Citus.

ALTER TABLE tonearm.listener ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.listener USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);
ALTER TABLE tonearm.machine ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.machine USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);
ALTER TABLE tonearm.source ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.source USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);
ALTER TABLE tonearm.part ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.part USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);
ALTER TABLE tonearm.reject ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.reject USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);
ALTER TABLE tonearm.refused_file ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.refused_file USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);
ALTER TABLE tonearm.naming ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.naming USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);
ALTER TABLE tonearm.circumstance ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.circumstance USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);
ALTER TABLE tonearm.evidence ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.evidence USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);
ALTER TABLE tonearm.decision ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.decision USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);
ALTER TABLE tonearm.gap ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.gap USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);
ALTER TABLE tonearm.snapshot ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.snapshot USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);
ALTER TABLE tonearm.published ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.published USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);
ALTER TABLE tonearm.play ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.play USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);
ALTER TABLE tonearm.track_artist ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.track_artist USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);
ALTER TABLE tonearm.artist_genre ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_listener ON tonearm.artist_genre USING (
    coalesce(pg_has_role(current_user, to_regrole('listener_' || replace(listener::text, '-', ''))::oid, 'member'), false)
);

-- The rest of the catalogue can be read and added to, which needs no policy. A track may also be learnt more about, once.
ALTER TABLE tonearm.track ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON tonearm.track FOR SELECT USING (true);
CREATE POLICY can_be_added ON tonearm.track FOR INSERT WITH CHECK (true);
CREATE POLICY can_be_learnt ON tonearm.track FOR UPDATE
    USING (NOT learnt OR length_ms IS NULL OR isrc IS NULL) WITH CHECK (true);
