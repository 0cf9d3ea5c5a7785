-- Alerts that were given: each once. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE alert (
    kind      TEXT COLLATE "C" NOT NULL,
    alert_key TEXT COLLATE "C" NOT NULL, -- what it is about
    at        BIGINT NOT NULL,
    user_id   TEXT COLLATE "C",          -- whom it is about, when it is about a user
    document  TEXT NOT NULL, -- JSON, as it is delivered
    PRIMARY KEY (kind, alert_key)
);

CREATE INDEX alert_by_time ON alert (at);
CREATE INDEX alert_by_user ON alert (user_id) WHERE user_id IS NOT NULL;
