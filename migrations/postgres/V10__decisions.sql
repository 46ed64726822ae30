-- A desk tells of a conflict again when it is decided. When the decision is undone, it tells of it with the resolution null: it is
-- open again. After the row is written, as what is proposed for insertion is what an update is given.
CREATE FUNCTION desk_sync.reopen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE desk_sync.conflict SET resolved_at = NULL, resolution = NULL WHERE (org, id) = (NEW.org, NEW.id);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION desk_sync.reopen() FROM PUBLIC;
CREATE TRIGGER reopen AFTER INSERT OR UPDATE ON desk_sync.conflict
    FOR EACH ROW WHEN (NEW.resolution = 'null') EXECUTE FUNCTION desk_sync.reopen();
