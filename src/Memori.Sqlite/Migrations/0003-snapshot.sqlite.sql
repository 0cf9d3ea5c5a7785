-- The index of an owner as an engine left it: derived, disposable, in parts, so that other writers need not wait long.
-- It may hold words of memories: whatever deletes a memory or changes its text deletes the snapshot in the same transaction.
CREATE TABLE memory_snapshot (
    owner_kind INTEGER NOT NULL,
    owner_id   TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    part       INTEGER NOT NULL,
    content    BLOB    NOT NULL,
    UNIQUE (owner_kind, owner_id, version, part)
);

-- The version that the whole snapshot reflects, null when there is none; and the last version at which something was deleted or rewritten.
ALTER TABLE memory_owner ADD COLUMN snapshot_version INTEGER;
ALTER TABLE memory_owner ADD COLUMN erased_version INTEGER NOT NULL DEFAULT 0;
