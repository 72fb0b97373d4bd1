-- What belongs to one listener. Every key begins with the listener, by whom clusters distribute rows and row security decides.
-- Foreign keys stay inside one listener, or lead to the shared catalogue.

CREATE TABLE tonearm.listener (
    listener uuid PRIMARY KEY,
    name text NOT NULL,
    account text,
    published text,
    created_at bigint NOT NULL
);
COMMENT ON TABLE tonearm.listener IS 'Whose histories are here.';
COMMENT ON COLUMN tonearm.listener.listener IS 'A random number.';
COMMENT ON COLUMN tonearm.listener.name IS 'What the listener is called here.';
COMMENT ON COLUMN tonearm.listener.account IS 'A digest of the Spotify account; NULL until a machine has told it.';
COMMENT ON COLUMN tonearm.listener.published IS
    'What plays, credits and genres were last worked out of, in a form that Tonearm reads: machines that know the same need not do it again.';
COMMENT ON COLUMN tonearm.listener.created_at IS 'When the listener was added, by the server''s clock, in milliseconds since 1970.';

CREATE TABLE tonearm.machine (
    listener uuid NOT NULL REFERENCES tonearm.listener (listener),
    machine uuid NOT NULL,
    name text NOT NULL,
    exchanges bigint NOT NULL,
    last_at bigint NOT NULL,
    PRIMARY KEY (listener, machine)
);
COMMENT ON TABLE tonearm.machine IS 'The machines that exchange a listener''s history here.';
COMMENT ON COLUMN tonearm.machine.listener IS 'Whose.';
COMMENT ON COLUMN tonearm.machine.machine IS 'Its lasting name.';
COMMENT ON COLUMN tonearm.machine.name IS 'What its owner calls it.';
COMMENT ON COLUMN tonearm.machine.exchanges IS 'How often it has exchanged, counted there.';
COMMENT ON COLUMN tonearm.machine.last_at IS 'When it did so last, by its own clock, in milliseconds since 1970.';

CREATE TABLE tonearm.source (
    listener uuid NOT NULL REFERENCES tonearm.listener (listener),
    source uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('import', 'recording')),
    machine uuid NOT NULL,
    added_at bigint NOT NULL,
    name text NOT NULL,
    sha256 bytea,
    files bigint NOT NULL,
    read bigint NOT NULL,
    added bigint NOT NULL,
    merged bigint NOT NULL,
    PRIMARY KEY (listener, source)
);
COMMENT ON TABLE tonearm.source IS 'Where plays come from: files that were imported together, or what one machine records.';
COMMENT ON COLUMN tonearm.source.listener IS 'Whose.';
COMMENT ON COLUMN tonearm.source.source IS 'Its lasting name, the same on every machine.';
COMMENT ON COLUMN tonearm.source.kind IS 'import or recording.';
COMMENT ON COLUMN tonearm.source.machine IS 'The machine that imported or records it.';
COMMENT ON COLUMN tonearm.source.added_at IS 'When it was begun there, in milliseconds since 1970.';
COMMENT ON COLUMN tonearm.source.name IS 'What the import is called, or a digest of the account that is recorded.';
COMMENT ON COLUMN tonearm.source.sha256 IS 'The digest of all files of an import; NULL for a recording.';
COMMENT ON COLUMN tonearm.source.files IS 'How many files have plays; 0 for a recording.';
COMMENT ON COLUMN tonearm.source.read IS 'The rows in them, rejects and all; 0 for a recording.';
COMMENT ON COLUMN tonearm.source.added IS 'Plays that were new where it was imported; 0 for a recording.';
COMMENT ON COLUMN tonearm.source.merged IS 'Rows that replaced a recorded play where it was imported; 0 for a recording.';

