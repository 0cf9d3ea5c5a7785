
-- What PostgreSQL has beside world.sql: objects that show or reach the same rows otherwise.
CREATE MATERIALIZED VIEW card_book AS SELECT id, credit_card FROM customers;

CREATE TABLE events (id integer, happened date NOT NULL, detail text) PARTITION BY RANGE (happened);
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO events VALUES (1, '2026-01-01', 'a start');
CREATE TABLE past_orders (archived date) INHERITS (orders);

CREATE FUNCTION leak() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT string_agg(ssn, '','') FROM employees';
CREATE FUNCTION lower(integer) RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT memo FROM payroll LIMIT 1';
CREATE FUNCTION ssn(customers) RETURNS text LANGUAGE sql AS 'SELECT $1.credit_card';
CREATE FUNCTION leaky_eq(text, text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS 'BEGIN RAISE NOTICE ''%'', $1; RETURN true; END';
CREATE OPERATOR <<< (FUNCTION = leaky_eq, LEFTARG = text, RIGHTARG = text);
CREATE TYPE mood AS ENUM ('CANARY-mood');
