-- Times are milliseconds since 1970-01-01 UTC.
ALTER TABLE memory ADD COLUMN confidence    REAL NOT NULL DEFAULT 1 CHECK (confidence BETWEEN 0 AND 1);
ALTER TABLE memory ADD COLUMN entities      TEXT;
ALTER TABLE memory ADD COLUMN valid_from    INTEGER;
ALTER TABLE memory ADD COLUMN valid_to      INTEGER;
ALTER TABLE memory ADD COLUMN superseded_by TEXT;
ALTER TABLE memory ADD COLUMN superseded_at INTEGER;
ALTER TABLE memory ADD COLUMN expires_at    INTEGER;

CREATE INDEX memory_by_creation ON memory (owner_kind, owner_id, created_at, sequence);
CREATE INDEX memory_by_successor ON memory (owner_kind, owner_id, superseded_by) WHERE superseded_by IS NOT NULL;

-- Background work. A job of an owner that is erased goes with it.
CREATE TABLE job (
    queue        TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    owner_kind   INTEGER NOT NULL,
    owner_id     TEXT    NOT NULL,
    payload      TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    attempts     INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    due_at       INTEGER NOT NULL,
    worker       TEXT,
    leased_until INTEGER,
    ended_at     INTEGER,
    error        TEXT,
    PRIMARY KEY (queue, id)
);

CREATE INDEX job_by_due ON job (queue, state, due_at);
CREATE INDEX job_by_owner ON job (owner_kind, owner_id);

-- Who leads a piece of work that only one process may do, and how far it got.
CREATE TABLE lead (
    name         TEXT    NOT NULL PRIMARY KEY,
    holder       TEXT,
    leased_until INTEGER NOT NULL,
    notes        TEXT    NOT NULL
) WITHOUT ROWID;