CREATE TABLE tonearm.part (
    listener uuid NOT NULL,
    source uuid NOT NULL,
    month integer NOT NULL,
    PRIMARY KEY (listener, source, month),
    FOREIGN KEY (listener, source) REFERENCES tonearm.source (listener, source) ON DELETE CASCADE
);
COMMENT ON TABLE tonearm.part IS 'What is exchanged as one: a whole import, or a month of a recording. It may have no rows.';
COMMENT ON COLUMN tonearm.part.listener IS 'Whose.';
COMMENT ON COLUMN tonearm.part.source IS 'The source.';
COMMENT ON COLUMN tonearm.part.month IS
    'The month of a recording, in UTC, counted from January 1970; -2147483648 for an import, which is not cut by month.';

CREATE TABLE tonearm.reject (
    listener uuid NOT NULL,
    source uuid NOT NULL,
    position integer NOT NULL,
    reason text NOT NULL,
    count bigint NOT NULL,
    sample text NOT NULL,
    PRIMARY KEY (listener, source, position),
    FOREIGN KEY (listener, source) REFERENCES tonearm.source (listener, source) ON DELETE CASCADE
);
COMMENT ON TABLE tonearm.reject IS 'Rows of imported files that tell of no play, by reason.';
COMMENT ON COLUMN tonearm.reject.listener IS 'Whose.';
COMMENT ON COLUMN tonearm.reject.source IS 'The import.';
COMMENT ON COLUMN tonearm.reject.position IS 'The place among the reasons, from 0 on.';
COMMENT ON COLUMN tonearm.reject.reason IS 'The reason, as a short name.';
COMMENT ON COLUMN tonearm.reject.count IS 'How many rows.';
COMMENT ON COLUMN tonearm.reject.sample IS 'One of them, and where it is.';

CREATE TABLE tonearm.refused_file (
    listener uuid NOT NULL,
    source uuid NOT NULL,
    position integer NOT NULL,
    file text NOT NULL,
    code text NOT NULL,
    why text NOT NULL,
    PRIMARY KEY (listener, source, position),
    FOREIGN KEY (listener, source) REFERENCES tonearm.source (listener, source) ON DELETE CASCADE
);
COMMENT ON TABLE tonearm.refused_file IS 'Files of an import that could not be read, while others of it were.';
COMMENT ON COLUMN tonearm.refused_file.listener IS 'Whose.';
COMMENT ON COLUMN tonearm.refused_file.source IS 'The import.';
COMMENT ON COLUMN tonearm.refused_file.position IS 'The place among the refused files, from 0 on.';
COMMENT ON COLUMN tonearm.refused_file.file IS 'The file''s name.';
COMMENT ON COLUMN tonearm.refused_file.code IS 'Why, as a short name.';
COMMENT ON COLUMN tonearm.refused_file.why IS 'Why, in words that follow the file''s name.';

-- Each listener's own, although many may name the same thing: names of files on a disk and of devices are nobody else's business, and
-- who can write a digest for all could spoil one that others need. Without foreign keys, as everything of which there are many rows: each
-- would be looked up for every one of them.
CREATE TABLE tonearm.naming (
    listener uuid NOT NULL,
    naming uuid NOT NULL,
    uri text NOT NULL,
    kind smallint NOT NULL CHECK (kind BETWEEN 0 AND 2),
    name text NOT NULL,
    artist text NOT NULL,
    album text NOT NULL,
    length_ms bigint,
    isrc text,
    PRIMARY KEY (listener, naming)
);
COMMENT ON TABLE tonearm.naming IS 'How sources name what was played. Sources, and rows of one source, may name one thing in several ways.';
COMMENT ON COLUMN tonearm.naming.listener IS 'Whose source names it so.';
COMMENT ON COLUMN tonearm.naming.naming IS 'The digest of all that follows, the same for every listener.';
COMMENT ON COLUMN tonearm.naming.uri IS 'The URI of what was played; tonearm:… where only names are told.';
COMMENT ON COLUMN tonearm.naming.kind IS '0 music, 1 podcast episode, 2 audiobook chapter.';
COMMENT ON COLUMN tonearm.naming.name IS 'Its name.';
COMMENT ON COLUMN tonearm.naming.artist IS 'The album''s artist; several, one a line, where Spotify''s list of recent plays tells it.';
COMMENT ON COLUMN tonearm.naming.album IS 'The album, the podcast or the audiobook.';
COMMENT ON COLUMN tonearm.naming.length_ms IS 'The length of the whole track in milliseconds; NULL where it is not told.';
COMMENT ON COLUMN tonearm.naming.isrc IS 'The recording''s ISRC; NULL where it is not told.';

