-- The desk's work: conversations, due times, saved views, alerts; undo and the seal of the log; sums.

-- Tables of the desk's own. Declared in crates/model like the inherited ones, so logged, guarded and
-- undone like them.

CREATE TABLE messages (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    conversation_id BLOB NOT NULL CHECK (length(conversation_id) = 16),
    author_id BLOB CHECK (length(author_id) = 16),
    visibility TEXT NOT NULL DEFAULT 'PUBLIC'
        CONSTRAINT message_visibility CHECK (visibility IN ('PUBLIC', 'INTERNAL')),
    body TEXT NOT NULL CHECK (instr(body, char(0)) = 0),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    updated_at INTEGER NOT NULL CHECK (updated_at >= -210866803200000000),
    CONSTRAINT messages_author_id_users_id_fk
        FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE SET NULL
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT messages_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX messages_conversation_idx ON messages (conversation_id, created_at, id);
CREATE INDEX messages_list_idx ON messages (organization_id, created_at, id);
CREATE INDEX messages_author_id_idx ON messages (author_id);

CREATE TABLE ticket_work (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    ticket_id BLOB NOT NULL CHECK (length(ticket_id) = 16),
    response_due_at INTEGER CHECK (response_due_at >= -210866803200000000),
    responded_at INTEGER CHECK (responded_at >= -210866803200000000),
    due_at INTEGER CHECK (due_at >= -210866803200000000),
    waiting_since INTEGER CHECK (waiting_since >= -210866803200000000),
    snoozed_until INTEGER CHECK (snoozed_until >= -210866803200000000),
    merged_into BLOB CHECK (length(merged_into) = 16),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    updated_at INTEGER NOT NULL CHECK (updated_at >= -210866803200000000),
    CONSTRAINT ticket_work_ticket_id_unique UNIQUE (ticket_id),
    CONSTRAINT ticket_work_merged_into_tickets_id_fk
        FOREIGN KEY (merged_into) REFERENCES tickets (id) ON DELETE SET NULL
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ticket_work_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ticket_work_ticket_id_tickets_id_fk
        FOREIGN KEY (ticket_id) REFERENCES tickets (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX ticket_work_list_idx ON ticket_work (organization_id, created_at, id);
CREATE INDEX ticket_work_due_at_idx ON ticket_work (organization_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX ticket_work_snoozed_until_idx ON ticket_work (organization_id, snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX ticket_work_merged_into_idx ON ticket_work (merged_into);

CREATE TABLE refund_origins (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    refund_id BLOB NOT NULL CHECK (length(refund_id) = 16),
    ticket_id BLOB NOT NULL CHECK (length(ticket_id) = 16),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    updated_at INTEGER NOT NULL CHECK (updated_at >= -210866803200000000),
    CONSTRAINT refund_origins_refund_id_unique UNIQUE (refund_id),
    CONSTRAINT refund_origins_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT refund_origins_refund_id_refunds_id_fk
        FOREIGN KEY (refund_id) REFERENCES refunds (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT refund_origins_ticket_id_tickets_id_fk
        FOREIGN KEY (ticket_id) REFERENCES tickets (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX refund_origins_list_idx ON refund_origins (organization_id, created_at, id);
CREATE INDEX refund_origins_ticket_id_idx ON refund_origins (ticket_id);

CREATE TABLE saved_views (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    user_id BLOB NOT NULL CHECK (length(user_id) = 16),
    name TEXT NOT NULL CHECK (length(name) <= 100 AND instr(name, char(0)) = 0),
    resource TEXT NOT NULL DEFAULT 'tickets' CHECK (length(resource) <= 50 AND instr(resource, char(0)) = 0),
    filter TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(filter) AND instr(replace(filter, '\\', ''), '\u0000') = 0),
    sort TEXT CHECK (sort IS NULL OR (json_valid(sort) AND instr(replace(sort, '\\', ''), '\u0000') = 0)),
    shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),
    position INTEGER NOT NULL DEFAULT 0 CHECK (position BETWEEN -2147483648 AND 2147483647),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    updated_at INTEGER NOT NULL CHECK (updated_at >= -210866803200000000),
    CONSTRAINT saved_views_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT saved_views_user_id_users_id_fk
        FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX saved_views_list_idx ON saved_views (organization_id, created_at, id);
CREATE INDEX saved_views_user_id_idx ON saved_views (user_id);

CREATE TABLE budget_alerts (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
    budget_id BLOB NOT NULL CHECK (length(budget_id) = 16),
    percentage INTEGER NOT NULL CHECK (percentage BETWEEN -99999 AND 99999),
    spent INTEGER NOT NULL CHECK (spent BETWEEN -999999999999 AND 999999999999),
    "limit" INTEGER NOT NULL CHECK ("limit" BETWEEN -999999999999 AND 999999999999),
    created_at INTEGER NOT NULL CHECK (created_at >= -210866803200000000),
    CONSTRAINT budget_alerts_budget_id_budgets_id_fk
        FOREIGN KEY (budget_id) REFERENCES budgets (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT budget_alerts_organization_id_organizations_id_fk
        FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX budget_alerts_list_idx ON budget_alerts (organization_id, created_at, id);
CREATE INDEX budget_alerts_budget_id_idx ON budget_alerts (budget_id);

-- For the triggers to read besides who writes: when, and whether the rows come with their sums
-- already made (a demo, a pull) or are work done here.
ALTER TABLE desk_context ADD COLUMN at INTEGER;
ALTER TABLE desk_context ADD COLUMN arriving INTEGER NOT NULL DEFAULT 0;

-- Undo and redo are groups like any other. `origin` is NULL for an operation, the operation's id for
-- an undo or redo of it, 0 for what is never undone. An operation remembers since which place in the log
-- it is undone (0: it is not), and which group's entries reversing it once more would reverse (its own,
-- when NULL; none, when 0).
ALTER TABLE desk_groups ADD COLUMN origin INTEGER;
ALTER TABLE desk_groups ADD COLUMN undone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE desk_groups ADD COLUMN latest INTEGER;
-- A hash over the group, its entries, the rows as they were left, and the seal before: see chain.rs. The
-- beginnings of its entries' hashes tell which one it is that does not fit.
ALTER TABLE desk_groups ADD COLUMN seal BLOB;
ALTER TABLE desk_groups ADD COLUMN leaves BLOB;
-- The last group without one.
INSERT INTO desk_meta SELECT 'unsealed', ifnull(max(id), 0) FROM desk_groups;
UPDATE desk_groups SET origin = 0;
CREATE INDEX desk_groups_undone_idx ON desk_groups (organization_id, actor_id, undone, id) WHERE undone > 0;
CREATE INDEX desk_groups_at_idx ON desk_groups (organization_id, at, id);
-- One index fewer to write with every operation: groups are walked by id from the newest on.
DROP INDEX desk_groups_organization_id_idx;

-- Of entries whose old values were purged: their hash, and that of the row as they left it (NULL: gone).
CREATE TABLE desk_purged (
    seq INTEGER NOT NULL PRIMARY KEY,
    old BLOB,
    row BLOB
) STRICT;

-- Rows that an index over the live rows does not lead to at an earlier moment: those deleted since,
-- and those whose place in lists moved.
CREATE INDEX desk_log_moved_idx ON desk_log (table_name, seq)
    WHERE kind = 'delete' OR (kind = 'update' AND (instr(old, '"created_at":') > 0 OR instr(old, '"representative_id":') > 0));

-- And those that were dated later than they were written: a list sorted by date would pass them by.
CREATE TABLE desk_ahead (
    table_name TEXT NOT NULL,
    row_id BLOB NOT NULL,
    PRIMARY KEY (table_name, row_id)
) STRICT, WITHOUT ROWID;

-- When something was changed past the desk.
CREATE INDEX desk_log_past_idx ON desk_log (seq, at) WHERE group_id IS NULL;

-- What a budget's `spent` held beyond its usage records when it was made or first came here. Always:
-- spent = opening + sum of the records' amounts.
CREATE TABLE desk_openings (
    budget_id BLOB NOT NULL PRIMARY KEY,
    opening INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO desk_openings SELECT id, spent - ifnull((SELECT sum(amount) FROM budget_usage_records WHERE budget_id = b.id), 0) FROM budgets AS b;

-- Replies and notes that are being written. Not logged: they are nobody's history.
CREATE TABLE desk_drafts (
    organization_id BLOB NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    ticket_id BLOB NOT NULL REFERENCES tickets (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    visibility TEXT NOT NULL CHECK (visibility IN ('PUBLIC', 'INTERNAL')),
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (user_id, ticket_id, visibility)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_drafts_ticket_id_idx ON desk_drafts (ticket_id);

-- Two organizations of one file may happen to use the same request id. Founding has none yet: x''.
CREATE TABLE requests_by_organization (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    actor_id BLOB,
    operation TEXT NOT NULL,
    digest BLOB NOT NULL,
    result TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO requests_by_organization SELECT ifnull(organization_id, x''), id, actor_id, operation, digest, result, at FROM desk_requests;
DROP TABLE desk_requests;
ALTER TABLE requests_by_organization RENAME TO desk_requests;

-- A budget's spending by day and record by record; refunds of the same order, however it was typed.
CREATE INDEX budget_usage_records_spending_idx ON budget_usage_records (budget_id, created_at, id, amount);
CREATE INDEX refunds_order_idx ON refunds (organization_id, trim(order_id, ' ' || char(9, 10, 11, 12, 13)) COLLATE NOCASE);

-- What everybody has to do, without looking at what is done.
CREATE INDEX tickets_work_idx ON tickets (organization_id, assigned_to, status)
    WHERE assigned_to IS NOT NULL AND status IN ('OPEN', 'IN_PROGRESS', 'WAITING');
CREATE INDEX escalations_work_idx ON escalations (organization_id, assigned_to, status)
    WHERE assigned_to IS NOT NULL AND status IN ('PENDING', 'ASSIGNED', 'IN_PROGRESS');

-- Full-text search, see crates/store/src/search. `desk_search` holds words only, no text: what is found is
-- shown from the rows. A document's number is its organization's and its time's, see feed.rs.
CREATE TABLE desk_organizations (
    number INTEGER PRIMARY KEY,
    organization_id BLOB NOT NULL UNIQUE
) STRICT;
CREATE TABLE desk_documents (
    id INTEGER PRIMARY KEY,
    row_id BLOB NOT NULL,
    table_name TEXT NOT NULL,
    at INTEGER NOT NULL,
    status TEXT,
    UNIQUE (row_id, table_name)
) STRICT;
CREATE VIRTUAL TABLE desk_search USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3', tokenize = "ascii tokenchars ':_'"
);
CREATE VIRTUAL TABLE desk_words USING fts5vocab (desk_search, instance);
