-- Alerts that were given: each once. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE alert (
    kind      TEXT NOT NULL,
    alert_key TEXT NOT NULL, -- what it is about
    at        INTEGER NOT NULL,
    user_id   TEXT,          -- whom it is about, when it is about a user
    document  TEXT NOT NULL, -- JSON, as it is delivered
    PRIMARY KEY (kind, alert_key)
);

CREATE INDEX alert_by_time ON alert (at);
CREATE INDEX alert_by_user ON alert (user_id) WHERE user_id IS NOT NULL;
