-- What was asked, run and administered. Rows are only ever added; see docs/audit.md. Each carries the hash of the one before it.
-- What is about a person stands apart, in two groups (who acted, and on whose behalf what was asked), each hashed with a salt of its own:
-- forgetting the person empties the group and its salt, and the chain still proves the rest.
CREATE TABLE audit_entry (
    sequence       INTEGER NOT NULL PRIMARY KEY, -- 1, 2, 3 …
    at             INTEGER NOT NULL,             -- Unix milliseconds
    kind           TEXT    NOT NULL,             -- what was done: the name of the operation
    outcome        TEXT    NOT NULL,             -- ok, refused, failed
    code           TEXT,                         -- of the refusal or failure
    request_id     TEXT,
    datasource_id  INTEGER,
    policy_version INTEGER,                      -- of the datasource's access rules
    facts          TEXT,                         -- JSON about nobody in particular
    actor          TEXT,                         -- the key or token, loopback, cli
    actor_label    TEXT,
    actor_user     TEXT,                         -- the person whom the key or token belongs to
    actor_salt     BLOB,
    actor_digest   BLOB    NOT NULL,
    user_id        TEXT,                         -- on whose behalf, or whom it concerned
    session_id     TEXT,
    asked          TEXT,                         -- the question or the SQL as it was sent
    statements     TEXT,                         -- JSON: the SQL that ran
    details        TEXT,                         -- JSON
    content_salt   BLOB,
    content_digest BLOB    NOT NULL,
    hash           BLOB    NOT NULL
);

CREATE INDEX audit_entry_by_time ON audit_entry (at);
CREATE INDEX audit_entry_by_user ON audit_entry (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX audit_entry_by_actor ON audit_entry (actor_user) WHERE actor_user IS NOT NULL;

-- The newest entry, and the newest of those that were removed because their time was over.
CREATE TABLE audit_state (
    id               INTEGER PRIMARY KEY CHECK (id = 1),
    sequence         INTEGER NOT NULL,
    hash             BLOB    NOT NULL,
    removed_sequence INTEGER NOT NULL,
    removed_hash     BLOB    NOT NULL
);

INSERT INTO audit_state (id, sequence, hash, removed_sequence, removed_hash) VALUES (1, 0, zeroblob(32), 0, zeroblob(32));

CREATE TRIGGER audit_entry_in_order BEFORE INSERT ON audit_entry WHEN new.sequence <> (SELECT sequence FROM audit_state)
BEGIN
    SELECT RAISE(ABORT, 'the audit is written in order');
END;

CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry WHEN old.sequence > (SELECT removed_sequence FROM audit_state)
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
END;

CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_entry WHEN
    new.sequence <> old.sequence OR new.at <> old.at OR new.kind <> old.kind OR new.outcome <> old.outcome OR new.code IS NOT old.code
    OR new.datasource_id IS NOT old.datasource_id OR new.policy_version IS NOT old.policy_version
    OR new.facts IS NOT old.facts OR new.hash <> old.hash OR new.actor_digest <> old.actor_digest OR new.content_digest <> old.content_digest
    OR NOT ((new.actor IS NULL AND new.actor_label IS NULL AND new.actor_user IS NULL AND new.actor_salt IS NULL)
        OR (new.actor IS old.actor AND new.actor_label IS old.actor_label AND new.actor_user IS old.actor_user AND new.actor_salt IS old.actor_salt))
    OR NOT ((new.user_id IS NULL AND new.session_id IS NULL AND new.request_id IS NULL AND new.asked IS NULL AND new.statements IS NULL AND new.details IS NULL AND new.content_salt IS NULL)
        OR (new.user_id IS old.user_id AND new.session_id IS old.session_id AND new.request_id IS old.request_id AND new.asked IS old.asked AND new.statements IS old.statements
            AND new.details IS old.details AND new.content_salt IS old.content_salt))
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
END;

CREATE TRIGGER audit_state_forward BEFORE UPDATE ON audit_state WHEN new.sequence < old.sequence OR new.removed_sequence < old.removed_sequence
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
END;

CREATE TRIGGER audit_state_kept BEFORE DELETE ON audit_state
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
END;
