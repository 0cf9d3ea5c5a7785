-- Of an owner that was erased nothing stays, not even its id: its versions must not begin anew all the same, or an index elsewhere would take old for new.
-- No owner's first version is below this.
CREATE TABLE memory_floor (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
);

INSERT INTO memory_floor (id, version) VALUES (1, 0);
