-- By which operation a conflict was decided, where it changed anything: undoing that opens the conflict again. One that
-- is open and has a resolution was opened again.
ALTER TABLE desk_conflicts ADD COLUMN decided_by INTEGER;
CREATE INDEX desk_conflicts_decided_by_idx ON desk_conflicts (decided_by) WHERE decided_by IS NOT NULL;

-- What was decided so far, the hub has not heard.
UPDATE desk_conflicts SET told = 0 WHERE resolved_at IS NOT NULL;

-- Nothing reads it: what a restored hub has lost is told from the log.
DROP TABLE desk_sync_sent;
