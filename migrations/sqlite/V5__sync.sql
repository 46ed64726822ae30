-- What a file knows of its organizations' hubs. Empty in a file that was never connected. Nothing here refers to
-- the organization's row: a link is there before the row has come.

-- One hub an organization. `url` never holds a password. What was told is known by the file's own numbers: told_dseq
-- and the hash over everything up to it; what is on its way stands beside it until somebody knows whether it arrived.
CREATE TABLE desk_links (
    organization_id BLOB NOT NULL PRIMARY KEY CHECK (length(organization_id) = 16),
    url TEXT NOT NULL,
    device TEXT NOT NULL,
    file_id BLOB NOT NULL CHECK (length(file_id) = 16),
    hub_system TEXT,
    hub_timeline INTEGER,
    hub_epoch TEXT,
    -- A snapshot as Postgres writes it: what the file has of the hub.
    cursor TEXT,
    told_dseq INTEGER NOT NULL,
    told_head BLOB NOT NULL CHECK (length(told_head) = 32),
    sending_dseq INTEGER,
    sending_head BLOB CHECK (length(sending_head) = 32),
    sending_settled INTEGER,
    -- Up to this entry of the log everything is told, but for the groups that wait.
    settled INTEGER NOT NULL,
    -- Where the hub lets its desks know that something is new.
    channel TEXT,
    -- The hub's clock less this machine's, in microseconds.
    clock_offset INTEGER,
    last_success_at INTEGER,
    last_error TEXT,
    state TEXT NOT NULL CHECK (state IN ('connected', 'paused', 'revoked', 'forked'))
) STRICT, WITHOUT ROWID;

-- What was decided about a row ('' as its column) or a column when it was taken over: from which entry on it is told,
-- and from which base, where that is another than the entry says. A base may be NULL itself, hence `based`.
CREATE TABLE desk_sync_notes (
    organization_id BLOB NOT NULL,
    row_id BLOB NOT NULL,
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    from_entry INTEGER NOT NULL,
    based INTEGER NOT NULL CHECK (based IN (0, 1)),
    base ANY,
    PRIMARY KEY (organization_id, row_id, table_name, column_name)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_sync_notes_from_entry_idx ON desk_sync_notes (organization_id, from_entry);

-- Operations that were told and are not settled. `about` is the hub's reason as JSON, or the label of the operation
-- that holds it.
CREATE TABLE desk_sync_waiting (
    organization_id BLOB NOT NULL,
    group_id INTEGER NOT NULL,
    label TEXT NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('stale', 'quarantined', 'held', 'released', 'dropped')),
    about TEXT,
    tries INTEGER NOT NULL,
    PRIMARY KEY (organization_id, group_id)
) STRICT, WITHOUT ROWID;

-- Rows of the hub that this file could not take over, and why.
CREATE TABLE desk_sync_unfit (
    organization_id BLOB NOT NULL,
    row_id BLOB NOT NULL,
    table_name TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (organization_id, row_id, table_name)
) STRICT, WITHOUT ROWID;

-- The batches that arrived: where to go on from when the hub was restored to an earlier state.
CREATE TABLE desk_sync_sent (
    organization_id BLOB NOT NULL,
    dseq INTEGER NOT NULL,
    head BLOB NOT NULL CHECK (length(head) = 32),
    settled INTEGER NOT NULL,
    PRIMARY KEY (organization_id, dseq)
) STRICT, WITHOUT ROWID;

-- What somebody did and what does not stand, for somebody to look at. They stay when the link goes.
CREATE TABLE desk_conflicts (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL,
    table_name TEXT NOT NULL,
    row_id BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('column', 'deleted')),
    column_name TEXT,
    base ANY,
    mine ANY,
    theirs ANY,
    -- The edited row as it was, written like the log's old values.
    image TEXT,
    lost TEXT NOT NULL CHECK (lost IN ('mine', 'theirs')),
    at INTEGER NOT NULL,
    -- Whether the hub knows of it.
    told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    resolved_at INTEGER,
    resolution TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_conflicts_open_idx ON desk_conflicts (organization_id, at, id) WHERE resolved_at IS NULL;
CREATE INDEX desk_conflicts_untold_idx ON desk_conflicts (organization_id, at, id) WHERE told = 0;
CREATE INDEX desk_conflicts_row_idx ON desk_conflicts (row_id);
