-- Which tables may have something in their files that was deleted from them or overwritten since they were last rewritten: noted by the transaction that does it
-- (see PostgresDatabase.CompactAsync).
CREATE TABLE scrub_due (
    table_name text    COLLATE "C" NOT NULL PRIMARY KEY,
    begun      boolean NOT NULL -- whether it is being rewritten: what is deleted from then on is noted anew
);

CREATE FUNCTION memori_note_scrub() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF tg_level = 'STATEMENT' THEN
        IF NOT EXISTS (SELECT FROM gone) THEN
            RETURN NULL;
        END IF;
    END IF;

    -- Most find it noted: all who delete would wait for each other if each wrote.
    IF NOT EXISTS (SELECT FROM scrub_due WHERE table_name = tg_table_name AND NOT begun) THEN
        INSERT INTO scrub_due (table_name, begun) VALUES (tg_table_name, false) ON CONFLICT (table_name) DO UPDATE SET begun = false;
    END IF;
    RETURN NULL;
END $$;

DO $$
DECLARE
    kept text;
BEGIN
    EXECUTE format('ALTER FUNCTION memori_note_scrub() SET search_path = %I, pg_temp', current_schema());
    FOREACH kept IN ARRAY ARRAY['memory_owner', 'memory', 'memory_alias', 'memory_deletion', 'memory_snapshot',
        'memory_embedding', 'memory_embedding_owner', 'injected_block', 'injected_quote', 'job']
    LOOP
        EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION memori_note_scrub()', kept || '_scrub_deleted', kept);
        -- What was deleted before nobody knows.
        INSERT INTO scrub_due (table_name, begun) VALUES (kept, false);
    END LOOP;
END $$;

CREATE TRIGGER memory_scrub_rewritten AFTER UPDATE OF content, metadata, provenance, speaker, entities ON memory FOR EACH ROW
    WHEN ((new.content, new.metadata, new.provenance, new.speaker, new.entities) IS DISTINCT FROM (old.content, old.metadata, old.provenance, old.speaker, old.entities))
    EXECUTE FUNCTION memori_note_scrub();

CREATE TRIGGER injected_block_scrub_rewritten AFTER UPDATE OF text ON injected_block FOR EACH ROW
    WHEN (old.text IS NOT NULL AND new.text IS DISTINCT FROM old.text) EXECUTE FUNCTION memori_note_scrub();

CREATE TRIGGER memory_embedding_scrub_rewritten AFTER UPDATE ON memory_embedding
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION memori_note_scrub();

CREATE TRIGGER memory_snapshot_scrub_rewritten AFTER UPDATE ON memory_snapshot
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION memori_note_scrub();
