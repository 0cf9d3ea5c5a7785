-- What /health/ready writes and reads, to prove that the store can be written and read.
CREATE TABLE health_probe (
    id         INTEGER NOT NULL PRIMARY KEY,
    written_at INTEGER NOT NULL,
    writes     INTEGER NOT NULL
);
