-- The log's triggers, and the views through which devices read the organization's tables.
--
-- Views and not row-level security on the 13 tables: that would refuse COPY FROM and pg_dump to every role that does
-- not own them, whatever its policies say.

-- A budget goes before its usage records do, and with it goes what tells whose they were.
CREATE FUNCTION desk_sync.note_budget() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO desk_sync.deleted_budget (id, org) VALUES (OLD.id, OLD.organization_id)
        ON CONFLICT (id) DO UPDATE SET org = excluded.org, at = now();
    RETURN OLD;
END $$;

-- Before, since there is nothing to see afterwards. What hangs on the table among the desk's own goes as well.
CREATE FUNCTION desk_sync.log_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    whose text := CASE TG_TABLE_NAME
        WHEN 'organizations' THEN 't.id'
        WHEN 'budget_usage_records' THEN '(SELECT b.organization_id FROM public.budgets b WHERE b.id = t.budget_id)'
        ELSE 't.organization_id' END;
    child record;
BEGIN
    EXECUTE format('INSERT INTO desk_sync.log (org, tbl, op) SELECT DISTINCT o.org, %L, ''T''
        FROM (SELECT %s AS org FROM %I.%I t) o WHERE o.org IS NOT NULL',
        TG_TABLE_NAME, whose, TG_TABLE_SCHEMA, TG_TABLE_NAME);
    FOR child IN SELECT * FROM desk_sync.followers(TG_TABLE_NAME) LOOP
        EXECUTE CASE WHEN child.nullable
            THEN format('UPDATE desk_sync.%I SET %I = NULL WHERE %2$I IS NOT NULL', child.tbl, child.col)
            ELSE format('DELETE FROM desk_sync.%I', child.tbl) END;
    END LOOP;
    RETURN NULL;
END $$;

-- The desk's own columns that refer to a table.
CREATE FUNCTION desk_sync.followers(of text) RETURNS TABLE (tbl text, col text, nullable boolean)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.tbl, r.key, NOT a.attnotnull
    FROM desk_sync.shape s, jsonb_each_text(s.refs) r, pg_attribute a
    WHERE s.home = 'desk_sync' AND r.value = of
      AND a.attrelid = format('desk_sync.%I', s.tbl)::regclass AND a.attname = r.key
    ORDER BY s.place DESC, r.key
$$;

-- Microseconds since 1970 as a timestamp, exactly: through a text, since interval * double precision is exact below 2^53
-- only. Names its argument once, so that it is inlined.
CREATE FUNCTION desk_sync.instant(micros numeric) RETURNS timestamp
LANGUAGE sql STABLE PARALLEL SAFE
RETURN timestamp '1970-01-01' + (micros::text || ' microseconds')::interval;

-- Makes the trigger function of one table. Everything that is known beforehand is written into it, so that a row
-- costs its author as little as possible.
CREATE FUNCTION desk_sync.make_trigger(s desk_sync.shape) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $make$
DECLARE
    usage boolean := s.tbl = 'budget_usage_records';
    organization boolean := s.tbl = 'organizations';
    key text := CASE WHEN usage THEN 'budget_id' WHEN organization THEN 'id' ELSE 'organization_id' END;
    home text := CASE WHEN usage
        THEN '(SELECT b.organization_id FROM public.budgets b WHERE b.id = %1$s.budget_id)' ELSE '%1$s.' || key END;
    changes text;
    after_insert text := '';
    after_update text := '';
    after_delete text := '';
    after_move text := '';
    child record;
