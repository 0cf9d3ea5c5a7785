-- What model calls used and cost. Rows are only ever added: what proves wrong later is reversed by another row.
CREATE TABLE ledger_entry (
    id                    TEXT    NOT NULL PRIMARY KEY, -- of the reservation that it ends
    at                    INTEGER NOT NULL, -- Unix milliseconds
    day                   TEXT    NOT NULL, -- yyyy-MM-dd, of its admission
    user_id               TEXT    NOT NULL,
    key_id                TEXT,
    session_id            TEXT,
    operation             TEXT    NOT NULL,
    model                 TEXT    NOT NULL,
    kind                  TEXT    NOT NULL, -- settled, estimated, released
    lost                  INTEGER NOT NULL, -- 1: nobody settled it in time
    requests              INTEGER NOT NULL, -- 1; 0 when released; -1 in a reversal
    input_tokens          INTEGER NOT NULL,
    output_tokens         INTEGER NOT NULL,
    cache_creation_tokens INTEGER NOT NULL,
    cache_read_tokens     INTEGER NOT NULL,
    cost_picodollars      INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX ledger_entry_user ON ledger_entry (user_id, day);
CREATE INDEX ledger_entry_key ON ledger_entry (key_id, day) WHERE key_id IS NOT NULL;
CREATE INDEX ledger_entry_day ON ledger_entry (day);

-- What attempts under way may use at worst.
CREATE TABLE ledger_reservation (
    id               TEXT    NOT NULL PRIMARY KEY,
    day              TEXT    NOT NULL,
    user_id          TEXT    NOT NULL,
    key_id           TEXT,
    session_id       TEXT,
    operation        TEXT    NOT NULL,
    model            TEXT    NOT NULL,
    tokens           INTEGER NOT NULL,
    output_tokens    INTEGER NOT NULL, -- the part of tokens that is output
    cost_picodollars INTEGER NOT NULL,
    deadline         INTEGER NOT NULL  -- Unix milliseconds
) WITHOUT ROWID;

CREATE INDEX ledger_reservation_deadline ON ledger_reservation (deadline);

-- Sums of the two above, kept so that admission is one statement. Derived: can be made anew at any time.
CREATE TABLE ledger_total (
    day      TEXT    NOT NULL,
    kind     TEXT    NOT NULL, -- user, key
    id       TEXT    NOT NULL,
    used     INTEGER NOT NULL, -- tokens of entries
    reserved INTEGER NOT NULL, -- tokens of reservations
    alerted  INTEGER NOT NULL, -- 1: that the limit is near was said
    PRIMARY KEY (day, kind, id)
) WITHOUT ROWID;

-- Limits in place of the general ones; NULL for none.
CREATE TABLE ledger_limit (
    kind           TEXT    NOT NULL, -- user, key
    id             TEXT    NOT NULL,
    daily_tokens   INTEGER,
    request_tokens INTEGER,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
