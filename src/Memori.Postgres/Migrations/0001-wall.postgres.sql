-- The second wall: rows of an owner are seen and written only by a transaction that serves that owner (see docs/postgresql.md).
-- Whom it serves is in the setting memori.owner: kind:id, or * for all, after a code that only who has the keys can make.
CREATE TABLE memori_wall (
    id        integer PRIMARY KEY CHECK (id = 1),
    inner_key bytea   NOT NULL CHECK (length(inner_key) = 64),
    outer_key bytea   NOT NULL CHECK (length(outer_key) = 64)
);

REVOKE ALL ON memori_wall FROM PUBLIC;

-- In PL/pgSQL, whose plans a session keeps: they run with every statement.
CREATE FUNCTION memori_seal(served text) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    wall memori_wall%ROWTYPE;
BEGIN
    SELECT * INTO wall FROM memori_wall;
    RETURN encode(sha256(wall.outer_key || sha256(wall.inner_key || convert_to(served, 'UTF8'))), 'hex') || ':' || served;
END $$;

REVOKE ALL ON FUNCTION memori_seal(text) FROM PUBLIC;

-- Whom the transaction serves; empty when it serves nobody, or when the setting was forged.
CREATE FUNCTION memori_served() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    setting text := coalesce(current_setting('memori.owner', true), '');
    served  text := substr(setting, 66);
BEGIN
    RETURN CASE WHEN served <> '' AND setting = memori_seal(served) THEN served ELSE '' END;
END $$;

-- What runs with the rights of its maker finds nothing that a caller put into its way.
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION memori_seal(text) SET search_path = %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION memori_served() SET search_path = %I, pg_temp', current_schema());
END $$;
