-- Background work: a queue of the service, not of an owner. A job of an owner that is erased goes with it. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE job (
    queue        text    COLLATE "C" NOT NULL,
    id           text    COLLATE "C" NOT NULL,
    place        bigint  GENERATED ALWAYS AS IDENTITY, -- in the order of adding
    owner_kind   integer NOT NULL,
    owner_id     text    COLLATE "C" NOT NULL,
    payload      text    NOT NULL,
    state        text    COLLATE "C" NOT NULL,
    attempts     integer NOT NULL,
    created_at   bigint  NOT NULL,
    due_at       bigint  NOT NULL,
    worker       text,
    leased_until bigint,
    ended_at     bigint,
    error        text,
    PRIMARY KEY (queue, id)
);

CREATE INDEX job_by_due ON job (queue, state, due_at, place);
CREATE INDEX job_by_owner ON job (owner_kind, owner_id);

-- Who leads a piece of work that only one process may do, and how far it got.
CREATE TABLE lead (
    name         text   COLLATE "C" NOT NULL PRIMARY KEY,
    holder       text,
    leased_until bigint NOT NULL,
    notes        text   NOT NULL
);
