-- Questions that a person asked as runs, with what became of them: the permanent links of answers. Rows of results are not kept, nor the text of memories that helped.
-- The id is made from the time, so that it orders them. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE kept_answer (
    user_id         TEXT    NOT NULL,
    id              TEXT    NOT NULL,
    conversation_id TEXT    NOT NULL,
    session_id      TEXT    NOT NULL,
    datasource_id   INTEGER NOT NULL,
    asked_at        INTEGER NOT NULL,
    took            INTEGER NOT NULL, -- milliseconds
    state           TEXT    NOT NULL, -- answered, clarification, failed, stopped
    question        TEXT    NOT NULL,
    sql             TEXT,
    confidence      REAL,
    generator       TEXT,
    row_count       INTEGER,
    cost            INTEGER NOT NULL, -- picodollars
    document        TEXT,             -- JSON: the answer without rows; null for what failed or was stopped
    code            TEXT,             -- of what failed
    detail          TEXT,
    verdict         TEXT,             -- right, wrong, corrected
    corrected       TEXT,             -- the SQL that the person put in its place
    reason          TEXT,             -- what the person said of it
    PRIMARY KEY (user_id, id)
) WITHOUT ROWID;

CREATE INDEX kept_answer_by_conversation ON kept_answer (user_id, datasource_id, conversation_id, id);
CREATE INDEX kept_answer_by_datasource ON kept_answer (datasource_id);

-- What a person called a conversation; others are called by their first question.
CREATE TABLE conversation_title (
    user_id         TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    title           TEXT    NOT NULL,
    PRIMARY KEY (user_id, conversation_id)
) WITHOUT ROWID;
