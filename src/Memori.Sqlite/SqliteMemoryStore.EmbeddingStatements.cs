namespace Memori.Sqlite;

public sealed partial class SqliteMemoryStore
{
    private const string SelectUnsettled = """
        SELECT o.owner_kind, o.owner_id
        FROM memory_owner o
        LEFT JOIN memory_embedding_owner e ON e.owner_kind = o.owner_kind AND e.owner_id = o.owner_id AND e.model = @model
        WHERE o.version > coalesce(e.settled, 0)
        ORDER BY o.owner_kind, o.owner_id LIMIT @limit
        """;

    private const string SelectSettled = $"SELECT settled FROM memory_embedding_owner WHERE {OfOwner} AND model = @model";

    private const string SelectUnembedded = """
        SELECT m.id, m.content_key, m.speaker, m.content, m.version
        FROM memory m
        WHERE m.owner_kind = @owner_kind AND m.owner_id = @owner_id AND m.version > @settled AND m.status = 'active' AND NOT EXISTS (
            SELECT 1 FROM memory_embedding e
            WHERE e.owner_kind = m.owner_kind AND e.owner_id = m.owner_id AND e.memory_id = m.id AND e.model = @model AND e.content_key = m.content_key)
        ORDER BY m.version LIMIT @limit
        """;

    private const string InsertEmbedding = """
        INSERT INTO memory_embedding (owner_kind, owner_id, memory_id, model, content_key, version, vector)
        SELECT owner_kind, owner_id, id, @model, content_key, @version, @vector FROM memory
        WHERE owner_kind = @owner_kind AND owner_id = @owner_id AND id = @id AND content_key = @content_key
        ON CONFLICT (owner_kind, owner_id, memory_id, model) DO UPDATE SET content_key = excluded.content_key, version = excluded.version, vector = excluded.vector
        """;

    // Not of an owner that is no more.
    private const string InsertSettled = $"""
        INSERT INTO memory_embedding_owner (owner_kind, owner_id, model, settled)
        SELECT owner_kind, owner_id, @model, @settled FROM memory_owner WHERE {OfOwner}
        ON CONFLICT (owner_kind, owner_id, model) DO UPDATE SET settled = max(settled, excluded.settled)
        """;

    private const string DeleteSettled = $"DELETE FROM memory_embedding_owner WHERE {OfOwner}";

    // Two searches by index rather than one over all: it runs at each change of an owner.
    private const string SelectEmbeddings = """
        SELECT e.memory_id, e.content_key, e.vector
        FROM memory_embedding e
        JOIN memory m ON m.owner_kind = e.owner_kind AND m.owner_id = e.owner_id AND m.id = e.memory_id AND m.content_key = e.content_key
        WHERE e.owner_kind = @owner_kind AND e.owner_id = @owner_id AND e.model = @model AND e.version > @since AND length(e.vector) > 0
        UNION ALL
        SELECT e.memory_id, e.content_key, e.vector
        FROM memory m
        JOIN memory_embedding e ON e.owner_kind = m.owner_kind AND e.owner_id = m.owner_id AND e.memory_id = m.id AND e.content_key = m.content_key
        WHERE m.owner_kind = @owner_kind AND m.owner_id = @owner_id AND m.version > @since AND @since > 0
            AND e.model = @model AND e.version <= @since AND length(e.vector) > 0
        """;

    private const string CountEmbedded = """
        SELECT count(e.memory_id), count(*)
        FROM memory m
        LEFT JOIN memory_embedding e ON e.owner_kind = m.owner_kind AND e.owner_id = m.owner_id AND e.memory_id = m.id
            AND e.model = @model AND e.content_key = m.content_key
        WHERE m.status = 'active'
        """;

    private const string DeleteOtherEmbeddings = "DELETE FROM memory_embedding WHERE model <> @model";

    private const string DeleteOtherSettled = "DELETE FROM memory_embedding_owner WHERE model <> @model";
}
