-- What single requests took; kept for some days.
CREATE TABLE request_metric (
    id                    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at                    bigint  NOT NULL, -- Unix milliseconds, when the request came
    user_id               text COLLATE "C"    NOT NULL, -- empty: nobody, or somebody who was forgotten
    session_id            text COLLATE "C"    NOT NULL, -- empty: none
    request_type          text COLLATE "C"    NOT NULL,
    status                bigint  NOT NULL, -- of HTTP
    failed                bigint  NOT NULL, -- 1: a failure of the service
    error_code            text,
    input_tokens          bigint  NOT NULL,
    output_tokens         bigint  NOT NULL,
    cache_creation_tokens bigint  NOT NULL,
    cache_read_tokens     bigint  NOT NULL,
    cost_picodollars      bigint  NOT NULL,
    latency_us            bigint  NOT NULL, -- microseconds
    retrieval_us          bigint  NOT NULL,
    claude_us             bigint  NOT NULL,
    memories_retrieved    bigint  NOT NULL,
    memories_created      bigint  NOT NULL,
    rolled                bigint  NOT NULL DEFAULT 0 -- 1: in the hours below
);

CREATE INDEX request_metric_at ON request_metric (at);
CREATE INDEX request_metric_new ON request_metric (at) WHERE rolled = 0;

-- The same by hour, of all together.
CREATE TABLE request_hour (
    hour                  bigint  NOT NULL, -- Unix time in hours
    request_type          text COLLATE "C"    NOT NULL,
    requests              bigint  NOT NULL,
    failed                bigint  NOT NULL,
    refused               bigint  NOT NULL,
    retrievals            bigint  NOT NULL, -- requests that looked for memories
    input_tokens          bigint  NOT NULL,
    output_tokens         bigint  NOT NULL,
    cache_creation_tokens bigint  NOT NULL,
    cache_read_tokens     bigint  NOT NULL,
    cost_picodollars      bigint  NOT NULL,
    latency_us            bigint  NOT NULL,
    retrieval_us          bigint  NOT NULL,
    claude_us             bigint  NOT NULL,
    memories_retrieved    bigint  NOT NULL,
    memories_created      bigint  NOT NULL,
    latencies             bytea   NOT NULL, -- a histogram
    PRIMARY KEY (hour, request_type)
);

-- The same by user.
CREATE TABLE request_hour_user (
    user_id               text COLLATE "C"    NOT NULL,
    hour                  bigint  NOT NULL,
    request_type          text COLLATE "C"    NOT NULL,
    requests              bigint  NOT NULL,
    failed                bigint  NOT NULL,
    refused               bigint  NOT NULL,
    retrievals            bigint  NOT NULL,
    input_tokens          bigint  NOT NULL,
    output_tokens         bigint  NOT NULL,
    cache_creation_tokens bigint  NOT NULL,
    cache_read_tokens     bigint  NOT NULL,
    cost_picodollars      bigint  NOT NULL,
    latency_us            bigint  NOT NULL,
    retrieval_us          bigint  NOT NULL,
    claude_us             bigint  NOT NULL,
    memories_retrieved    bigint  NOT NULL,
    memories_created      bigint  NOT NULL,
    latencies             bytea   NOT NULL,
    PRIMARY KEY (user_id, hour, request_type)
);

CREATE INDEX request_hour_user_hour ON request_hour_user (hour);

-- How many memories a session sees, from time to time while it is used.
CREATE TABLE memory_metric (
    user_id        text COLLATE "C"    NOT NULL,
    session_id     text COLLATE "C"    NOT NULL,
    at             bigint  NOT NULL, -- Unix milliseconds
    total_memories bigint  NOT NULL,
    memory_tokens  bigint  NOT NULL,
    avg_importance double precision NOT NULL,
    retrieval_us   bigint  NOT NULL,
    PRIMARY KEY (user_id, session_id, at)
);

CREATE INDEX memory_metric_at ON memory_metric (at);

-- How large the service's processes are, of each the last hundred looks.
CREATE TABLE process_snapshot (
    process       text COLLATE "C"    NOT NULL, -- machine/id
    at            bigint  NOT NULL,
    started       bigint  NOT NULL,
    rss_bytes     bigint  NOT NULL,
    virtual_bytes bigint  NOT NULL,
    heap_bytes    bigint  NOT NULL, -- after the last collection of the oldest generation
    handles       bigint  NOT NULL,
    threads       bigint  NOT NULL,
    memory_bytes  bigint  NOT NULL, -- of the machine or container
    PRIMARY KEY (process, at)
);