BEGIN
    SELECT string_agg(format('CASE WHEN NEW.%1$I IS DISTINCT FROM OLD.%1$I THEN %1$L END', c), ', ') INTO changes
    FROM unnest(s.cols) c WHERE c NOT IN ('id', key);
    IF organization THEN
        -- Devices that were made for a slug get the organization that brings it; a device cannot, by renaming its own.
        after_insert := 'UPDATE desk_sync.device SET org = NEW.id WHERE org IS NULL AND slug = NEW.slug AND revoked_at IS NULL;';
        after_update := 'IF who IS NULL AND NEW.slug <> OLD.slug THEN ' || after_insert || ' END IF;';
    END IF;
    IF s.tbl = 'budgets' THEN
        -- Its usage records change hands with it.
        after_move := 'INSERT INTO desk_sync.log (org, tbl, pk, op, edit_ts, device, dseq)
            SELECT o.org, ''budget_usage_records'', r.id, o.op, edited, who, place
            FROM public.budget_usage_records r, (VALUES (former, ''D''), (whose, ''I'')) o (org, op) WHERE r.budget_id = NEW.id;';
    END IF;
    FOR child IN SELECT * FROM desk_sync.followers(s.tbl) LOOP
        after_delete := after_delete || CASE WHEN child.nullable
            THEN format('UPDATE desk_sync.%I SET %I = NULL WHERE %2$I = OLD.id; ', child.tbl, child.col)
            ELSE format('DELETE FROM desk_sync.%I WHERE %I = OLD.id; ', child.tbl, child.col) END;
    END LOOP;
    EXECUTE format($f$
CREATE OR REPLACE FUNCTION desk_sync.%1$I() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    mine text := current_setting('desk_sync.entry', true);
    who uuid; place bigint; edited bigint;
    whose uuid; former uuid; changed text[];
BEGIN
    IF mine <> '' THEN
        who := split_part(mine, ' ', 1); place := split_part(mine, ' ', 2); edited := split_part(mine, ' ', 3);
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NEW.id = OLD.id AND NEW.%3$I = OLD.%3$I THEN
            changed := array_remove(ARRAY[%4$s], NULL);
            IF changed = '{}' THEN RETURN NULL; END IF;
            whose := %5$s;
            IF whose IS NOT NULL THEN
                INSERT INTO desk_sync.log (org, tbl, pk, op, cols, edit_ts, device, dseq)
                    VALUES (whose, %2$L, NEW.id, 'U', changed, edited, who, place);
            END IF;
            %7$s
            RETURN NULL;
        END IF;
        whose := %5$s; former := %6$s;
        IF former IS NOT NULL AND (NEW.id <> OLD.id OR former IS DISTINCT FROM whose) THEN
            INSERT INTO desk_sync.log (org, tbl, pk, op, edit_ts, device, dseq)
                VALUES (former, %2$L, OLD.id, 'D', edited, who, place);
        END IF;
        IF whose IS NOT NULL THEN
            INSERT INTO desk_sync.log (org, tbl, pk, op, edit_ts, device, dseq)
                VALUES (whose, %2$L, NEW.id, 'I', edited, who, place);
        END IF;
        %11$s
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        whose := %5$s;
        IF whose IS NOT NULL THEN
            INSERT INTO desk_sync.log (org, tbl, pk, op, edit_ts, device, dseq)
                VALUES (whose, %2$L, NEW.id, 'I', edited, who, place);
            DELETE FROM desk_sync.tombstone WHERE tbl = %2$L AND pk = NEW.id;
        END IF;
        %8$s
        RETURN NULL;
    END IF;
    whose := %10$s;
    -- Whose it was cannot be told any more: never a reason to fail.
    IF whose IS NOT NULL THEN
        INSERT INTO desk_sync.log (org, tbl, pk, op, edit_ts, device, dseq)
            VALUES (whose, %2$L, OLD.id, 'D', edited, who, place);
        INSERT INTO desk_sync.tombstone (tbl, pk, org, device, dseq) VALUES (%2$L, OLD.id, whose, who, place)
            ON CONFLICT (tbl, pk) DO UPDATE SET org = excluded.org, at = excluded.at, device = excluded.device, dseq = excluded.dseq;
    END IF;
    %9$s
    RETURN NULL;
END $body$ $f$,
        'log_' || s.tbl, s.tbl, key, changes, format(home, 'NEW'), format(home, 'OLD'),
        after_update, after_insert, after_delete,
        CASE WHEN usage THEN format('coalesce(%s, (SELECT g.org FROM desk_sync.deleted_budget g WHERE g.id = OLD.budget_id))', format(home, 'OLD'))
            ELSE format(home, 'OLD') END,
        after_move);
END $make$;

-- Puts a trigger on a table where it is not there or not as it should be; a table that is as it should be is not locked.
CREATE FUNCTION desk_sync.put_trigger(tbl regclass, name text, function text, event text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = tbl AND tgname = name AND tgenabled = 'A'
            AND tgfoid = to_regproc(format('desk_sync.%I', function))) THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE OR REPLACE TRIGGER %I %s ON %s %s EXECUTE FUNCTION desk_sync.%I()',
        name, event, tbl, CASE WHEN event LIKE '%TRUNCATE' THEN 'FOR EACH STATEMENT' ELSE 'FOR EACH ROW' END, function);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', tbl, name);
END $$;

-- Makes triggers and views what they should be, from the catalogue. Safe to run again: `hub install` does.
CREATE FUNCTION desk_sync.attach() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    s desk_sync.shape;
    missing text;
    here regclass;
