CREATE TABLE departments (id integer PRIMARY KEY, name text NOT NULL, budget integer, secret_code text);
INSERT INTO departments VALUES (1, 'Sales', 918273601, 'CANARY-departments-code-1'), (2, 'Research', 918273602, 'CANARY-departments-code-2'), (3, 'Support', 918273603, 'CANARY-departments-code-3');

CREATE TABLE employees (
    id integer PRIMARY KEY, name text NOT NULL, email text UNIQUE, department_id integer REFERENCES departments (id), region text NOT NULL,
    salary integer, ssn text UNIQUE, notes text, manager_id integer REFERENCES employees (id)
);
INSERT INTO employees VALUES
    (1, 'Anna', 'aCANARY-employees-email-1@example.org', 1, 'Berlin', 918273611, 'CANARY-employees-ssn-1', 'CANARY-employees-notes-1', NULL),
    (2, 'Bruno', 'bCANARY-employees-email-2@example.org', 1, 'Berlin', 41000, 'CANARY-employees-ssn-2', 'CANARY-employees-notes-2', 1),
    (3, 'Clara', 'cCANARY-employees-email-3@example.org', 2, 'Berlin', 52000, 'CANARY-employees-ssn-3', 'CANARY-employees-notes-3', 1),
    (4, 'CANARY-employees-name-4', 'dCANARY-employees-email-4@example.org', 1, 'Oslo', 918273614, 'CANARY-employees-ssn-4', 'CANARY-employees-notes-4', 1),
    (5, 'CANARY-employees-name-5', 'eCANARY-employees-email-5@example.org', 3, 'Oslo', 918273615, 'CANARY-employees-ssn-5', 'CANARY-employees-notes-5', 4),
    (6, 'CANARY-employees-name-6', 'fCANARY-employees-email-6@example.org', 3, 'CANARY-region', 918273616, 'CANARY-employees-ssn-6', 'CANARY-employees-notes-6', 4);

CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL, email text, phone text, region text NOT NULL, tier text, credit_card text);
CREATE INDEX customers_card ON customers (credit_card);
INSERT INTO customers VALUES
    (1, 'Alpha GmbH', 'CANARY-customers-email-1', '030-111', 'Berlin', 'gold', 'CANARY-customers-card-1'),
    (2, 'Beta AG', 'CANARY-customers-email-2', '030-222', 'Berlin', 'silver', 'CANARY-customers-card-2'),
    (3, 'CANARY-customers-name-3', 'CANARY-customers-email-3', 'CANARY-phone-3', 'Oslo', 'gold', 'CANARY-customers-card-3'),
    (4, 'CANARY-customers-name-4', 'CANARY-customers-email-4', 'CANARY-phone-4', 'Oslo', 'CANARY-tier', 'CANARY-customers-card-4');

CREATE TABLE products (id integer PRIMARY KEY, name text NOT NULL, price numeric NOT NULL);
INSERT INTO products VALUES (1, 'Lamp', 30), (2, 'Desk', 200), (3, 'Chair', 90);

CREATE TABLE orders (
    id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers (id), employee_id integer REFERENCES employees (id),
    ordered_at date NOT NULL, status text NOT NULL, total numeric NOT NULL, internal_note text
);
INSERT INTO orders VALUES
    (1, 1, 1, '2026-01-05', 'paid', 230, 'CANARY-orders-note-1'),
    (2, 1, 2, '2026-02-07', 'open', 90, 'CANARY-orders-note-2'),
    (3, 2, 2, '2026-03-09', 'paid', 60, 'CANARY-orders-note-3'),
    (918273604, 3, 4, '2026-03-10', 'CANARY-status', 918273621, 'CANARY-orders-note-4'),
    (918273605, 4, 5, '2026-03-11', 'paid', 918273622, 'CANARY-orders-note-5');

CREATE TABLE order_items (order_id integer NOT NULL REFERENCES orders (id), product_id integer NOT NULL REFERENCES products (id), quantity integer NOT NULL, PRIMARY KEY (order_id, product_id));
INSERT INTO order_items VALUES (1, 1, 1), (1, 2, 1), (2, 3, 1), (3, 1, 2);

CREATE TABLE payroll (id integer PRIMARY KEY, employee_id integer REFERENCES employees (id), month text, amount integer, memo text);
INSERT INTO payroll VALUES (1, 1, '2026-01', 918273631, 'CANARY-payroll-1'), (2, 4, '2026-01', 918273632, 'CANARY-payroll-2');

CREATE TABLE audit_log (id integer PRIMARY KEY, who text, what text);
INSERT INTO audit_log VALUES (1, 'root', 'CANARY-audit-1');

CREATE TABLE documents (id integer PRIMARY KEY, owner text NOT NULL, title text, body text, is_public integer NOT NULL);
INSERT INTO documents VALUES
    (1, 'mallory', 'Mine', 'my own text', 0), (2, 'root', 'News', 'for everybody', 1), (3, 'root', 'CANARY-documents-title', 'CANARY-documents-body', 0);

CREATE VIEW customer_contacts AS SELECT id, name, email, phone, credit_card FROM customers;
CREATE VIEW region_sales AS SELECT 'all' AS what, count(*) AS orders FROM order_items;
CREATE VIEW staff AS SELECT e.name, e.salary, d.budget FROM employees e JOIN departments d ON d.id = e.department_id;
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
