-- The desk's own tables. They are never synced: each file has its own.
-- The triggers that fill them are made from the declarations, see crates/store/src/triggers.rs.

-- What is true of this file: its device id, the fingerprint of its triggers, the last check.
CREATE TABLE desk_meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who is writing, for the triggers to read. Set at the start of every operation and cleared before
-- its commit, in the same transaction: whoever writes past the desk finds it empty, and is logged as
-- nobody. `depth` is above 0 while a delete carries out its foreign keys' CASCADE and SET NULL.
CREATE TABLE desk_context (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    group_id INTEGER,
    depth INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO desk_context (id) VALUES (1);

-- One operation: the changes it made are the log's entries from its id up to the next group's.
CREATE TABLE desk_groups (
    id INTEGER NOT NULL PRIMARY KEY,
    organization_id BLOB NOT NULL,
    actor_id BLOB,
    device_id BLOB NOT NULL,
    operation TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX desk_groups_organization_id_idx ON desk_groups (organization_id, id);

-- Every change of every row of the 13 tables. Thin: an insert needs only its key, an update holds the
-- old values of the columns it changed, a delete the whole old row; the new value is the live row's or
-- the next entry's old one. Applied backwards it gives the state of any earlier moment.
CREATE TABLE desk_log (
    seq INTEGER NOT NULL PRIMARY KEY,
    group_id INTEGER,
    -- Set only where there is no group, that is for changes made past the desk.
    at INTEGER,
    table_name TEXT NOT NULL,
    row_id BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('insert', 'update', 'delete')),
    -- 1 when a foreign key did it, as the effect of a delete.
    effect INTEGER NOT NULL CHECK (effect IN (0, 1)),
    -- {column: stored value}; identifiers as hexadecimal, JSON columns as their text.
    old TEXT
) STRICT;
CREATE INDEX desk_log_row_id_idx ON desk_log (row_id, seq);

-- What was answered to a request, so that the same request sent twice is carried out once.
CREATE TABLE desk_requests (
    id BLOB NOT NULL PRIMARY KEY,
    organization_id BLOB,
    actor_id BLOB,
    operation TEXT NOT NULL,
    digest BLOB NOT NULL,
    result TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Rows by status, kept by triggers, so that no screen counts.
CREATE TABLE desk_counts (
    organization_id BLOB NOT NULL,
    table_name TEXT NOT NULL,
    status TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (organization_id, table_name, status)
) STRICT, WITHOUT ROWID;
