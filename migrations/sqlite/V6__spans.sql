-- What rows said before: from which entry of the log on (`since`) a row had a value in a column that lists
-- are filtered by, and which entry ended it (`until`). What a row says now is not here. A list as it was is
-- led by it to the rows that said then what they do not say now; see crates/store/src/spans.rs.
--
-- `class` is the number of octal digits of the span's length: for a position in the log each class is one
-- stretch of the key, and few spans in it miss the position.
CREATE TABLE desk_spans (
    organization_id BLOB NOT NULL,
    -- "tickets.status"
    field TEXT NOT NULL,
    -- As stored; x'' for NULL.
    value ANY NOT NULL,
    class INTEGER NOT NULL,
    since INTEGER NOT NULL,
    row_id BLOB NOT NULL,
    until INTEGER NOT NULL,
    -- The row's, to sort by.
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, field, value, class, since, row_id)
) STRICT, WITHOUT ROWID;