CREATE TABLE tonearm.circumstance (
    listener uuid NOT NULL,
    circumstance uuid NOT NULL,
    reason_start text,
    reason_end text,
    shuffle boolean,
    skipped boolean,
    offline boolean,
    incognito boolean,
    platform text,
    country text,
    PRIMARY KEY (listener, circumstance)
);
COMMENT ON TABLE tonearm.circumstance IS
    'How plays came about. A few thousand combinations serve a million plays. NULL where no source tells it.';
COMMENT ON COLUMN tonearm.circumstance.listener IS 'Whose plays.';
COMMENT ON COLUMN tonearm.circumstance.circumstance IS 'The digest of all that follows, the same for every listener.';
COMMENT ON COLUMN tonearm.circumstance.reason_start IS 'Spotify''s word for what began the play, such as clickrow.';
COMMENT ON COLUMN tonearm.circumstance.reason_end IS 'Spotify''s word for what ended it, such as trackdone.';
COMMENT ON COLUMN tonearm.circumstance.shuffle IS 'In shuffled order.';
COMMENT ON COLUMN tonearm.circumstance.skipped IS 'Skipped, by Spotify''s own flag.';
COMMENT ON COLUMN tonearm.circumstance.offline IS 'Without a connection.';
COMMENT ON COLUMN tonearm.circumstance.incognito IS 'In a private session.';
COMMENT ON COLUMN tonearm.circumstance.platform IS 'The device.';
COMMENT ON COLUMN tonearm.circumstance.country IS 'ISO 3166, two letters.';

-- Without foreign keys: each would be looked up for every one of a million rows, and a partition on another server can have none.
-- Whoever reads rows checks their marks, and leaves out those whose naming or circumstance is not what it was.
CREATE TABLE tonearm.evidence (
    listener uuid NOT NULL,
    source uuid NOT NULL,
    month integer NOT NULL,
    ended_at bigint NOT NULL,
    naming uuid NOT NULL,
    circumstance uuid NOT NULL,
    told_ms bigint NOT NULL,
    provenance smallint NOT NULL CHECK (provenance BETWEEN 0 AND 2),
    begin_only boolean NOT NULL,
    number integer NOT NULL,
    mark bigint NOT NULL,
    PRIMARY KEY (listener, source, month, ended_at, naming, circumstance, told_ms, provenance, begin_only, number)
) {partitioned};
COMMENT ON TABLE tonearm.evidence IS
    'What sources say: one row for each thing that one says of a play. Several rows may tell of one play; see play for those that count.';
COMMENT ON COLUMN tonearm.evidence.listener IS 'Whose.';
COMMENT ON COLUMN tonearm.evidence.source IS 'The source that says so.';
COMMENT ON COLUMN tonearm.evidence.month IS 'The part of the source that the row is of, as in part.';
COMMENT ON COLUMN tonearm.evidence.ended_at IS 'When the play ended according to the source, in milliseconds since 1970, UTC.';
COMMENT ON COLUMN tonearm.evidence.naming IS 'What was played, as the source names it.';
COMMENT ON COLUMN tonearm.evidence.circumstance IS 'How it came about.';
COMMENT ON COLUMN tonearm.evidence.told_ms IS 'How long it was heard, in milliseconds; 0 where the source does not tell it.';
COMMENT ON COLUMN tonearm.evidence.provenance IS
    'The kind of the source: 0 a list of plays as they happened, 1 account data, 2 extended streaming history.';
COMMENT ON COLUMN tonearm.evidence.begin_only IS 'Whether the source tells only when it began, so that ended_at is worked out.';
COMMENT ON COLUMN tonearm.evidence.number IS 'The place among equal rows of one file, from 0 on.';
COMMENT ON COLUMN tonearm.evidence.mark IS
    'A number that depends on all that the row says. The sums of its halves over a part tell whether two machines have the same.';

