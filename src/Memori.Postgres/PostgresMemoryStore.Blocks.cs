using System.Data.Common;
using Memori.Storage;

namespace Memori.Postgres;

public sealed partial class PostgresMemoryStore : IInjectedBlockStore
{
    private const string OfPlace = $"{OfOwner} AND session_id = @session_id AND namespace = @namespace";

    internal const string SelectBlocks = $"SELECT key, text, created_at FROM injected_block WHERE {OfPlace} AND key = ANY(@keys)";

    private const string SelectQuotes = $"""
        SELECT key, memory_owner_kind, memory_owner_id, memory_id FROM injected_quote WHERE {OfPlace} AND key = ANY(@keys)
        """;

    // Held until the block is kept: whoever deletes or rewrites one of them meanwhile then finds the block that quotes it.
    private const string SelectQuoted = $"SELECT id, content FROM memory WHERE {OfOwner} AND id = ANY(@ids) ORDER BY id FOR SHARE";

    private const string DeleteBlock = $"DELETE FROM injected_block WHERE {OfPlace} AND key = @key";

    private const string InsertBlock = """
        INSERT INTO injected_block (owner_kind, owner_id, session_id, namespace, key, text, created_at)
        VALUES (@owner_kind, @owner_id, @session_id, @namespace, @key, @text, @created_at)
        """;

    private const string InsertQuotes = """
        INSERT INTO injected_quote (owner_kind, owner_id, session_id, namespace, key, memory_owner_kind, memory_owner_id, memory_id)
        SELECT @owner_kind, @owner_id, @session_id, @namespace, @key, @memory_owner_kind, @memory_owner_id, memory_id FROM unnest(CAST(@ids AS text[])) AS memory_id
        """;

    internal const string DeleteBlocks = $"DELETE FROM injected_block WHERE {OfOwner} AND {OfSession}";

    private const string DeleteOldBlocks = "DELETE FROM injected_block WHERE created_at < @before";

    /// <inheritdoc/>
    public Task<IReadOnlyList<InjectedTurn>> FindBlocksAsync(
        Owner owner, string? sessionId, string? @namespace, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) =>
        keys.Count == 0
            ? Task.FromResult<IReadOnlyList<InjectedTurn>>([])
            : database.ReadAsync(Served.Of(owner), (connection, token) => FindBlocksAsync(connection, owner, sessionId, @namespace, keys, token), cancellationToken);

    /// <inheritdoc/>
    public Task<InjectedTurn> KeepBlockAsync(InjectedTurn block, DateTimeOffset replaceBefore, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            Served.Of(block.Owner),
            async (transaction, token) =>
            {
                var connection = transaction.Connection!;
                var known = await FindBlocksAsync(connection, block.Owner, block.SessionId, block.Namespace, [block.Key], token).ConfigureAwait(false);
                if (known is [{ Text: not null } standing] && standing.CreatedAt >= replaceBefore)
                {
                    return standing;
                }

                if (!await AreThereAsync(block.Memories, token).ConfigureAwait(false))
                {
                    return block with { Text = null, Memories = [] };
                }

                (string, object?)[] place = [.. Place(block.Owner, block.SessionId, block.Namespace), ("@key", block.Key)];
                await connection.ExecuteAsync(DeleteBlock, token, place).ConfigureAwait(false);
                await connection.ExecuteAsync(
                    InsertBlock, token, [.. place, ("@text", block.Text), ("@created_at", block.CreatedAt.ToUnixTimeMilliseconds())]).ConfigureAwait(false);
                foreach (var ofOwner in block.Memories.GroupBy(memory => memory.Owner, memory => memory.Id))
                {
                    await connection.ExecuteAsync(
                        InsertQuotes,
                        token,
                        [.. place, ("@memory_owner_kind", (int)ofOwner.Key.Kind), ("@memory_owner_id", ofOwner.Key.Id), ("@ids", ofOwner.Distinct(StringComparer.Ordinal).ToArray())]).ConfigureAwait(false);
                }

                return block;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeBlocksAsync(DateTimeOffset before, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            Served.Everybody,
            (transaction, token) => transaction.Connection!.ExecuteAsync(DeleteOldBlocks, token, ("@before", before.ToUnixTimeMilliseconds())),
            cancellationToken);

    private static async Task<IReadOnlyList<InjectedTurn>> FindBlocksAsync(
        DbConnection connection, Owner owner, string? sessionId, string? @namespace, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        (string, object?)[] parameters = [.. Place(owner, sessionId, @namespace), ("@keys", keys.ToArray())];
        var found = await connection.QueryAsync(
            SelectBlocks,
            row => new InjectedTurn
            {
                Owner = owner,
                SessionId = sessionId,
                Namespace = @namespace,
                Key = row.GetString(0),
                Text = row.IsDBNull(1) ? null : row.GetString(1),
                CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
            },
            cancellationToken,
            parameters).ConfigureAwait(false);
        if (found.Count == 0)
        {
            return [];
        }

        var quotes = (await connection.QueryAsync(
            SelectQuotes,
            row => (Key: row.GetString(0), Memory: new QuotedMemory(new Owner((OwnerKind)row.GetInt32(1), row.GetString(2)), row.GetString(3))),
            cancellationToken,
            parameters).ConfigureAwait(false)).ToLookup(quote => quote.Key, quote => quote.Memory, StringComparer.Ordinal);
        return [.. found.Select(block => block with { Memories = [.. quotes[block.Key]] })];
    }

    private static (string Name, object? Value)[] Place(Owner owner, string? sessionId, string? @namespace) =>
        [.. Key(owner), ("@session_id", sessionId ?? ""), ("@namespace", @namespace ?? "")];

    /// <summary>Whether all are there and say what is quoted.</summary>
    private async Task<bool> AreThereAsync(IReadOnlyList<QuotedMemory> memories, CancellationToken cancellationToken)
    {
        foreach (var ofOwner in memories.GroupBy(memory => memory.Owner))
        {
            var known = await database.WriteAsync(
                Served.Of(ofOwner.Key) with { Lock = null },
                async (transaction, token) => (await transaction.Connection!.QueryAsync(
                    SelectQuoted,
                    row => (Id: row.GetString(0), Content: row.GetString(1)),
                    token,
                    [.. Key(ofOwner.Key), ("@ids", ofOwner.Select(memory => memory.Id).ToArray())]).ConfigureAwait(false)).ToDictionary(memory => memory.Id, memory => memory.Content, StringComparer.Ordinal),
                cancellationToken).ConfigureAwait(false);
            if (!ofOwner.All(memory => known.TryGetValue(memory.Id, out var content) && content == (memory.Content ?? content)))
            {
                return false;
            }
        }

        return true;
    }
}
