CREATE TABLE datasource (
    id         INTEGER PRIMARY KEY,
    key        TEXT    NOT NULL UNIQUE, -- canonical path, postgres://host:port/database, or sample
    kind       TEXT    NOT NULL,        -- sample, sqlite, csv, postgres
    name       TEXT    NOT NULL,
    location   TEXT    NOT NULL,        -- path or URL; never with a password
    created_at TEXT    NOT NULL
);

-- The sample is datasource 1 of every deployment.
INSERT INTO datasource (id, key, kind, name, location, created_at) VALUES (1, 'sample', 'sample', 'sample', 'sample', '1970-01-01T00:00:00.0000000+00:00');

CREATE TABLE datasource_schema (
    datasource_id INTEGER PRIMARY KEY REFERENCES datasource (id) ON DELETE CASCADE,
    hash          TEXT    NOT NULL, -- of the structure
    fingerprint   TEXT    NOT NULL, -- of the database's state when it was read: another one means to look again
    document      BLOB    NOT NULL, -- the schema and its profile, gzipped JSON
    read_at       TEXT    NOT NULL
);
