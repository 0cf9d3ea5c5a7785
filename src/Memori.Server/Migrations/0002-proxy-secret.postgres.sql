-- What credentials of callers of /v1/messages are hashed with, to tell them apart without keeping them.
CREATE TABLE proxy_secret (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    secret BYTEA NOT NULL
);
