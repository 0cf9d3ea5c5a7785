using System.Data.Common;
using Memori.Storage;

namespace Memori.Sqlite;

public sealed partial class SqliteMemoryStore : IInjectedBlockStore
{
    private const string OfPlace = $"{OfOwner} AND session_id = @session_id AND namespace = @namespace";

    internal const string SelectBlocks = $"""
        SELECT id, key, text, created_at FROM injected_block
        WHERE {OfPlace} AND key IN (SELECT value FROM json_each(@keys))
        """;

    internal const string SelectQuotes = """
        SELECT block_id, owner_kind, owner_id, memory_id FROM injected_quote
        WHERE block_id IN (SELECT value FROM json_each(@blocks))
        """;

    private const string SelectQuoted = $"SELECT id, content FROM memory WHERE {OfOwner} AND id IN (SELECT value FROM json_each(@ids))";

    private const string DeleteBlock = $"DELETE FROM injected_block WHERE {OfPlace} AND key = @key";

    private const string InsertBlock = """
        INSERT INTO injected_block (owner_kind, owner_id, session_id, namespace, key, text, created_at)
        VALUES (@owner_kind, @owner_id, @session_id, @namespace, @key, @text, @created_at)
        RETURNING id
        """;

    private const string InsertQuotes = """
        INSERT INTO injected_quote (owner_kind, owner_id, memory_id, block_id)
        SELECT DISTINCT @owner_kind, @owner_id, value, @block_id FROM json_each(@ids)
        """;

    internal const string DeleteBlocks = $"""
        DELETE FROM injected_block
        WHERE {OfOwner} AND (@session_id IS NULL OR session_id = @session_id) AND (@namespace IS NULL OR namespace = @namespace)
        """;

    internal const string DeleteOldBlocks = "DELETE FROM injected_block WHERE created_at < @before";

    /// <inheritdoc/>
    public Task<IReadOnlyList<InjectedTurn>> FindBlocksAsync(
        Owner owner, string? sessionId, string? @namespace, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) =>
        keys.Count == 0
            ? Task.FromResult<IReadOnlyList<InjectedTurn>>([])
            : database.ReadAsync((connection, token) => FindBlocksAsync(connection, owner, sessionId, @namespace, keys, token), cancellationToken);

    /// <inheritdoc/>
    public Task<InjectedTurn> KeepBlockAsync(InjectedTurn block, DateTimeOffset replaceBefore, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async (transaction, token) =>
            {
                var connection = transaction.Connection!;
                var known = await FindBlocksAsync(connection, block.Owner, block.SessionId, block.Namespace, [block.Key], token).ConfigureAwait(false);
                if (known is [{ Text: not null } standing] && standing.CreatedAt >= replaceBefore)
                {
                    return standing;
                }

                if (!await AreThereAsync(connection, block.Memories, token).ConfigureAwait(false))
                {
                    return block with { Text = null, Memories = [] };
                }

                await connection.ExecuteAsync(DeleteBlock, token, [.. Place(block.Owner, block.SessionId, block.Namespace), ("@key", block.Key)]).ConfigureAwait(false);
                var id = (await connection.QueryAsync(
                    InsertBlock,
                    row => row.GetInt64(0),
                    token,
                    [
                        .. Place(block.Owner, block.SessionId, block.Namespace),
                        ("@key", block.Key),
                        ("@text", block.Text),
                        ("@created_at", block.CreatedAt.ToUnixTimeMilliseconds()),
                    ]).ConfigureAwait(false))[0];
                foreach (var ofOwner in block.Memories.GroupBy(memory => memory.Owner, memory => memory.Id))
                {
                    await connection.ExecuteAsync(InsertQuotes, token, [.. Key(ofOwner.Key), ("@ids", TextList.Write(ofOwner)), ("@block_id", id)]).ConfigureAwait(false);
                }

                return block;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeBlocksAsync(DateTimeOffset before, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            (transaction, token) => transaction.Connection!.ExecuteAsync(DeleteOldBlocks, token, ("@before", before.ToUnixTimeMilliseconds())),
            cancellationToken);

    private static async Task<IReadOnlyList<InjectedTurn>> FindBlocksAsync(
        DbConnection connection, Owner owner, string? sessionId, string? @namespace, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var found = await connection.QueryAsync(
            SelectBlocks,
            row => (
                Id: row.GetInt64(0),
                Turn: new InjectedTurn
                {
                    Owner = owner,
                    SessionId = sessionId,
                    Namespace = @namespace,
                    Key = row.GetString(1),
                    Text = row.IsDBNull(2) ? null : row.GetString(2),
                    CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
                }),
            cancellationToken,
            [.. Place(owner, sessionId, @namespace), ("@keys", TextList.Write(keys))]).ConfigureAwait(false);
        if (found.Count == 0)
        {
            return [];
        }

        var quotes = (await connection.QueryAsync(
            SelectQuotes,
            row => (Block: row.GetInt64(0), Memory: new QuotedMemory(new Owner((OwnerKind)row.GetInt32(1), row.GetString(2)), row.GetString(3))),
            cancellationToken,
            ("@blocks", $"[{string.Join(',', found.Select(block => block.Id))}]")).ConfigureAwait(false)).ToLookup(quote => quote.Block, quote => quote.Memory);
        return [.. found.Select(block => block.Turn with { Memories = [.. quotes[block.Id]] })];
    }

    /// <summary>Whether all are there and say what is quoted.</summary>
    private static async Task<bool> AreThereAsync(DbConnection connection, IReadOnlyList<QuotedMemory> memories, CancellationToken cancellationToken)
    {
        foreach (var ofOwner in memories.GroupBy(memory => memory.Owner))
        {
            var known = (await connection.QueryAsync(
                SelectQuoted,
                row => (Id: row.GetString(0), Content: row.GetString(1)),
                cancellationToken,
                [.. Key(ofOwner.Key), ("@ids", TextList.Write(ofOwner.Select(memory => memory.Id)))]).ConfigureAwait(false)).ToDictionary(memory => memory.Id, memory => memory.Content, StringComparer.Ordinal);
            if (!ofOwner.All(memory => known.TryGetValue(memory.Id, out var content) && content == (memory.Content ?? content)))
            {
                return false;
            }
        }

        return true;
    }

    private static (string Name, object? Value)[] Place(Owner owner, string? sessionId, string? @namespace) =>
        [.. Key(owner), ("@session_id", sessionId ?? ""), ("@namespace", @namespace ?? "")];
}
