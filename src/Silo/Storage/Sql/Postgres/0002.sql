-- Version 2: which life of the server this is. PostgreSQL empties an unlogged table in exactly those restarts that may
-- lose commits which did not wait for the disk (a crash, an immediate shutdown, a promoted standby), and in no others.

CREATE UNLOGGED TABLE GalnetServerLife
(
    One boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (One),
    Id  uuid NOT NULL DEFAULT gen_random_uuid()
);
