-- What was asked, run and administered. Rows are only ever added; see docs/audit.md. Each carries the hash of the one before it.
-- What is about a person stands apart, in two groups (who acted, and on whose behalf what was asked), each hashed with a salt of its own:
-- forgetting the person empties the group and its salt, and the chain still proves the rest.
CREATE TABLE audit_entry (
    sequence       bigint NOT NULL PRIMARY KEY, -- 1, 2, 3 …
    at             bigint NOT NULL,             -- Unix milliseconds
    kind           text COLLATE "C"   NOT NULL,             -- what was done: the name of the operation
    outcome        text   NOT NULL,             -- ok, refused, failed
    code           text,                        -- of the refusal or failure
    request_id     text,
    datasource_id  bigint,
    policy_version bigint,                      -- of the datasource's access rules
    facts          text,                        -- JSON about nobody in particular
    actor          text,                        -- the key or token, loopback, cli
    actor_label    text,
    actor_user     text COLLATE "C",                        -- the person whom the key or token belongs to
    actor_salt     bytea,
    actor_digest   bytea  NOT NULL,
    user_id        text COLLATE "C",                        -- on whose behalf, or whom it concerned
    session_id     text COLLATE "C",
    asked          text,                        -- the question or the SQL as it was sent
    statements     text,                        -- JSON: the SQL that ran
    details        text,                        -- JSON
    content_salt   bytea,
    content_digest bytea  NOT NULL,
    hash           bytea  NOT NULL
);

CREATE INDEX audit_entry_by_time ON audit_entry (at);
CREATE INDEX audit_entry_by_user ON audit_entry (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX audit_entry_by_actor ON audit_entry (actor_user) WHERE actor_user IS NOT NULL;

-- The newest entry, and the newest of those that were removed because their time was over.
CREATE TABLE audit_state (
    id               integer PRIMARY KEY CHECK (id = 1),
    sequence         bigint NOT NULL,
    hash             bytea  NOT NULL,
    removed_sequence bigint NOT NULL,
    removed_hash     bytea  NOT NULL
);

INSERT INTO audit_state (id, sequence, hash, removed_sequence, removed_hash)
VALUES (1, 0, decode(repeat('00', 32), 'hex'), 0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is append-only';
END $$;

CREATE FUNCTION audit_entry_lawful() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    state audit_state%ROWTYPE;
BEGIN
    SELECT * INTO state FROM audit_state;
    IF TG_OP = 'INSERT' THEN
        IF new.sequence <> state.sequence THEN
            RAISE EXCEPTION 'the audit is written in order';
        END IF;
        RETURN new;
    END IF;
    IF old.sequence > state.removed_sequence THEN
        RAISE EXCEPTION 'the audit is append-only';
    END IF;
    RETURN old;
END $$;

CREATE TRIGGER audit_entry_in_order BEFORE INSERT OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_lawful();

CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_entry FOR EACH ROW WHEN (
    (new.sequence, new.at, new.kind, new.outcome, new.code, new.datasource_id, new.policy_version, new.facts, new.hash, new.actor_digest, new.content_digest)
        IS DISTINCT FROM
    (old.sequence, old.at, old.kind, old.outcome, old.code, old.datasource_id, old.policy_version, old.facts, old.hash, old.actor_digest, old.content_digest)
    OR NOT (num_nonnulls(new.actor, new.actor_label, new.actor_user, new.actor_salt) = 0
        OR (new.actor, new.actor_label, new.actor_user, new.actor_salt) IS NOT DISTINCT FROM (old.actor, old.actor_label, old.actor_user, old.actor_salt))
    OR NOT (num_nonnulls(new.user_id, new.session_id, new.request_id, new.asked, new.statements, new.details, new.content_salt) = 0
        OR (new.user_id, new.session_id, new.request_id, new.asked, new.statements, new.details, new.content_salt)
            IS NOT DISTINCT FROM (old.user_id, old.session_id, old.request_id, old.asked, old.statements, old.details, old.content_salt)))
EXECUTE FUNCTION audit_append_only();

CREATE TRIGGER audit_entry_whole BEFORE TRUNCATE ON audit_entry EXECUTE FUNCTION audit_append_only();

CREATE TRIGGER audit_state_forward BEFORE UPDATE ON audit_state FOR EACH ROW
WHEN (new.sequence < old.sequence OR new.removed_sequence < old.removed_sequence) EXECUTE FUNCTION audit_append_only();

CREATE TRIGGER audit_state_kept BEFORE DELETE ON audit_state FOR EACH ROW EXECUTE FUNCTION audit_append_only();