CREATE TABLE tonearm.decision (
    listener uuid NOT NULL REFERENCES tonearm.listener (listener),
    decision uuid NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    value text,
    counter bigint NOT NULL,
    machine uuid NOT NULL,
    bucket smallint NOT NULL,
    mark bigint NOT NULL,
    PRIMARY KEY (listener, decision)
);
COMMENT ON TABLE tonearm.decision IS
    'What was decided or found out on any machine: one row for each thing that it can be about. Of two decisions the later one stays.';
COMMENT ON COLUMN tonearm.decision.listener IS 'Whose.';
COMMENT ON COLUMN tonearm.decision.decision IS 'The digest of kind and key, which may be too long for an index.';
COMMENT ON COLUMN tonearm.decision.kind IS 'The kind, as a short name.';
COMMENT ON COLUMN tonearm.decision.key IS 'What it is about, within its kind.';
COMMENT ON COLUMN tonearm.decision.value IS 'What was decided, in a form that Tonearm reads; NULL if it was taken back.';
COMMENT ON COLUMN tonearm.decision.counter IS 'Counts on from the highest that the deciding machine knew: higher is later.';
COMMENT ON COLUMN tonearm.decision.machine IS 'Who decided; settles which of two with one counter is the later one.';
COMMENT ON COLUMN tonearm.decision.bucket IS 'Decisions of one kind are compared by groups: which group this one is of.';
COMMENT ON COLUMN tonearm.decision.mark IS 'A number that depends on all that the row says, as in evidence.';

CREATE TABLE tonearm.gap (
    listener uuid NOT NULL REFERENCES tonearm.listener (listener),
    source uuid NOT NULL,
    from_at bigint NOT NULL,
    to_at bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('missing', 'may_be_missing')),
    PRIMARY KEY (listener, source, from_at, to_at)
);
COMMENT ON TABLE tonearm.gap IS 'Times in which plays are missing from a recording, or may be: what decisions of the kind gaps say.';
COMMENT ON COLUMN tonearm.gap.listener IS 'Whose.';
COMMENT ON COLUMN tonearm.gap.source IS 'The recording.';
COMMENT ON COLUMN tonearm.gap.from_at IS 'The end of the last play known before, in milliseconds since 1970.';
COMMENT ON COLUMN tonearm.gap.to_at IS 'The start of the first play known after, in milliseconds since 1970.';
COMMENT ON COLUMN tonearm.gap.kind IS 'missing or may_be_missing.';

CREATE TABLE tonearm.snapshot (
    listener uuid NOT NULL REFERENCES tonearm.listener (listener),
    account text NOT NULL,
    taken_on date NOT NULL,
    list text NOT NULL CHECK (list IN ('tracks', 'artists')),
    time_range text NOT NULL,
    rank integer NOT NULL,
    uri text NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (listener, account, taken_on, list, time_range, rank)
);
COMMENT ON TABLE tonearm.snapshot IS 'Spotify''s own rankings, one of each a day: what decisions of the kind rankings say.';
COMMENT ON COLUMN tonearm.snapshot.listener IS 'Whose.';
COMMENT ON COLUMN tonearm.snapshot.account IS 'A digest of the Spotify account that it is of.';
COMMENT ON COLUMN tonearm.snapshot.taken_on IS 'The day, in UTC.';
COMMENT ON COLUMN tonearm.snapshot.list IS 'tracks or artists.';
COMMENT ON COLUMN tonearm.snapshot.time_range IS 'Spotify''s name for the range: short_term, medium_term or long_term.';
COMMENT ON COLUMN tonearm.snapshot.rank IS 'The place, from 1 on.';
COMMENT ON COLUMN tonearm.snapshot.uri IS 'spotify:track:… or spotify:artist:…';
COMMENT ON COLUMN tonearm.snapshot.name IS 'The name.';
