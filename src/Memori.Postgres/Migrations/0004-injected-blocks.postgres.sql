-- Blocks of memories as they were put into turns of conversations; without text when a memory in it was deleted or rewritten since.
-- '' stands for no session and for no namespace. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE injected_block (
    owner_kind integer NOT NULL,
    owner_id   text    COLLATE "C" NOT NULL,
    session_id text    COLLATE "C" NOT NULL,
    namespace  text    COLLATE "C" NOT NULL,
    key        text    COLLATE "C" NOT NULL,
    text       text,
    created_at bigint  NOT NULL,
    PRIMARY KEY (owner_kind, owner_id, session_id, namespace, key)
);

CREATE INDEX injected_block_by_age ON injected_block (created_at);

-- Which memories a block quotes, of whatever owner.
CREATE TABLE injected_quote (
    owner_kind        integer NOT NULL,
    owner_id          text    COLLATE "C" NOT NULL,
    session_id        text    COLLATE "C" NOT NULL,
    namespace         text    COLLATE "C" NOT NULL,
    key               text    COLLATE "C" NOT NULL,
    memory_owner_kind integer NOT NULL,
    memory_owner_id   text    COLLATE "C" NOT NULL,
    memory_id         text    COLLATE "C" NOT NULL,
    PRIMARY KEY (owner_kind, owner_id, session_id, namespace, key, memory_owner_kind, memory_owner_id, memory_id),
    FOREIGN KEY (owner_kind, owner_id, session_id, namespace, key)
        REFERENCES injected_block (owner_kind, owner_id, session_id, namespace, key) ON DELETE CASCADE
);

CREATE INDEX injected_quote_by_memory ON injected_quote (memory_owner_kind, memory_owner_id, memory_id);

-- Whatever deletes a memory or changes its text, by whatever statement, takes the text of every block that quotes it: of every owner.
CREATE FUNCTION memory_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    served text := coalesce(current_setting('memori.owner', true), '');
BEGIN
    PERFORM set_config('memori.owner', memori_seal('*'), true);
    WITH quoting AS (
        SELECT DISTINCT q.owner_kind, q.owner_id, q.session_id, q.namespace, q.key
        FROM gone g JOIN injected_quote q ON q.memory_owner_kind = g.owner_kind AND q.memory_owner_id = g.owner_id AND q.memory_id = g.id
    ), wiped AS (
        UPDATE injected_block b SET text = NULL FROM quoting w
        WHERE b.owner_kind = w.owner_kind AND b.owner_id = w.owner_id AND b.session_id = w.session_id AND b.namespace = w.namespace AND b.key = w.key
    )
    DELETE FROM injected_quote q USING quoting w
    WHERE q.owner_kind = w.owner_kind AND q.owner_id = w.owner_id AND q.session_id = w.session_id AND q.namespace = w.namespace AND q.key = w.key;
    PERFORM set_config('memori.owner', served, true);
    RETURN NULL;
END $$;

CREATE FUNCTION memory_rewritten() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    served text := coalesce(current_setting('memori.owner', true), '');
BEGIN
    PERFORM set_config('memori.owner', memori_seal('*'), true);
    WITH quoting AS (
        SELECT DISTINCT q.owner_kind, q.owner_id, q.session_id, q.namespace, q.key FROM injected_quote q
        WHERE q.memory_owner_kind = old.owner_kind AND q.memory_owner_id = old.owner_id AND q.memory_id = old.id
    ), wiped AS (
        UPDATE injected_block b SET text = NULL FROM quoting w
        WHERE b.owner_kind = w.owner_kind AND b.owner_id = w.owner_id AND b.session_id = w.session_id AND b.namespace = w.namespace AND b.key = w.key
    )
    DELETE FROM injected_quote q USING quoting w
    WHERE q.owner_kind = w.owner_kind AND q.owner_id = w.owner_id AND q.session_id = w.session_id AND q.namespace = w.namespace AND q.key = w.key;
    PERFORM set_config('memori.owner', served, true);
    RETURN NULL;
END $$;

DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION memory_deleted() SET search_path = %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION memory_rewritten() SET search_path = %I, pg_temp', current_schema());
END $$;

CREATE TRIGGER memory_deleted AFTER DELETE ON memory REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION memory_deleted();

CREATE TRIGGER memory_rewritten AFTER UPDATE OF content ON memory
    FOR EACH ROW WHEN (new.content <> old.content) EXECUTE FUNCTION memory_rewritten();
