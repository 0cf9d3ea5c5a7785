-- What single requests took; kept for some days.
CREATE TABLE request_metric (
    id                    INTEGER PRIMARY KEY AUTOINCREMENT,
    at                    INTEGER NOT NULL, -- Unix milliseconds, when the request came
    user_id               TEXT    NOT NULL, -- empty: nobody, or somebody who was forgotten
    session_id            TEXT    NOT NULL, -- empty: none
    request_type          TEXT    NOT NULL,
    status                INTEGER NOT NULL, -- of HTTP
    failed                INTEGER NOT NULL, -- 1: a failure of the service
    error_code            TEXT,
    input_tokens          INTEGER NOT NULL,
    output_tokens         INTEGER NOT NULL,
    cache_creation_tokens INTEGER NOT NULL,
    cache_read_tokens     INTEGER NOT NULL,
    cost_picodollars      INTEGER NOT NULL,
    latency_us            INTEGER NOT NULL, -- microseconds
    retrieval_us          INTEGER NOT NULL,
    claude_us             INTEGER NOT NULL,
    memories_retrieved    INTEGER NOT NULL,
    memories_created      INTEGER NOT NULL,
    rolled                INTEGER NOT NULL DEFAULT 0 -- 1: in the hours below
);

CREATE INDEX request_metric_at ON request_metric (at);
CREATE INDEX request_metric_new ON request_metric (at) WHERE rolled = 0;

-- The same by hour, of all together.
CREATE TABLE request_hour (
    hour                  INTEGER NOT NULL, -- Unix time in hours
    request_type          TEXT    NOT NULL,
    requests              INTEGER NOT NULL,
    failed                INTEGER NOT NULL,
    refused               INTEGER NOT NULL,
    retrievals            INTEGER NOT NULL, -- requests that looked for memories
    input_tokens          INTEGER NOT NULL,
    output_tokens         INTEGER NOT NULL,
    cache_creation_tokens INTEGER NOT NULL,
    cache_read_tokens     INTEGER NOT NULL,
    cost_picodollars      INTEGER NOT NULL,
    latency_us            INTEGER NOT NULL,
    retrieval_us          INTEGER NOT NULL,
    claude_us             INTEGER NOT NULL,
    memories_retrieved    INTEGER NOT NULL,
    memories_created      INTEGER NOT NULL,
    latencies             BLOB    NOT NULL, -- a histogram
    PRIMARY KEY (hour, request_type)
) WITHOUT ROWID;

-- The same by user.
CREATE TABLE request_hour_user (
    user_id               TEXT    NOT NULL,
    hour                  INTEGER NOT NULL,
    request_type          TEXT    NOT NULL,
    requests              INTEGER NOT NULL,
    failed                INTEGER NOT NULL,
    refused               INTEGER NOT NULL,
    retrievals            INTEGER NOT NULL,
    input_tokens          INTEGER NOT NULL,
    output_tokens         INTEGER NOT NULL,
    cache_creation_tokens INTEGER NOT NULL,
    cache_read_tokens     INTEGER NOT NULL,
    cost_picodollars      INTEGER NOT NULL,
    latency_us            INTEGER NOT NULL,
    retrieval_us          INTEGER NOT NULL,
    claude_us             INTEGER NOT NULL,
    memories_retrieved    INTEGER NOT NULL,
    memories_created      INTEGER NOT NULL,
    latencies             BLOB    NOT NULL,
    PRIMARY KEY (user_id, hour, request_type)
) WITHOUT ROWID;

CREATE INDEX request_hour_user_hour ON request_hour_user (hour);

-- How many memories a session sees, from time to time while it is used.
CREATE TABLE memory_metric (
    user_id        TEXT    NOT NULL,
    session_id     TEXT    NOT NULL,
    at             INTEGER NOT NULL, -- Unix milliseconds
    total_memories INTEGER NOT NULL,
    memory_tokens  INTEGER NOT NULL,
    avg_importance REAL    NOT NULL,
    retrieval_us   INTEGER NOT NULL,
    PRIMARY KEY (user_id, session_id, at)
) WITHOUT ROWID;

CREATE INDEX memory_metric_at ON memory_metric (at);

-- How large the service's processes are, of each the last hundred looks.
CREATE TABLE process_snapshot (
    process       TEXT    NOT NULL, -- machine/id
    at            INTEGER NOT NULL,
    started       INTEGER NOT NULL,
    rss_bytes     INTEGER NOT NULL,
    virtual_bytes INTEGER NOT NULL,
    heap_bytes    INTEGER NOT NULL, -- after the last collection of the oldest generation
    handles       INTEGER NOT NULL,
    threads       INTEGER NOT NULL,
    memory_bytes  INTEGER NOT NULL, -- of the machine or container
    PRIMARY KEY (process, at)
) WITHOUT ROWID;
