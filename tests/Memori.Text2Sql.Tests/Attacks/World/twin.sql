
-- What the twin has beside its other secrets: more rows that are forbidden, and fewer of others.
INSERT INTO employees VALUES (7, 'CANARZ-employees-name-7', 'gCANARZ-employees-email-7@example.org', 2, 'Oslo', 0, 'CANARZ-employees-ssn-7', NULL, 4);
DELETE FROM employees WHERE id = 6;
INSERT INTO customers VALUES (5, 'CANARZ-customers-name-5', NULL, NULL, 'Bergen', NULL, NULL), (6, '0', '', '', 'Bergen', '1', '0');
INSERT INTO orders VALUES (736455106, 5, 7, '1999-12-31', 'CANARZ', 0, NULL), (736455107, 6, 7, '2030-01-01', 'open', -1, '');
DELETE FROM payroll WHERE id = 2;
INSERT INTO audit_log VALUES (2, 'x', 'CANARZ'), (3, 'y', 'CANARZ');
INSERT INTO documents VALUES (4, 'alice', 'CANARZ', '', 0), (5, '', NULL, 'CANARZ', 0);
