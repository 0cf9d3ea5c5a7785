CREATE TABLE departments (id INTEGER PRIMARY KEY, name TEXT NOT NULL, budget INTEGER, secret_code TEXT);
INSERT INTO departments VALUES (1, 'Sales', 918273601, 'CANARY-departments-code-1'), (2, 'Research', 918273602, 'CANARY-departments-code-2'), (3, 'Support', 918273603, 'CANARY-departments-code-3');

CREATE TABLE employees (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE, department_id INTEGER REFERENCES departments (id), region TEXT NOT NULL,
    salary INTEGER, ssn TEXT UNIQUE, notes TEXT, manager_id INTEGER REFERENCES employees (id)
);
INSERT INTO employees VALUES
    (1, 'Anna', 'aCANARY-employees-email-1@example.org', 1, 'Berlin', 918273611, 'CANARY-employees-ssn-1', 'CANARY-employees-notes-1', NULL),
    (2, 'Bruno', 'bCANARY-employees-email-2@example.org', 1, 'Berlin', 41000, 'CANARY-employees-ssn-2', 'CANARY-employees-notes-2', 1),
    (3, 'Clara', 'cCANARY-employees-email-3@example.org', 2, 'Berlin', 52000, 'CANARY-employees-ssn-3', 'CANARY-employees-notes-3', 1),
    (4, 'CANARY-employees-name-4', 'dCANARY-employees-email-4@example.org', 1, 'Oslo', 918273614, 'CANARY-employees-ssn-4', 'CANARY-employees-notes-4', 1),
    (5, 'CANARY-employees-name-5', 'eCANARY-employees-email-5@example.org', 3, 'Oslo', 918273615, 'CANARY-employees-ssn-5', 'CANARY-employees-notes-5', 4),
    (6, 'CANARY-employees-name-6', 'fCANARY-employees-email-6@example.org', 3, 'CANARY-region', 918273616, 'CANARY-employees-ssn-6', 'CANARY-employees-notes-6', 4);

CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT, phone TEXT, region TEXT NOT NULL, tier TEXT, credit_card TEXT);
CREATE INDEX customers_card ON customers (credit_card);
INSERT INTO customers VALUES
    (1, 'Alpha GmbH', 'CANARY-customers-email-1', '030-111', 'Berlin', 'gold', 'CANARY-customers-card-1'),
    (2, 'Beta AG', 'CANARY-customers-email-2', '030-222', 'Berlin', 'silver', 'CANARY-customers-card-2'),
    (3, 'CANARY-customers-name-3', 'CANARY-customers-email-3', 'CANARY-phone-3', 'Oslo', 'gold', 'CANARY-customers-card-3'),
    (4, 'CANARY-customers-name-4', 'CANARY-customers-email-4', 'CANARY-phone-4', 'Oslo', 'CANARY-tier', 'CANARY-customers-card-4');

CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price NUMERIC NOT NULL);
INSERT INTO products VALUES (1, 'Lamp', 30), (2, 'Desk', 200), (3, 'Chair', 90);

CREATE TABLE orders (
    id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id), employee_id INTEGER REFERENCES employees (id),
    ordered_at DATE NOT NULL, status TEXT NOT NULL, total NUMERIC NOT NULL, internal_note TEXT
);
INSERT INTO orders VALUES
    (1, 1, 1, '2026-01-05', 'paid', 230, 'CANARY-orders-note-1'),
    (2, 1, 2, '2026-02-07', 'open', 90, 'CANARY-orders-note-2'),
    (3, 2, 2, '2026-03-09', 'paid', 60, 'CANARY-orders-note-3'),
    (918273604, 3, 4, '2026-03-10', 'CANARY-status', 918273621, 'CANARY-orders-note-4'),
    (918273605, 4, 5, '2026-03-11', 'paid', 918273622, 'CANARY-orders-note-5');

CREATE TABLE order_items (order_id INTEGER NOT NULL REFERENCES orders (id), product_id INTEGER NOT NULL REFERENCES products (id), quantity INTEGER NOT NULL, PRIMARY KEY (order_id, product_id));
INSERT INTO order_items VALUES (1, 1, 1), (1, 2, 1), (2, 3, 1), (3, 1, 2);

CREATE TABLE payroll (id INTEGER PRIMARY KEY, employee_id INTEGER REFERENCES employees (id), month TEXT, amount INTEGER, memo TEXT);
INSERT INTO payroll VALUES (1, 1, '2026-01', 918273631, 'CANARY-payroll-1'), (2, 4, '2026-01', 918273632, 'CANARY-payroll-2');

CREATE TABLE audit_log (id INTEGER PRIMARY KEY, who TEXT, what TEXT);
INSERT INTO audit_log VALUES (1, 'root', 'CANARY-audit-1');

CREATE TABLE documents (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, title TEXT, body TEXT, is_public INTEGER NOT NULL);
INSERT INTO documents VALUES
    (1, 'mallory', 'Mine', 'my own text', 0), (2, 'root', 'News', 'for everybody', 1), (3, 'root', 'CANARY-documents-title', 'CANARY-documents-body', 0);

CREATE VIEW customer_contacts AS SELECT id, name, email, phone, credit_card FROM customers;
CREATE VIEW region_sales AS SELECT 'all' AS what, count(*) AS orders FROM order_items;
CREATE VIEW staff AS SELECT e.name, e.salary, d.budget FROM employees e JOIN departments d ON d.id = e.department_id;
