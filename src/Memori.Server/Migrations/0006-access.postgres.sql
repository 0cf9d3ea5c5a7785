-- A rotated key keeps its prefix: for an overlap its old secret is good as well.
ALTER TABLE api_key ADD COLUMN previous_salt BYTEA;
ALTER TABLE api_key ADD COLUMN previous_hash BYTEA;
ALTER TABLE api_key ADD COLUMN previous_until TEXT; -- until when the old secret is good
ALTER TABLE api_key ADD COLUMN rotated_at TEXT;
ALTER TABLE api_key ADD COLUMN expires_at TEXT;
ALTER TABLE api_key ADD COLUMN last_used TEXT;      -- the last day (UTC) on which it was used
ALTER TABLE api_key ADD COLUMN grants TEXT;         -- JSON: datasources that it may ask, roles and attributes for their rules
