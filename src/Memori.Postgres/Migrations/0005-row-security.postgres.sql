-- Every table whose rows are an owner's. FORCE: also for the tables' own maker, whom the service may connect as.
DO $$
DECLARE
    walled text;
BEGIN
    FOREACH walled IN ARRAY ARRAY['memory_owner', 'memory', 'memory_alias', 'memory_deletion', 'memory_snapshot',
        'memory_embedding', 'memory_embedding_owner', 'injected_block', 'injected_quote']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
        -- Asked once for a statement, not for each row. As a CASE the planner takes it to let half of the rows pass; as comparisons, one in a hundred,
        -- and would sort all that an owner has for the sake of a page.
        EXECUTE format(
            'CREATE POLICY served ON %I USING (CASE (SELECT memori_served()) WHEN ''*'' THEN true WHEN owner_kind || '':'' || owner_id THEN true ELSE false END)',
            walled);
    END LOOP;
END $$;
