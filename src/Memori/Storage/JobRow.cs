using System.Data.Common;

namespace Memori.Storage;

/// <summary>A job as a row: its state by lower-case name, times in Unix milliseconds.</summary>
internal static class JobRow
{
    /// <summary>The columns that <see cref="Read"/> reads, in its order.</summary>
    public const string Columns =
        "queue, id, owner_kind, owner_id, payload, state, attempts, created_at, due_at, worker, leased_until, ended_at, error";

    public static Job Read(DbDataReader row) => new()
    {
        Queue = row.GetString(0),
        Id = row.GetString(1),
        Owner = new Owner((OwnerKind)row.GetInt32(2), row.GetString(3)),
        Payload = row.GetString(4),
        State = MemoryRow.Value<JobState>(row.GetString(5)),
        Attempts = row.GetInt32(6),
        CreatedAt = MemoryRow.Time(row, 7)!.Value,
        DueAt = MemoryRow.Time(row, 8)!.Value,
        Worker = MemoryRow.Text(row, 9),
        LeasedUntil = MemoryRow.Time(row, 10),
        EndedAt = MemoryRow.Time(row, 11),
        Error = MemoryRow.Text(row, 12),
    };
}
