-- What /health/ready writes and reads, to prove that the store can be written and read.
CREATE TABLE health_probe (
    id         integer NOT NULL PRIMARY KEY,
    written_at bigint  NOT NULL,
    writes     bigint  NOT NULL
);
