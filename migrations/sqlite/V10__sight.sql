-- A count for each file is counted up by its copies as well, so that a hub which was taken back seems to know as much as before. Sights are
-- told apart by the session that they were noted in.
ALTER TABLE desk_links DROP COLUMN seen;
ALTER TABLE desk_links ADD COLUMN sight_session BLOB CHECK (length(sight_session) = 16);
ALTER TABLE desk_links ADD COLUMN sight_times INTEGER;
ALTER TABLE desk_links ADD COLUMN sight_at INTEGER;

-- Whether the hub was told something under an earlier name of the file, and nobody has looked since whether it still has that.
ALTER TABLE desk_links ADD COLUMN renamed INTEGER NOT NULL DEFAULT 0 CHECK (renamed IN (0, 1));
