-- What callers may read of a datasource. The row stays when a policy is removed, so that its version never counts backwards.
CREATE TABLE datasource_policy (
    datasource_id INTEGER PRIMARY KEY REFERENCES datasource (id) ON DELETE CASCADE,
    version       INTEGER NOT NULL, -- grows with every change
    document      TEXT,             -- YAML as it was written; NULL when removed
    changed_at    TEXT    NOT NULL,
    changed_by    TEXT    NOT NULL  -- the user's id
);
