-- Vectors of an embedding service: one for each memory and model, of the content with that key. A memory that is deleted takes its own along.
CREATE TABLE memory_embedding (
    owner_kind  INTEGER NOT NULL,
    owner_id    TEXT    NOT NULL,
    memory_id   TEXT    NOT NULL,
    model       TEXT    NOT NULL,
    content_key TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    vector      BLOB    NOT NULL,
    PRIMARY KEY (owner_kind, owner_id, memory_id, model),
    FOREIGN KEY (owner_kind, owner_id, memory_id) REFERENCES memory (owner_kind, owner_id, id) ON DELETE CASCADE
);

CREATE INDEX memory_embedding_by_version ON memory_embedding (owner_kind, owner_id, model, version);

-- Up to which of its versions every memory of an owner was seen to have a vector.
CREATE TABLE memory_embedding_owner (
    owner_kind INTEGER NOT NULL,
    owner_id   TEXT    NOT NULL,
    model      TEXT    NOT NULL,
    settled    INTEGER NOT NULL,
    PRIMARY KEY (owner_kind, owner_id, model)
) WITHOUT ROWID;
