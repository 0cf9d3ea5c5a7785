using Memori.Storage;

namespace Memori.Postgres;

public sealed partial class PostgresMemoryStore
{
    private const string Columns = MemoryRow.Columns;

    private const string OfOwner = "owner_kind = @owner_kind AND owner_id = @owner_id";

    // A new owner begins above every version that an owner erased before had.
    private const string RaiseVersion = """
        INSERT INTO memory_owner (owner_kind, owner_id, version, purged_version, erased_version)
        SELECT CAST(@owner_kind AS integer), CAST(@owner_id AS text), version + 1, version, version FROM memory_floor
        ON CONFLICT (owner_kind, owner_id) DO UPDATE SET version = memory_owner.version + 1
        RETURNING version
        """;

    internal const string SelectVersion = $"SELECT coalesce((SELECT version FROM memory_owner WHERE {OfOwner}), (SELECT version FROM memory_floor))";

    // Two searches by index: under row-level security none looks for what a subquery gives.
    internal const string SelectById = $"""
        SELECT {Columns} FROM memory WHERE {OfOwner} AND id = @id
        UNION ALL
        SELECT {Columns} FROM memory JOIN (
            SELECT memory_id FROM memory_alias WHERE {OfOwner} AND id = @id
        ) AS alias ON id = alias.memory_id
        WHERE {OfOwner}
        """;

    private const string SelectEqual = $"""
        SELECT {Columns} FROM memory
        WHERE {OfOwner} AND content_key = @content_key AND status = 'active' AND kind = @kind
            AND session_id IS NOT DISTINCT FROM @session_id AND namespace IS NOT DISTINCT FROM @namespace
        ORDER BY sequence LIMIT 1
        """;

    private const string SelectMany = $"SELECT {Columns} FROM memory WHERE {OfOwner} AND id = ANY(@ids)";

    private const string Wanted = """
        (session_id = @session_id OR CAST(@session_id AS text) IS NULL OR (session_id IS NULL AND NOT @only_session))
            AND (namespace = @namespace OR CAST(@namespace AS text) IS NULL)
            AND (kind = ANY(@kinds) OR CAST(@kinds AS text[]) IS NULL) AND (status = @status OR CAST(@status AS text) IS NULL)
            AND (mode = @mode OR CAST(@mode AS text) IS NULL) AND (expires_at < @expires_before OR CAST(@expires_before AS bigint) IS NULL)
        """;

    // Reads backwards along memory_by_creation: a page costs what it shows, whatever the owner's size.
    internal const string SelectList = $"""
        SELECT {Columns} FROM memory
        WHERE {OfOwner} AND {Wanted} AND (created_at, sequence) < (@after_at, @after_sequence)
        ORDER BY created_at DESC, sequence DESC LIMIT @limit OFFSET @offset
        """;

    internal const string SelectPredecessors = $"""
        SELECT {Columns} FROM memory
        WHERE {OfOwner} AND superseded_by = @superseded_by AND {Wanted} AND (created_at, sequence) < (@after_at, @after_sequence)
        ORDER BY created_at DESC, sequence DESC LIMIT @limit OFFSET @offset
        """;

    private const string SelectMostImportant = $"""
        SELECT {Columns} FROM memory
        WHERE {OfOwner} AND (superseded_by = @superseded_by OR CAST(@superseded_by AS text) IS NULL) AND {Wanted}
        ORDER BY importance DESC, created_at DESC, sequence DESC LIMIT @limit OFFSET @offset
        """;

    private const string SelectOwners = """
        SELECT owner_kind, owner_id FROM memory_owner
        WHERE CAST(@after_kind AS integer) IS NULL OR (owner_kind, owner_id) > (@after_kind, @after_id)
        ORDER BY owner_kind, owner_id LIMIT @limit
        """;

