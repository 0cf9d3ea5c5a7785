-- What model calls used and cost. Rows are only ever added: what proves wrong later is reversed by another row.
CREATE TABLE ledger_entry (
    id                    text COLLATE "C"   NOT NULL PRIMARY KEY, -- of the reservation that it ends
    at                    bigint NOT NULL, -- Unix milliseconds
    day                   text COLLATE "C"   NOT NULL, -- yyyy-MM-dd, of its admission
    user_id               text COLLATE "C"   NOT NULL,
    key_id                text COLLATE "C",
    session_id            text COLLATE "C",
    operation             text COLLATE "C"   NOT NULL,
    model                 text COLLATE "C"   NOT NULL,
    kind                  text COLLATE "C"   NOT NULL, -- settled, estimated, released
    lost                  bigint NOT NULL, -- 1: nobody settled it in time
    requests              bigint NOT NULL, -- 1; 0 when released; -1 in a reversal
    input_tokens          bigint NOT NULL,
    output_tokens         bigint NOT NULL,
    cache_creation_tokens bigint NOT NULL,
    cache_read_tokens     bigint NOT NULL,
    cost_picodollars      bigint NOT NULL
);

CREATE INDEX ledger_entry_user ON ledger_entry (user_id, day);
CREATE INDEX ledger_entry_key ON ledger_entry (key_id, day) WHERE key_id IS NOT NULL;
CREATE INDEX ledger_entry_day ON ledger_entry (day);

-- What attempts under way may use at worst.
CREATE TABLE ledger_reservation (
    id               text COLLATE "C"   NOT NULL PRIMARY KEY,
    day              text COLLATE "C"   NOT NULL,
    user_id          text COLLATE "C"   NOT NULL,
    key_id           text COLLATE "C",
    session_id       text COLLATE "C",
    operation        text COLLATE "C"   NOT NULL,
    model            text COLLATE "C"   NOT NULL,
    tokens           bigint NOT NULL,
    output_tokens    bigint NOT NULL, -- the part of tokens that is output
    cost_picodollars bigint NOT NULL,
    deadline         bigint NOT NULL  -- Unix milliseconds
);

CREATE INDEX ledger_reservation_deadline ON ledger_reservation (deadline);

-- Sums of the two above, kept so that admission is one statement. Derived: can be made anew at any time.
CREATE TABLE ledger_total (
    day      text COLLATE "C"   NOT NULL,
    kind     text COLLATE "C"   NOT NULL, -- user, key
    id       text COLLATE "C"   NOT NULL,
    used     bigint NOT NULL, -- tokens of entries
    reserved bigint NOT NULL, -- tokens of reservations
    alerted  bigint NOT NULL, -- 1: that the limit is near was said
    PRIMARY KEY (day, kind, id)
);

-- Limits in place of the general ones; NULL for none.
CREATE TABLE ledger_limit (
    kind           text COLLATE "C"   NOT NULL, -- user, key
    id             text COLLATE "C"   NOT NULL,
    daily_tokens   bigint,
    request_tokens bigint,
    PRIMARY KEY (kind, id)
);
