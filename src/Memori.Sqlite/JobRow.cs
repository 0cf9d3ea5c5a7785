using System.Data.Common;
using Memori.Storage;

namespace Memori.Sqlite;

/// <summary>A job as a row: its state by lower-case name, times in Unix milliseconds.</summary>
internal static class JobRow
{
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
