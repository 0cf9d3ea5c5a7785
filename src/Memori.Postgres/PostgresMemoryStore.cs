using System.Data.Common;
using Memori.Storage;

namespace Memori.Postgres;

/// <summary>
/// Memories in PostgreSQL. Thread-safe. A call made from within <see cref="IDatabase.WriteAsync"/>
/// joins that transaction, so that memories and other rows are kept or lost together.
/// </summary>
public sealed partial class PostgresMemoryStore(PostgresDatabase database) : IMemoryStore
{
    /// <inheritdoc/>
    public Task<Memory> AppendAsync(Memory memory, string contentKey, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            Served.Of(memory.Owner),
            async (transaction, token) =>
            {
                var connection = transaction.Connection!;
                var (known, equal) = await FindKnownAsync(connection, memory, contentKey, token).ConfigureAwait(false);
                if (known is not null)
                {
                    return known;
                }

                if (memory.MergedIds.Count > 0)
                {
                    memory = memory with { MergedIds = await FreeAsync(connection, memory, token).ConfigureAwait(false) };
                }

                if (memory.Status == MemoryStatus.Active && equal is not null)
                {
                    var merged = MemoryMerge.Merge(equal, memory);
                    var version = await BumpAsync(connection, memory.Owner, token).ConfigureAwait(false);
                    await connection.ExecuteAsync(UpdateMemory, token, MemoryRow.Parameters(merged, contentKey, version)).ConfigureAwait(false);
                    await AliasAsync(connection, merged, token).ConfigureAwait(false);
                    return merged;
                }

                var sequence = await connection.QueryAsync(InsertMemory, row => row.GetInt64(0), token, MemoryRow.Parameters(memory, contentKey, version: 0)).ConfigureAwait(false);
                var stored = memory with { Sequence = sequence[0] };
                await AliasAsync(connection, stored, token).ConfigureAwait(false);
                return stored;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<Memory?> FindAsync(Owner owner, string id, CancellationToken cancellationToken = default) =>
        await database.QueryAsync(
            Served.Of(owner), SelectById, row => MemoryRow.Read(row, owner), cancellationToken, [.. Key(owner), ("@id", id)]).ConfigureAwait(false) is [var found, ..] ? found : null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Memory>> FindManyAsync(Owner owner, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default) =>
        database.QueryAsync(Served.Of(owner), SelectMany, row => MemoryRow.Read(row, owner), cancellationToken, [.. Key(owner), ("@ids", ids.ToArray())]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Memory>> ListAsync(Owner owner, MemoryQuery query, CancellationToken cancellationToken = default) =>
        database.QueryAsync(
            Served.Of(owner),
            query.MostImportantFirst ? SelectMostImportant : query.SupersededBy is null ? SelectList : SelectPredecessors,
            row => MemoryRow.Read(row, owner),
            cancellationToken,
            [
                .. Key(owner),
                ("@after_at", query.After?.CreatedAt.ToUnixTimeMilliseconds() ?? long.MaxValue),
                ("@after_sequence", query.After?.Sequence ?? long.MaxValue),
                ("@session_id", query.SessionId),
                ("@only_session", query.OnlySession),
                ("@namespace", query.Namespace),
                ("@kinds", query.Kinds?.Select(MemoryRow.Name).ToArray()),
                ("@status", query.Status is { } status ? MemoryRow.Name(status) : null),
                ("@mode", query.Mode is { } mode ? MemoryRow.Name(mode) : null),
                ("@expires_before", query.ExpiresBefore?.ToUnixTimeMilliseconds()),
                ("@superseded_by", query.SupersededBy),
                ("@limit", query.Limit),
                ("@offset", query.Offset),
            ]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Owner>> OwnersAsync(Owner? after, int limit, CancellationToken cancellationToken = default) =>
        database.QueryAsync(
            Served.Everybody,
            SelectOwners,
            row => new Owner((OwnerKind)row.GetInt32(0), row.GetString(1)),
            cancellationToken,
            ("@after_kind", after is { } last ? (int)last.Kind : null),
            ("@after_id", after?.Id),
            ("@limit", limit));

    /// <inheritdoc/>
    public Task<T> TransactAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken = default) =>
        database.WriteAsync(Served.Nobody, (_, token) => work(token), cancellationToken);

    /// <inheritdoc/>
    public Task<Memory?> UpdateAsync(Owner owner, string id, Func<Memory, (Memory Memory, string ContentKey)?> change, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            Served.Of(owner),
            async (transaction, token) =>
            {
                var connection = transaction.Connection!;
                if (await FindAsync(connection, owner, id, token).ConfigureAwait(false) is not { } known || change(known) is not { } changed)
                {
                    return null;
                }

                var stored = changed.Memory with { Id = known.Id, Owner = owner, Sequence = known.Sequence, MergedIds = known.MergedIds };
                var version = await BumpAsync(connection, owner, token).ConfigureAwait(false);
                await connection.ExecuteAsync(UpdateMemory, token, MemoryRow.Parameters(stored, changed.ContentKey, version)).ConfigureAwait(false);
                if (stored.Content != known.Content)
                {
                    await EraseSnapshotAsync(connection, owner, token).ConfigureAwait(false);
                }

                return (Memory?)stored;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(Owner owner, string id, Func<Memory, bool> condition, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            Served.Of(owner),
            async (transaction, token) =>
            {
                var connection = transaction.Connection!;
                if (await FindAsync(connection, owner, id, token).ConfigureAwait(false) is not { } known || !condition(known))
                {
                    return false;
                }

                var version = await BumpAsync(connection, owner, token).ConfigureAwait(false);
                await connection.ExecuteAsync(InsertDeletion, token, [.. Key(owner), ("@version", version), ("@id", known.Id)]).ConfigureAwait(false);
                await connection.ExecuteAsync(DeleteMemory, token, [.. Key(owner), ("@id", known.Id)]).ConfigureAwait(false);
                await EraseSnapshotAsync(connection, owner, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> DeleteAllAsync(Owner owner, string? sessionId, string? @namespace, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            Served.Of(owner),
            async (transaction, token) =>
            {
                var connection = transaction.Connection!;
                var version = await BumpAsync(connection, owner, token).ConfigureAwait(false);
                (string, object?)[] parameters = [.. Key(owner), ("@session_id", sessionId), ("@namespace", @namespace), ("@version", version)];
                await connection.ExecuteAsync(InsertDeletions, token, parameters).ConfigureAwait(false);
                await EraseSnapshotAsync(connection, owner, token).ConfigureAwait(false);
                if (sessionId is null && @namespace is null)
                {
                    await connection.ExecuteAsync(PostgresJobStore.DeleteOfOwner, token, Key(owner)).ConfigureAwait(false);
                }

                await connection.ExecuteAsync(DeleteBlocks, token, parameters[..^1]).ConfigureAwait(false);
                return await connection.ExecuteAsync(DeleteMemories, token, parameters[..^1]).ConfigureAwait(false);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> EraseAsync(Owner owner, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            Served.Of(owner),
            async (transaction, token) =>
            {
                var connection = transaction.Connection!;
                var deleted = await DeleteAllAsync(owner, null, null, token).ConfigureAwait(false);
                await connection.ExecuteAsync(RaiseFloor, token, Key(owner)).ConfigureAwait(false);
                await connection.ExecuteAsync(DeleteNotes, token, Key(owner)).ConfigureAwait(false);
                await connection.ExecuteAsync(DeleteSettled, token, Key(owner)).ConfigureAwait(false);
                await connection.ExecuteAsync(DeleteOwner, token, Key(owner)).ConfigureAwait(false);
                return deleted;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task TouchAsync(Owner owner, IReadOnlyDictionary<string, int> accesses, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            Served.Of(owner),
            async (transaction, token) =>
            {
                var ids = accesses.Keys.ToArray();
                return await transaction.Connection!.ExecuteAsync(
                    TouchMemories,
                    token,
                    [.. Key(owner), ("@ids", ids), ("@counts", Array.ConvertAll(ids, id => accesses[id])), ("@at", at.ToUnixTimeMilliseconds())]).ConfigureAwait(false);
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<long> VersionAsync(Owner owner, CancellationToken cancellationToken = default) =>
        (await database.QueryAsync(Served.Of(owner), SelectVersion, row => row.GetInt64(0), cancellationToken, Key(owner)).ConfigureAwait(false))[0];

    /// <inheritdoc/>
    public Task<OwnerChanges> ChangesAsync(Owner owner, long since, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            Served.Of(owner),
            async (connection, token) =>
            {
                var (version, purged) = (await connection.QueryAsync(SelectHorizon, row => (row.GetInt64(0), row.GetInt64(1)), token, Key(owner)).ConfigureAwait(false))[0];
                var complete = since == 0 || since < purged;
                (string, object?)[] parameters = [.. Key(owner), ("@since", complete ? 0 : since)];
                var written = await connection.QueryAsync(SelectChanges, row => MemoryRow.Read(row, owner), token, parameters).ConfigureAwait(false);
                var deleted = complete ? [] : await connection.QueryAsync(SelectDeletions, row => row.GetString(0), token, parameters).ConfigureAwait(false);
                return new OwnerChanges(version, written, deleted) { Complete = complete };
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeDeletionsAsync(Owner owner, long keep, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            Served.Of(owner),
            async (transaction, token) =>
            {
                (string, object?)[] parameters = [.. Key(owner), ("@keep", keep)];
                var dropped = await transaction.Connection!.ExecuteAsync(DeleteDeletions, token, parameters).ConfigureAwait(false);
                if (dropped > 0)
                {
                    await transaction.Connection!.ExecuteAsync(RaiseHorizon, token, parameters).ConfigureAwait(false);
                }

                return dropped;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ScrubAsync(CancellationToken cancellationToken = default) => database.CompactAsync(cancellationToken);

    private static async Task<Memory?> FindAsync(DbConnection connection, Owner owner, string id, CancellationToken cancellationToken)
    {
        var found = await connection.QueryAsync(SelectById, row => MemoryRow.Read(row, owner), cancellationToken, [.. Key(owner), ("@id", id)]).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The memory with its id, and the oldest active one that says the same, in one round trip.</summary>
    private static Task<(Memory? Known, Memory? Equal)> FindKnownAsync(DbConnection connection, Memory memory, string contentKey, CancellationToken cancellationToken) =>
        connection.RunAsync(
            $"{SelectById}; {SelectEqual}",
            async (command, token) =>
            {
                var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
                await using var scope = reader.ConfigureAwait(false);
                var known = await reader.ReadAsync(token).ConfigureAwait(false) ? MemoryRow.Read(reader, memory.Owner) : null;
                await reader.NextResultAsync(token).ConfigureAwait(false);
                return (known, await reader.ReadAsync(token).ConfigureAwait(false) ? MemoryRow.Read(reader, memory.Owner) : null);
            },
            [
                .. Key(memory.Owner),
                ("@id", memory.Id),
                ("@content_key", contentKey),
                ("@session_id", memory.SessionId),
                ("@namespace", memory.Namespace),
                ("@kind", MemoryRow.Name(memory.Kind)),
            ],
            cancellationToken);

    /// <summary>Those of its merged ids that lead to no other memory: nobody takes an id away by claiming that it was merged.</summary>
    private static async Task<IReadOnlyList<string>> FreeAsync(DbConnection connection, Memory memory, CancellationToken cancellationToken)
    {
        var free = new List<string>(memory.MergedIds.Count);
        foreach (var id in memory.MergedIds.Where(id => id != memory.Id).Distinct(StringComparer.Ordinal))
        {
            if (await FindAsync(connection, memory.Owner, id, cancellationToken).ConfigureAwait(false) is null)
            {
                free.Add(id);
            }
        }

        return free;
    }

    private static async Task AliasAsync(DbConnection connection, Memory memory, CancellationToken cancellationToken)
    {
        if (memory.MergedIds.Count > 0)
        {
            await connection.ExecuteAsync(
                InsertAliases, cancellationToken, [.. Key(memory.Owner), ("@ids", memory.MergedIds.Distinct(StringComparer.Ordinal).ToArray()), ("@memory_id", memory.Id)]).ConfigureAwait(false);
        }
    }

    private static async Task<long> BumpAsync(DbConnection connection, Owner owner, CancellationToken cancellationToken) =>
        (await connection.QueryAsync(RaiseVersion, row => row.GetInt64(0), cancellationToken, Key(owner)).ConfigureAwait(false))[0];

    private static async Task<long> VersionAsync(DbConnection connection, Owner owner, CancellationToken cancellationToken) =>
        (await connection.QueryAsync(SelectVersion, row => row.GetInt64(0), cancellationToken, Key(owner)).ConfigureAwait(false))[0];

    private static (string Name, object? Value)[] Key(Owner owner) => [("@owner_kind", (int)owner.Kind), ("@owner_id", owner.Id)];
}
