using Memori.Storage;

namespace Memori.Sqlite;

public sealed partial class SqliteMemoryStore : IEmbeddingStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Owner>> UnsettledAsync(string model, int limit, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Owner>>(
            async (connection, token) => await connection.QueryAsync(
                SelectUnsettled,
                row => new Owner((OwnerKind)row.GetInt32(0), row.GetString(1)),
                token,
                ("@model", model),
                ("@limit", limit)).ConfigureAwait(false),
            cancellationToken);

    /// <inheritdoc/>
    public Task<EmbeddingWork> NextAsync(Owner owner, string model, int limit, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            async (connection, token) =>
            {
                var version = await VersionAsync(connection, owner, token).ConfigureAwait(false);
                var settled = await connection.QueryAsync(SelectSettled, row => row.GetInt64(0), token, [.. Key(owner), ("@model", model)]).ConfigureAwait(false);
                var found = await connection.QueryAsync(
                    SelectUnembedded,
                    row => (Memory: new UnembeddedMemory(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3)), Version: row.GetInt64(4)),
                    token,
                    [.. Key(owner), ("@model", model), ("@settled", settled is [var at] ? at : 0), ("@limit", limit)]).ConfigureAwait(false);
                return new EmbeddingWork([.. found.Select(pair => pair.Memory)], found.Count < limit ? version : found[^1].Version - 1);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task SaveAsync(Owner owner, string model, IReadOnlyList<MemoryEmbedding> embeddings, long settled, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async (transaction, token) =>
            {
                var connection = transaction.Connection!;
                var before = await VersionAsync(connection, owner, token).ConfigureAwait(false);
                var kept = 0;
                foreach (var embedding in embeddings)
                {
                    kept += await connection.ExecuteAsync(
                        InsertEmbedding,
                        token,
                        [
                            .. Key(owner),
                            ("@id", embedding.MemoryId),
                            ("@model", model),
                            ("@content_key", embedding.ContentKey),
                            ("@version", before + 1),
                            ("@vector", embedding.Vector.ToArray()),
                        ]).ConfigureAwait(false);
                }

                if (kept > 0)
                {
                    var version = await BumpAsync(connection, owner, token).ConfigureAwait(false);
                    settled = settled == before ? version : settled;
                }

                return await connection.ExecuteAsync(InsertSettled, token, [.. Key(owner), ("@model", model), ("@settled", settled)]).ConfigureAwait(false);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MemoryEmbedding>> EmbeddingsAsync(Owner owner, string model, long since, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<MemoryEmbedding>>(
            async (connection, token) => await connection.QueryAsync(
                SelectEmbeddings,
                row => new MemoryEmbedding(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2)),
                token,
                [.. Key(owner), ("@model", model), ("@since", since)]).ConfigureAwait(false),
            cancellationToken);

    /// <inheritdoc/>
    public Task<EmbeddingCounts> CountEmbeddingsAsync(string model, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            async (connection, token) => (await connection.QueryAsync(
                CountEmbedded, row => new EmbeddingCounts(row.GetInt64(0), row.GetInt64(1)), token, ("@model", model)).ConfigureAwait(false))[0],
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> DropOtherModelsAsync(string model, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.Connection!.ExecuteAsync(DeleteOtherSettled, token, ("@model", model)).ConfigureAwait(false);
                return await transaction.Connection!.ExecuteAsync(DeleteOtherEmbeddings, token, ("@model", model)).ConfigureAwait(false);
            },
            cancellationToken);
}
