-- A key itself is nowhere: only its salted hash. Rows stay when a key is revoked.
CREATE TABLE api_key (
    id         TEXT COLLATE "C" PRIMARY KEY,
    prefix     TEXT COLLATE "C" NOT NULL UNIQUE, -- the beginning of the key: found by it, shown by it
    salt       BYTEA NOT NULL,
    hash       BYTEA NOT NULL,        -- HMAC-SHA256 of the whole key under the salt
    name       TEXT NOT NULL,
    role       TEXT NOT NULL,        -- admin, service, user
    user_id    TEXT COLLATE "C",                 -- whom it speaks for; every key of role user has one
    memory     TEXT,                 -- on or off through the proxy; null as the service is set
    created_at TEXT NOT NULL,
    revoked_at TEXT
);
