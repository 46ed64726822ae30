-- Without seq scans the planner takes a look into a table of one row for dear, and compiles the question before it asks it: 30 ms and
-- more each time for what takes a tenth of one. Nothing that devices ask is worth compiling.
ALTER FUNCTION desk_sync.pulse(pg_snapshot) SET jit = off;
ALTER FUNCTION desk_sync.changes(pg_snapshot, text) SET jit = off;
ALTER FUNCTION desk_sync.push(json) SET jit = off;
