ALTER TABLE datasource ADD COLUMN description text NOT NULL DEFAULT '';

CREATE TABLE datasource_credential (
    datasource_id integer PRIMARY KEY REFERENCES datasource (id) ON DELETE CASCADE,
    key_id        text COLLATE "C"  NOT NULL, -- of the key that sealed it; the key itself is never here
    sealed        bytea NOT NULL  -- the password: nonce, AES-GCM cipher text, tag; bound to the datasource's id and location
);

CREATE TABLE datasource_annotation (
    datasource_id integer PRIMARY KEY REFERENCES datasource (id) ON DELETE CASCADE,
    version       text NOT NULL, -- hash of the document
    document      text NOT NULL, -- JSON: descriptions, synonyms, glossary, visibility of values
    changed_at    text NOT NULL
);

-- An id is never given again: what was remembered of a datasource that is gone must not be found under another.
CREATE TABLE datasource_removed (
    id         integer PRIMARY KEY,
    removed_at text    NOT NULL
);
