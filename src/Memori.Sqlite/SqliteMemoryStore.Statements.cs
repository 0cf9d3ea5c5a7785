using Memori.Storage;

namespace Memori.Sqlite;

public sealed partial class SqliteMemoryStore
{
    private const string Columns = MemoryRow.Columns;

    private const string OfOwner = "owner_kind = @owner_kind AND owner_id = @owner_id";

    private const string BumpVersion = """
        INSERT INTO memory_owner (owner_kind, owner_id, version, purged_version, erased_version)
        SELECT @owner_kind, @owner_id, version + 1, version, version FROM memory_floor WHERE true
        ON CONFLICT (owner_kind, owner_id) DO UPDATE SET version = version + 1
        RETURNING version
        """;

    private const string SelectVersion = $"SELECT coalesce((SELECT version FROM memory_owner WHERE {OfOwner}), (SELECT version FROM memory_floor))";

    private const string SelectById = $"""
        SELECT {Columns} FROM memory WHERE {OfOwner} AND id = coalesce(
            (SELECT memory_id FROM memory_alias WHERE {OfOwner} AND id = @id), @id)
        """;

    private const string SelectEqual = $"""
        SELECT {Columns} FROM memory
        WHERE {OfOwner} AND content_key = @content_key AND status = 'active' AND kind = @kind
            AND session_id IS @session_id AND namespace IS @namespace
        ORDER BY sequence LIMIT 1
        """;

    private const string SelectMany = $"SELECT {Columns} FROM memory WHERE {OfOwner} AND id IN (SELECT value FROM json_each(@ids))";

    private const string Wanted = """
        (@session_id IS NULL OR session_id = @session_id OR (session_id IS NULL AND NOT @only_session)) AND (@namespace IS NULL OR namespace = @namespace)
            AND (@kinds IS NULL OR kind IN (SELECT value FROM json_each(@kinds))) AND (@status IS NULL OR status = @status)
            AND (@mode IS NULL OR mode = @mode) AND (@expires_before IS NULL OR expires_at < @expires_before)
        """;

    // Reads backwards along memory_by_creation: a page costs what it shows, whatever the owner's size.
    internal const string SelectList = $"""
        SELECT {Columns} FROM memory
        WHERE {OfOwner} AND {Wanted} AND (created_at, sequence) < (@after_at, @after_sequence)
        ORDER BY created_at DESC, sequence DESC LIMIT @limit OFFSET @offset
        """;

    // The plus signs keep the planner from going through all that the owner has: few memories have the same successor.
    internal const string SelectPredecessors = $"""
        SELECT {Columns} FROM memory
        WHERE {OfOwner} AND superseded_by = @superseded_by AND {Wanted} AND (+created_at, sequence) < (@after_at, @after_sequence)
        ORDER BY +created_at DESC, sequence DESC LIMIT @limit OFFSET @offset
        """;

    private const string SelectMostImportant = $"""
        SELECT {Columns} FROM memory
        WHERE {OfOwner} AND (@superseded_by IS NULL OR superseded_by = @superseded_by) AND {Wanted}
        ORDER BY importance DESC, created_at DESC, sequence DESC LIMIT @limit OFFSET @offset
        """;

    private const string SelectOwners = """
        SELECT owner_kind, owner_id FROM memory_owner
        WHERE @after_kind IS NULL OR (owner_kind, owner_id) > (@after_kind, @after_id)
        ORDER BY owner_kind, owner_id LIMIT @limit
        """;

    private const string InsertMemory = """
        INSERT INTO memory (owner_kind, owner_id, id, sequence, version, session_id, namespace, content, content_key, kind, mode, layer, status,
            importance, feedback, metadata, provenance, speaker, token_count, access_count, occurred_at, created_at, updated_at, accessed_at, merged_ids,
            confidence, entities, valid_from, valid_to, superseded_by, superseded_at, expires_at)
        VALUES (@owner_kind, @owner_id, @id, @sequence, @version, @session_id, @namespace, @content, @content_key, @kind, @mode, @layer, @status,
            @importance, @feedback, @metadata, @provenance, @speaker, @token_count, @access_count, @occurred_at, @created_at, @updated_at, @accessed_at, @merged_ids,
            @confidence, @entities, @valid_from, @valid_to, @superseded_by, @superseded_at, @expires_at)
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

    private const string InsertAlias =
        "INSERT OR REPLACE INTO memory_alias (owner_kind, owner_id, id, memory_id) VALUES (@owner_kind, @owner_id, @id, @memory_id)";

    private const string InsertDeletion =
        "INSERT INTO memory_deletion (owner_kind, owner_id, version, id) VALUES (@owner_kind, @owner_id, @version, @id)";

    private const string DeleteMemory = $"DELETE FROM memory WHERE {OfOwner} AND id = @id";

    private const string OfSession =
        "(@session_id IS NULL OR session_id = @session_id) AND (@namespace IS NULL OR namespace = @namespace)";

    private const string InsertDeletions = $"""
        INSERT INTO memory_deletion (owner_kind, owner_id, version, id)
        SELECT owner_kind, owner_id, @version, id FROM memory WHERE {OfOwner} AND {OfSession}
        """;

    private const string DeleteMemories = $"DELETE FROM memory WHERE {OfOwner} AND {OfSession}";

    private const string TouchMemory = $"""
        UPDATE memory SET access_count = access_count + @count, accessed_at = max(coalesce(accessed_at, 0), @at)
        WHERE {OfOwner} AND id = @id
        """;

    internal const string SelectChanges = $"""
        SELECT {Columns} FROM memory WHERE {OfOwner} AND version > @since ORDER BY sequence
        """;

    private const string SelectDeletions = $"SELECT id FROM memory_deletion WHERE {OfOwner} AND version > @since";

    private const string SelectHorizon = $"""
        SELECT coalesce(o.version, f.version), coalesce(o.purged_version, f.version)
        FROM memory_floor f LEFT JOIN memory_owner o ON {OfOwner}
        """;

    private const string DeleteDeletions = $"""
        DELETE FROM memory_deletion WHERE {OfOwner} AND version <= (SELECT version FROM memory_owner WHERE {OfOwner}) - @keep
        """;

    // Above every version that the owner had: whoever knows one of those hears that all is void.
    private const string RaiseFloor = $"UPDATE memory_floor SET version = max(version, (SELECT version FROM memory_owner WHERE {OfOwner})) + 1";

    private const string DeleteNotes = $"DELETE FROM memory_deletion WHERE {OfOwner}";

    private const string DeleteOwner = $"DELETE FROM memory_owner WHERE {OfOwner}";

    private const string RaiseHorizon = $"UPDATE memory_owner SET purged_version = max(purged_version, version - @keep) WHERE {OfOwner}";
}