BEGIN
    FOR s IN SELECT * FROM desk_sync.shape ORDER BY shape.place LOOP
        here := to_regclass(format('%I.%I', s.home, s.tbl));
        SELECT string_agg(c, ', ') INTO missing FROM unnest(s.cols) c
        WHERE NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = here AND attname = c AND NOT attisdropped);
        IF missing IS NOT NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'undefined_column',
                MESSAGE = format('table %s.%s has no %s', s.home, s.tbl, missing);
        END IF;
        s.mine := CASE s.tbl
            WHEN 'organizations' THEN 't.id = $1'
            WHEN 'budget_usage_records' THEN 'EXISTS (SELECT FROM public.budgets b WHERE b.id = t.budget_id AND b.organization_id = $1)'
            ELSE 't.organization_id = $1' END;
        SELECT
            -- numeric to text and instants to microseconds: neither may go through a float. Infinity stays a text.
            'jsonb_build_object(' || string_agg(format('%L, %s', a.attname, CASE format_type(a.atttypid, -1)
                WHEN 'numeric' THEN format('to_jsonb(t.%I::text)', a.attname)
                WHEN 'timestamp without time zone' THEN format('to_jsonb(trunc(extract(epoch FROM t.%I) * 1000000))', a.attname)
                ELSE format('to_jsonb(t.%I)', a.attname) END), ', ' ORDER BY c.place) || ')',
            jsonb_object_agg(a.attname, CASE format_type(a.atttypid, -1)
                WHEN 'numeric' THEN 'number' WHEN 'integer' THEN 'number' WHEN 'timestamp without time zone' THEN 'instant'
                WHEN 'jsonb' THEN 'json' ELSE 'text' END),
            -- varchar by assignment: a cast would cut the text.
            jsonb_object_agg(a.attname, CASE format_type(a.atttypid, -1)
                WHEN 'timestamp without time zone' THEN format('desk_sync.instant(($1->>%L)::numeric)', a.attname)
                WHEN 'jsonb' THEN CASE WHEN a.attnotnull THEN format('$1->%L', a.attname)
                    ELSE format('nullif($1->%L, ''null'')', a.attname) END
                WHEN 'character varying' THEN format('$1->>%L', a.attname)
                WHEN 'text' THEN format('$1->>%L', a.attname)
                ELSE format('($1->>%L)::%s', a.attname, format_type(a.atttypid, -1)) END)
        INTO s.canon, s.kinds, s.exprs
        FROM unnest(s.cols) WITH ORDINALITY c (name, place)
        JOIN pg_attribute a ON a.attrelid = here AND a.attname = c.name;
        UPDATE desk_sync.shape SET mine = s.mine, canon = s.canon, kinds = s.kinds, exprs = s.exprs WHERE shape.place = s.place;

        PERFORM desk_sync.make_trigger(s);
        PERFORM desk_sync.put_trigger(here, 'desk_sync_log', 'log_' || s.tbl, 'AFTER INSERT OR UPDATE OR DELETE');
        PERFORM desk_sync.put_trigger(here, 'desk_sync_truncate', 'log_truncate', 'BEFORE TRUNCATE');
        IF s.tbl = 'budgets' THEN
            PERFORM desk_sync.put_trigger(here, 'desk_sync_note', 'note_budget', 'BEFORE DELETE');
        END IF;
        IF s.home = 'public' THEN
            EXECUTE format('CREATE OR REPLACE VIEW desk_sync.%1$I WITH (security_barrier) AS SELECT %2$s FROM public.%1$I t WHERE %3$s',
                s.tbl, (SELECT string_agg(format('t.%I', c), ', ') FROM unnest(s.cols) c),
                replace(s.mine, '$1', '(SELECT desk_sync.my_org())'));
            EXECUTE format('GRANT SELECT ON desk_sync.%I TO desk_device', s.tbl);
        END IF;
    END LOOP;
    -- Defaults of this database may have given PUBLIC what nobody but us gives.
    REVOKE ALL ON ALL TABLES IN SCHEMA desk_sync FROM PUBLIC;
    REVOKE ALL ON ALL SEQUENCES IN SCHEMA desk_sync FROM PUBLIC;
    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA desk_sync FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION desk_sync.my_org(), desk_sync.my_file() TO desk_device;
END $$;

-- Takes triggers and views away and leaves the rest: for a migration of the 13 tables, or before the end.
CREATE FUNCTION desk_sync.detach() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT tgrelid::regclass AS tbl, tgname FROM pg_trigger
        JOIN pg_proc p ON p.oid = tgfoid
        WHERE p.pronamespace = 'desk_sync'::regnamespace AND NOT tgisinternal AND tgrelid::regclass::text NOT LIKE 'desk_sync.%'
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', t.tgname, t.tbl);
    END LOOP;
    FOR t IN SELECT tbl FROM desk_sync.shape WHERE home = 'public' LOOP
        EXECUTE format('DROP VIEW IF EXISTS desk_sync.%I', t.tbl);
    END LOOP;
END $$;

SELECT desk_sync.attach();
