ALTER TABLE datasource ADD COLUMN description TEXT NOT NULL DEFAULT '';

CREATE TABLE datasource_credential (
    datasource_id INTEGER PRIMARY KEY REFERENCES datasource (id) ON DELETE CASCADE,
    key_id        TEXT    NOT NULL, -- of the key that sealed it; the key itself is never here
    sealed        BLOB    NOT NULL  -- the password: nonce, AES-GCM cipher text, tag; bound to the datasource's id and location
);

CREATE TABLE datasource_annotation (
    datasource_id INTEGER PRIMARY KEY REFERENCES datasource (id) ON DELETE CASCADE,
    version       TEXT    NOT NULL, -- hash of the document
    document      TEXT    NOT NULL, -- JSON: descriptions, synonyms, glossary, visibility of values
    changed_at    TEXT    NOT NULL
);

-- An id is never given again: what was remembered of a datasource that is gone must not be found under another.
CREATE TABLE datasource_removed (
    id         INTEGER PRIMARY KEY,
    removed_at TEXT    NOT NULL
);
