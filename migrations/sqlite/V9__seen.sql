-- How often the hub has seen this file take over something new: a hub that remembers less was restored to an earlier state.
ALTER TABLE desk_links ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
