-- A session is known by its user and its id: the same id of another user is another session. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE user_session (
    user_id       TEXT COLLATE "C"    NOT NULL,
    id            TEXT COLLATE "C"    NOT NULL,
    created_at    BIGINT  NOT NULL,
    last_activity BIGINT  NOT NULL, -- some seconds behind while the session is in use
    ended_at     BIGINT,
    why           TEXT,             -- expired, ended; null while it goes on
    metadata      TEXT,             -- a JSON object
    requests      BIGINT  NOT NULL,
    PRIMARY KEY (user_id, id)
);

CREATE INDEX user_session_by_creation ON user_session (user_id, created_at, id);
CREATE INDEX user_session_by_age ON user_session (created_at, user_id, id);
CREATE INDEX user_session_by_activity ON user_session (last_activity) WHERE ended_at IS NULL;
CREATE INDEX user_session_by_end ON user_session (ended_at, user_id, id) WHERE ended_at IS NOT NULL;
