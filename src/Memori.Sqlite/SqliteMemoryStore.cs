using System.Data.Common;
using Memori.Storage;

namespace Memori.Sqlite;

/// <summary>
/// Memories in the SQLite state file. Thread-safe. A call made from within <see cref="SqliteDatabase.WriteAsync"/>
/// joins that transaction, so that memories and other rows are kept or lost together.
/// </summary>
public sealed partial class SqliteMemoryStore(SqliteDatabase database) : IMemoryStore
{
    /// <inheritdoc/>
    public Task<Memory> AppendAsync(Memory memory, string contentKey, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async (transaction, token) =>
            {
                var connection = transaction.Connection!;
                if (await FindAsync(connection, memory.Owner, memory.Id, token).ConfigureAwait(false) is { } known)
                {
                    return known;
                }

                if (memory.MergedIds.Count > 0)
                {
                    memory = memory with { MergedIds = await FreeAsync(connection, memory, token).ConfigureAwait(false) };
                }

                var version = await BumpAsync(connection, memory.Owner, token).ConfigureAwait(false);
                if (memory.Status == MemoryStatus.Active && await FindEqualAsync(connection, memory, contentKey, token).ConfigureAwait(false) is { } equal)
                {
                    var merged = MemoryMerge.Merge(equal, memory);
                    await connection.ExecuteAsync(UpdateMemory, token, MemoryRow.Parameters(merged, contentKey, version)).ConfigureAwait(false);
                    await AliasAsync(connection, merged, token).ConfigureAwait(false);
                    return merged;
                }

                var stored = memory with { Sequence = version };
                await connection.ExecuteAsync(InsertMemory, token, MemoryRow.Parameters(stored, contentKey, version)).ConfigureAwait(false);
                await AliasAsync(connection, stored, token).ConfigureAwait(false);
                return stored;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<Memory?> FindAsync(Owner owner, string id, CancellationToken cancellationToken = default) =>
        database.ReadAsync((connection, token) => FindAsync(connection, owner, id, token), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Memory>> FindManyAsync(Owner owner, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            (connection, token) => connection.QueryAsync(
                SelectMany, row => MemoryRow.Read(row, owner), token, [.. Key(owner), ("@ids", TextList.Write(ids))]),
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Memory>> ListAsync(Owner owner, MemoryQuery query, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            (connection, token) => connection.QueryAsync(
                query.MostImportantFirst ? SelectMostImportant : query.SupersededBy is null ? SelectList : SelectPredecessors,
                row => MemoryRow.Read(row, owner),
                token,
                [
                    .. Key(owner),
                    ("@after_at", query.After?.CreatedAt.ToUnixTimeMilliseconds() ?? long.MaxValue),
                    ("@after_sequence", query.After?.Sequence ?? long.MaxValue),
                    ("@session_id", query.SessionId),
                    ("@only_session", query.OnlySession),
                    ("@namespace", query.Namespace),
                    ("@kinds", query.Kinds is null ? null : TextList.Write(query.Kinds.Select(MemoryRow.Name))),
                    ("@status", query.Status is { } status ? MemoryRow.Name(status) : null),
                    ("@mode", query.Mode is { } mode ? MemoryRow.Name(mode) : null),
                    ("@expires_before", query.ExpiresBefore?.ToUnixTimeMilliseconds()),
                    ("@superseded_by", query.SupersededBy),
                    ("@limit", query.Limit),
                    ("@offset", query.Offset),
                ]),
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Owner>> OwnersAsync(Owner? after, int limit, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            (connection, token) => connection.QueryAsync(
                SelectOwners,
                row => new Owner((OwnerKind)row.GetInt32(0), row.GetString(1)),
                token,
                ("@after_kind", after is { } last ? (int)last.Kind : null),
                ("@after_id", after?.Id),
                ("@limit", limit)),
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<T> TransactAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken = default) =>
        database.WriteAsync((_, token) => work(token), cancellationToken);

    /// <inheritdoc/>
    public Task<Memory?> UpdateAsync(Owner owner, string id, Func<Memory, (Memory Memory, string ContentKey)?> change, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
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
            async (transaction, token) =>
            {
                var connection = transaction.Connection!;
                var version = await BumpAsync(connection, owner, token).ConfigureAwait(false);
                (string, object?)[] parameters = [.. Key(owner), ("@session_id", sessionId), ("@namespace", @namespace), ("@version", version)];
                await connection.ExecuteAsync(InsertDeletions, token, parameters).ConfigureAwait(false);
                await EraseSnapshotAsync(connection, owner, token).ConfigureAwait(false);
                if (sessionId is null && @namespace is null)
                {
                    await connection.ExecuteAsync(SqliteJobStore.DeleteOfOwner, token, Key(owner)).ConfigureAwait(false);
                }

                await connection.ExecuteAsync(DeleteBlocks, token, parameters[..^1]).ConfigureAwait(false);
                return await connection.ExecuteAsync(DeleteMemories, token, parameters[..^1]).ConfigureAwait(false);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> EraseAsync(Owner owner, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
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
            async (transaction, token) =>
            {
                foreach (var (id, count) in accesses)
                {
                    await transaction.Connection!.ExecuteAsync(
                        TouchMemory, token, [.. Key(owner), ("@id", id), ("@count", count), ("@at", at.ToUnixTimeMilliseconds())]).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<long> VersionAsync(Owner owner, CancellationToken cancellationToken = default) =>
        database.ReadAsync((connection, token) => VersionAsync(connection, owner, token), cancellationToken);

    /// <inheritdoc/>
    public Task<OwnerChanges> ChangesAsync(Owner owner, long since, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
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
    public async Task<bool> ScrubAsync(CancellationToken cancellationToken = default)
    {
        await database.CompactAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<Memory?> FindAsync(DbConnection connection, Owner owner, string id, CancellationToken cancellationToken)
    {
        var found = await connection.QueryAsync(SelectById, row => MemoryRow.Read(row, owner), cancellationToken, [.. Key(owner), ("@id", id)]).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    private static async Task<Memory?> FindEqualAsync(DbConnection connection, Memory memory, string contentKey, CancellationToken cancellationToken)
    {
        var found = await connection.QueryAsync(
            SelectEqual,
            row => MemoryRow.Read(row, memory.Owner),
            cancellationToken,
            [
                .. Key(memory.Owner),
                ("@content_key", contentKey),
                ("@session_id", memory.SessionId),
                ("@namespace", memory.Namespace),
                ("@kind", MemoryRow.Name(memory.Kind)),
            ]).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

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
        foreach (var id in memory.MergedIds)
        {
            await connection.ExecuteAsync(InsertAlias, cancellationToken, [.. Key(memory.Owner), ("@id", id), ("@memory_id", memory.Id)]).ConfigureAwait(false);
        }
    }

    private static async Task<long> BumpAsync(DbConnection connection, Owner owner, CancellationToken cancellationToken) =>
        (await connection.QueryAsync(BumpVersion, row => row.GetInt64(0), cancellationToken, Key(owner)).ConfigureAwait(false))[0];

    private static async Task<long> VersionAsync(DbConnection connection, Owner owner, CancellationToken cancellationToken) =>
        (await connection.QueryAsync(SelectVersion, row => row.GetInt64(0), cancellationToken, Key(owner)).ConfigureAwait(false))[0];

    private static (string Name, object? Value)[] Key(Owner owner) => [("@owner_kind", (int)owner.Kind), ("@owner_id", owner.Id)];
}
