-- A hub that has nothing of the organization is told all rows as they were at one place of the log, in the order of their
-- tables and ids. Rows are written here as 'table/id'.

-- The place; the last row told; and whether all are.
ALTER TABLE desk_links ADD COLUMN first_place INTEGER;
ALTER TABLE desk_links ADD COLUMN first_told TEXT;
ALTER TABLE desk_links ADD COLUMN first_done INTEGER NOT NULL DEFAULT 0 CHECK (first_done IN (0, 1));
-- The last row of the batch that is under way, where it is of these.
ALTER TABLE desk_links ADD COLUMN sending_first TEXT;
