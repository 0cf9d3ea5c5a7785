using System.Data.Common;
using Memori.Storage;

namespace Memori.Postgres;

public sealed partial class PostgresMemoryStore : ISnapshotStore
{
    /// <summary>One part is one write: others get their turn between two.</summary>
    private const int PartSize = 1 << 20;

    private const string SelectSnapshotSize = $"""
        SELECT coalesce(sum(length(content)), 0) FROM memory_snapshot
        WHERE {OfOwner} AND version = (SELECT snapshot_version FROM memory_owner WHERE {OfOwner})
        """;

    private const string SelectSnapshot = $"""
        SELECT content FROM memory_snapshot
        WHERE {OfOwner} AND version = (SELECT snapshot_version FROM memory_owner WHERE {OfOwner}) ORDER BY part
        """;

    private const string InsertPart = $"""
        INSERT INTO memory_snapshot (owner_kind, owner_id, version, part, content)
        SELECT owner_kind, owner_id, @version, @part, @content FROM memory_owner WHERE {OfOwner} AND erased_version <= @version
        ON CONFLICT (owner_kind, owner_id, version, part) DO UPDATE SET content = excluded.content
        """;

    private const string CompleteSnapshot = $"""
        UPDATE memory_owner SET snapshot_version = @version WHERE {OfOwner} AND erased_version <= @version
            AND coalesce(snapshot_version, 0) <= @version
        """;

    private const string DeleteOtherParts = $"""
        DELETE FROM memory_snapshot WHERE {OfOwner}
            AND (version IS DISTINCT FROM (SELECT snapshot_version FROM memory_owner WHERE {OfOwner}) OR (version = @version AND part >= @parts))
        """;

    private const string DeleteSnapshot = $"DELETE FROM memory_snapshot WHERE {OfOwner}";

    private const string NoteErasure = $"UPDATE memory_owner SET erased_version = version, snapshot_version = NULL WHERE {OfOwner}";

    /// <inheritdoc/>
    public Task<byte[]?> ReadSnapshotAsync(Owner owner, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            Served.Of(owner),
            async (connection, token) =>
            {
                var size = (await connection.QueryAsync(SelectSnapshotSize, row => row.GetInt64(0), token, Key(owner)).ConfigureAwait(false))[0];
                if (size is 0 || size > Array.MaxLength)
                {
                    return null;
                }

                var content = GC.AllocateUninitializedArray<byte>((int)size);
                var at = 0L;
                await connection.QueryAsync(SelectSnapshot, row => at += row.GetBytes(0, 0, content, (int)at, content.Length - (int)at), token, Key(owner)).ConfigureAwait(false);
                return content;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> WriteSnapshotAsync(Owner owner, long version, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var parts = (content.Length + PartSize - 1) / PartSize;
        for (var part = 0; part < parts; part++)
        {
            var bytes = content[(part * PartSize)..Math.Min(content.Length, (part + 1) * PartSize)].ToArray();
            (string, object?)[] parameters = [.. Key(owner), ("@version", version), ("@part", part), ("@content", bytes)];
            var written = await database.WriteAsync(
                Served.Of(owner), (transaction, token) => transaction.Connection!.ExecuteAsync(InsertPart, token, parameters), cancellationToken).ConfigureAwait(false);
            if (written == 0)
            {
                break;
            }
        }

        return await database.WriteAsync(
            Served.Of(owner),
            async (transaction, token) =>
            {
                // Whoever wrote one of a later version meanwhile has the better one; and parts without a whole go.
                var completed = await transaction.Connection!.ExecuteAsync(CompleteSnapshot, token, [.. Key(owner), ("@version", version)]).ConfigureAwait(false);
                await transaction.Connection!.ExecuteAsync(DeleteOtherParts, token, [.. Key(owner), ("@version", version), ("@parts", parts)]).ConfigureAwait(false);
                return completed > 0;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Within the transaction of whatever deleted a memory or changed a text: the snapshot may tell of it, so it goes.</summary>
    private static async Task EraseSnapshotAsync(DbConnection connection, Owner owner, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(NoteErasure, cancellationToken, Key(owner)).ConfigureAwait(false);
        await connection.ExecuteAsync(DeleteSnapshot, cancellationToken, Key(owner)).ConfigureAwait(false);
    }
}
