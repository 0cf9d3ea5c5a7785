-- Times are milliseconds since 1970-01-01 UTC. Keys begin with the owner, so that tables can be distributed by it.
CREATE TABLE memory_owner (
    owner_kind       integer NOT NULL,
    owner_id         text    COLLATE "C" NOT NULL,
    version          bigint  NOT NULL,
    snapshot_version bigint,                    -- that the whole snapshot reflects, null when there is none
    erased_version   bigint  NOT NULL DEFAULT 0, -- the last at which something was deleted or rewritten
    purged_version   bigint  NOT NULL DEFAULT 0, -- up to which the notes of deletions were dropped: who knows less than that starts over
    PRIMARY KEY (owner_kind, owner_id)
);

CREATE TABLE memory (
    owner_kind    integer NOT NULL,
    owner_id      text    COLLATE "C" NOT NULL,
    id            text    COLLATE "C" NOT NULL,
    sequence      bigint  NOT NULL,
    version       bigint  NOT NULL,
    session_id    text    COLLATE "C",
    namespace     text    COLLATE "C",
    content       text    NOT NULL,
    content_key   text    COLLATE "C" NOT NULL,
    kind          text    COLLATE "C" NOT NULL,
    mode          text    COLLATE "C" NOT NULL,
    layer         text    COLLATE "C" NOT NULL,
    status        text    COLLATE "C" NOT NULL,
    importance    double precision NOT NULL CHECK (importance BETWEEN 0 AND 1),
    feedback      double precision NOT NULL CHECK (feedback BETWEEN 0 AND 1),
    confidence    double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    metadata      text,
    provenance    text,
    speaker       text,
    token_count   integer NOT NULL,
    access_count  bigint  NOT NULL,
    occurred_at   bigint,
    created_at    bigint  NOT NULL,
    updated_at    bigint  NOT NULL,
    accessed_at   bigint,
    merged_ids    text,
    entities      text,
    valid_from    bigint,
    valid_to      bigint,
    superseded_by text    COLLATE "C",
    superseded_at bigint,
    expires_at    bigint,
    PRIMARY KEY (owner_kind, owner_id, id)
);

CREATE INDEX memory_by_version ON memory (owner_kind, owner_id, version);
CREATE INDEX memory_by_content ON memory (owner_kind, owner_id, content_key);
CREATE INDEX memory_by_creation ON memory (owner_kind, owner_id, created_at, sequence);
CREATE INDEX memory_by_successor ON memory (owner_kind, owner_id, superseded_by) WHERE superseded_by IS NOT NULL;

-- Ids that were merged into another memory, so that each still finds it.
CREATE TABLE memory_alias (
    owner_kind integer NOT NULL,
    owner_id   text    COLLATE "C" NOT NULL,
    id         text    COLLATE "C" NOT NULL,
    memory_id  text    COLLATE "C" NOT NULL,
    PRIMARY KEY (owner_kind, owner_id, id),
    FOREIGN KEY (owner_kind, owner_id, memory_id) REFERENCES memory (owner_kind, owner_id, id) ON DELETE CASCADE
);

CREATE INDEX memory_alias_by_memory ON memory_alias (owner_kind, owner_id, memory_id);

-- What was deleted at which version, so that an index elsewhere can follow. Ids only, never content.
CREATE TABLE memory_deletion (
    owner_kind integer NOT NULL,
    owner_id   text    COLLATE "C" NOT NULL,
    version    bigint  NOT NULL,
    id         text    COLLATE "C" NOT NULL,
    PRIMARY KEY (owner_kind, owner_id, version, id)
);

-- Of an owner that was erased nothing stays, not even its id: its versions must not begin anew all the same, or an index elsewhere would take old for new.
-- No owner's first version is below this.
CREATE TABLE memory_floor (
    id      integer PRIMARY KEY CHECK (id = 1),
    version bigint NOT NULL
);

INSERT INTO memory_floor (id, version) VALUES (1, 0);

-- The index of an owner as an engine left it: derived, disposable, in parts.
-- It may hold words of memories: whatever deletes a memory or changes its text deletes the snapshot in the same transaction.
CREATE TABLE memory_snapshot (
    owner_kind integer NOT NULL,
    owner_id   text    COLLATE "C" NOT NULL,
    version    bigint  NOT NULL,
    part       integer NOT NULL,
    content    bytea   NOT NULL,
    PRIMARY KEY (owner_kind, owner_id, version, part)
);

-- Packed already.
ALTER TABLE memory_snapshot ALTER COLUMN content SET STORAGE EXTERNAL;

-- Vectors of an embedding service: one for each memory and model, of the content with that key. A memory that is deleted takes its own along.
CREATE TABLE memory_embedding (
    owner_kind  integer NOT NULL,
    owner_id    text    COLLATE "C" NOT NULL,
    memory_id   text    COLLATE "C" NOT NULL,
    model       text    COLLATE "C" NOT NULL,
    content_key text    COLLATE "C" NOT NULL,
    version     bigint  NOT NULL,
    vector      bytea   NOT NULL,
    PRIMARY KEY (owner_kind, owner_id, memory_id, model),
    FOREIGN KEY (owner_kind, owner_id, memory_id) REFERENCES memory (owner_kind, owner_id, id) ON DELETE CASCADE
);

CREATE INDEX memory_embedding_by_version ON memory_embedding (owner_kind, owner_id, model, version);

-- Up to which of its versions every memory of an owner was seen to have a vector.
CREATE TABLE memory_embedding_owner (
    owner_kind integer NOT NULL,
    owner_id   text    COLLATE "C" NOT NULL,
    model      text    COLLATE "C" NOT NULL,
    settled    bigint  NOT NULL,
    PRIMARY KEY (owner_kind, owner_id, model)
);
