-- Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE memory_owner (
    owner_kind INTEGER NOT NULL,
    owner_id   TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    PRIMARY KEY (owner_kind, owner_id)
) WITHOUT ROWID;

CREATE TABLE memory (
    owner_kind   INTEGER NOT NULL,
    owner_id     TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    sequence     INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    session_id   TEXT,
    namespace    TEXT,
    content      TEXT    NOT NULL,
    content_key  TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    mode         TEXT    NOT NULL,
    layer        TEXT    NOT NULL,
    status       TEXT    NOT NULL,
    importance   REAL    NOT NULL CHECK (importance BETWEEN 0 AND 1),
    feedback     REAL    NOT NULL CHECK (feedback BETWEEN 0 AND 1),
    metadata     TEXT,
    provenance   TEXT,
    speaker      TEXT,
    token_count  INTEGER NOT NULL,
    access_count INTEGER NOT NULL,
    occurred_at  INTEGER,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    accessed_at  INTEGER,
    merged_ids   TEXT,
    UNIQUE (owner_kind, owner_id, id)
);

CREATE INDEX memory_by_version ON memory (owner_kind, owner_id, version);
CREATE INDEX memory_by_content ON memory (owner_kind, owner_id, content_key);

-- Ids that were merged into another memory, so that each still finds it.
CREATE TABLE memory_alias (
    owner_kind INTEGER NOT NULL,
    owner_id   TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    memory_id  TEXT    NOT NULL,
    PRIMARY KEY (owner_kind, owner_id, id),
    FOREIGN KEY (owner_kind, owner_id, memory_id) REFERENCES memory (owner_kind, owner_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE INDEX memory_alias_by_memory ON memory_alias (owner_kind, owner_id, memory_id);

-- What was deleted at which version, so that an index elsewhere can follow. Ids only, never content.
CREATE TABLE memory_deletion (
    owner_kind INTEGER NOT NULL,
    owner_id   TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    id         TEXT    NOT NULL,
    PRIMARY KEY (owner_kind, owner_id, version, id)
) WITHOUT ROWID;
