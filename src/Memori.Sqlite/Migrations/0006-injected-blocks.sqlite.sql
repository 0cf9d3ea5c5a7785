-- Blocks of memories as they were put into turns of conversations; without text when a memory in it was deleted or rewritten since.
-- '' stands for no session and for no namespace. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE injected_block (
    id         INTEGER PRIMARY KEY,
    owner_kind INTEGER NOT NULL,
    owner_id   TEXT    NOT NULL,
    session_id TEXT    NOT NULL,
    namespace  TEXT    NOT NULL,
    key        TEXT    NOT NULL,
    text       TEXT,
    created_at INTEGER NOT NULL,
    UNIQUE (owner_kind, owner_id, session_id, namespace, key)
);

CREATE INDEX injected_block_by_age ON injected_block (created_at);

-- Which memories a block quotes. No reference to memory: when one goes, the trigger must still find its blocks.
CREATE TABLE injected_quote (
    owner_kind INTEGER NOT NULL,
    owner_id   TEXT    NOT NULL,
    memory_id  TEXT    NOT NULL,
    block_id   INTEGER NOT NULL REFERENCES injected_block (id) ON DELETE CASCADE,
    PRIMARY KEY (owner_kind, owner_id, memory_id, block_id)
) WITHOUT ROWID;

CREATE INDEX injected_quote_by_block ON injected_quote (block_id);

-- Whatever deletes a memory or changes its text, by whatever statement, takes the text of every block that quotes it.
CREATE TRIGGER memory_deleted AFTER DELETE ON memory
BEGIN
    UPDATE injected_block SET text = NULL WHERE id IN (
        SELECT block_id FROM injected_quote WHERE owner_kind = old.owner_kind AND owner_id = old.owner_id AND memory_id = old.id);
END;

CREATE TRIGGER memory_rewritten AFTER UPDATE OF content ON memory WHEN new.content <> old.content
BEGIN
    UPDATE injected_block SET text = NULL WHERE id IN (
        SELECT block_id FROM injected_quote WHERE owner_kind = old.owner_kind AND owner_id = old.owner_id AND memory_id = old.id);
END;

CREATE TRIGGER injected_block_wiped AFTER UPDATE OF text ON injected_block WHEN new.text IS NULL
BEGIN
    DELETE FROM injected_quote WHERE block_id = new.id;
END;