    // Raises the owner's version, which is the new memory's version and place.
    private const string InsertMemory = $"""
        WITH raised AS ({RaiseVersion})
        INSERT INTO memory (owner_kind, owner_id, id, sequence, version, session_id, namespace, content, content_key, kind, mode, layer, status,
            importance, feedback, metadata, provenance, speaker, token_count, access_count, occurred_at, created_at, updated_at, accessed_at, merged_ids,
            confidence, entities, valid_from, valid_to, superseded_by, superseded_at, expires_at)
        SELECT @owner_kind, @owner_id, @id, raised.version, raised.version, @session_id, @namespace, @content, @content_key, @kind, @mode, @layer, @status,
            @importance, @feedback, @metadata, @provenance, @speaker, @token_count, @access_count, @occurred_at, @created_at, @updated_at, @accessed_at, @merged_ids,
            @confidence, @entities, @valid_from, @valid_to, @superseded_by, @superseded_at, @expires_at
        FROM raised
        RETURNING sequence
        """;

    private const string UpdateMemory = $"""
        UPDATE memory SET version = @version, sequence = @sequence, session_id = @session_id, namespace = @namespace, content = @content,
            content_key = @content_key, kind = @kind, mode = @mode, layer = @layer, status = @status, importance = @importance, feedback = @feedback,
            metadata = @metadata, provenance = @provenance, speaker = @speaker, token_count = @token_count, access_count = @access_count,
            occurred_at = @occurred_at, created_at = @created_at, updated_at = @updated_at, accessed_at = @accessed_at, merged_ids = @merged_ids,
            confidence = @confidence, entities = @entities, valid_from = @valid_from, valid_to = @valid_to,
            superseded_by = @superseded_by, superseded_at = @superseded_at, expires_at = @expires_at
        WHERE {OfOwner} AND id = @id
        """;

    private const string InsertAliases = """
        INSERT INTO memory_alias (owner_kind, owner_id, id, memory_id)
        SELECT @owner_kind, @owner_id, alias, @memory_id FROM unnest(CAST(@ids AS text[])) AS alias
        ON CONFLICT (owner_kind, owner_id, id) DO UPDATE SET memory_id = excluded.memory_id
        """;

    private const string InsertDeletion =
        "INSERT INTO memory_deletion (owner_kind, owner_id, version, id) VALUES (@owner_kind, @owner_id, @version, @id)";

    private const string DeleteMemory = $"DELETE FROM memory WHERE {OfOwner} AND id = @id";

    private const string OfSession =
        "(session_id = @session_id OR CAST(@session_id AS text) IS NULL) AND (namespace = @namespace OR CAST(@namespace AS text) IS NULL)";

    private const string InsertDeletions = $"""
        INSERT INTO memory_deletion (owner_kind, owner_id, version, id)
        SELECT owner_kind, owner_id, @version, id FROM memory WHERE {OfOwner} AND {OfSession}
        """;

    private const string DeleteMemories = $"DELETE FROM memory WHERE {OfOwner} AND {OfSession}";

    private const string TouchMemories = """
        UPDATE memory AS m SET access_count = m.access_count + a.count, accessed_at = greatest(m.accessed_at, @at)
        FROM unnest(CAST(@ids AS text[]), CAST(@counts AS integer[])) AS a (id, count)
        WHERE m.owner_kind = @owner_kind AND m.owner_id = @owner_id AND m.id = a.id
        """;

    internal const string SelectChanges = $"""
        SELECT {Columns} FROM memory WHERE {OfOwner} AND version > @since ORDER BY sequence
        """;

    private const string SelectDeletions = $"SELECT id FROM memory_deletion WHERE {OfOwner} AND version > @since";

    private const string SelectHorizon = """
        SELECT coalesce(o.version, f.version), coalesce(o.purged_version, f.version)
        FROM memory_floor f LEFT JOIN memory_owner o ON o.owner_kind = @owner_kind AND o.owner_id = @owner_id
        """;

    private const string DeleteDeletions = $"""
        DELETE FROM memory_deletion WHERE {OfOwner} AND version <= (SELECT version FROM memory_owner WHERE {OfOwner}) - @keep
        """;

    // Above every version that the owner had: whoever knows one of those hears that all is void.
    private const string RaiseFloor = $"UPDATE memory_floor SET version = greatest(version, (SELECT version FROM memory_owner WHERE {OfOwner})) + 1";

    private const string DeleteNotes = $"DELETE FROM memory_deletion WHERE {OfOwner}";

    private const string DeleteOwner = $"DELETE FROM memory_owner WHERE {OfOwner}";

    private const string RaiseHorizon = $"UPDATE memory_owner SET purged_version = greatest(purged_version, version - @keep) WHERE {OfOwner}";
}
