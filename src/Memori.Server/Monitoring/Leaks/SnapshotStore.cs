using System.Data.Common;
using Memori.Storage;

namespace Memori.Server.Monitoring.Leaks;

/// <summary>Keeps the last looks at each process, for whoever is another process. Thread-safe; shared by processes.</summary>
internal sealed class SnapshotStore(IDatabase database)
{
    private const string Columns = "process, at, started, rss_bytes, virtual_bytes, heap_bytes, handles, threads, memory_bytes";

    private const string Insert = $"""
        INSERT INTO process_snapshot ({Columns}) VALUES (@process, @at, @started, @rss, @virtual, @heap, @handles, @threads, @memory)
        ON CONFLICT (process, at) DO NOTHING
        """;

    private const string SelectNewest = $"""
        SELECT {Columns} FROM process_snapshot WHERE process = (SELECT process FROM process_snapshot ORDER BY at DESC, process LIMIT 1) ORDER BY at
        """;

    // The last hundred of this process, and nothing of those that ended long ago.
    private const string Purge = """
        DELETE FROM process_snapshot WHERE at < @old OR (process = @process AND at < (
            SELECT MIN(at) FROM (SELECT at FROM process_snapshot WHERE process = @process ORDER BY at DESC LIMIT @kept) AS kept))
        """;

    private static readonly TimeSpan Old = TimeSpan.FromDays(1);

    /// <summary>Adds a look at a process.</summary>
    public Task AppendAsync(string process, ProcessSnapshot seen, CancellationToken cancellationToken) => database.WriteAsync(
        async (transaction, token) =>
        {
            await transaction.ExecuteAsync(
                Insert,
                token,
                ("@process", process),
                ("@at", seen.Timestamp.ToUnixTimeMilliseconds()),
                ("@started", seen.Started.ToUnixTimeMilliseconds()),
                ("@rss", seen.ResidentBytes),
                ("@virtual", seen.VirtualBytes),
                ("@heap", seen.HeapBytes),
                ("@handles", (long)seen.Handles),
                ("@threads", (long)seen.Threads),
                ("@memory", seen.MachineBytes));
            return await transaction.ExecuteAsync(
                Purge, token, ("@old", (seen.Timestamp - Old).ToUnixTimeMilliseconds()), ("@process", process), ("@kept", LeakDetector.Kept));
        },
        cancellationToken);

    /// <summary>The looks at the process that was looked at last, in the order of time.</summary>
    public Task<IReadOnlyList<ProcessSnapshot>> NewestAsync(CancellationToken cancellationToken) =>
        database.ReadAsync((connection, token) => connection.QueryAsync(SelectNewest, SnapshotAt, token), cancellationToken);

    private static ProcessSnapshot SnapshotAt(DbDataReader row) => new()
    {
        Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
        Started = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
        ResidentBytes = row.GetInt64(3),
        VirtualBytes = row.GetInt64(4),
        HeapBytes = row.GetInt64(5),
        Handles = (int)row.GetInt64(6),
        Threads = (int)row.GetInt64(7),
        MachineBytes = row.GetInt64(8),
    };
}
