using System.Data.Common;
using System.Text.Json;
using Memori.Storage;
using Memori.Text;

namespace Memori.Sqlite.Doctor;

/// <summary>Whether a row is a memory as the engine would have written it.</summary>
internal static class MemoryRowCheck
{
    /// <summary>All rows, with the columns of <see cref="MemoryRow.Read"/> first.</summary>
    public const string Select = $"""
        SELECT {MemoryRow.Columns}, memory.owner_kind, memory.owner_id, memory.content_key, memory.version,
            (SELECT version FROM memory_owner AS o WHERE o.owner_kind = memory.owner_kind AND o.owner_id = memory.owner_id),
            (SELECT json_group_array(a.id) FROM memory_alias AS a WHERE a.owner_kind = memory.owner_kind AND a.owner_id = memory.owner_id AND a.memory_id = memory.id)
        FROM memory
        """;

    private const int First = 28;

    public static void Check(DbDataReader row, Findings findings)
    {
        var place = $"{row.GetValue(First)}/{row.GetValue(First + 1)}/{row.GetValue(0)}";
        Memory memory;
        try
        {
            memory = MemoryRow.Read(row, new Owner((OwnerKind)row.GetInt32(First), row.GetString(First + 1)));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or InvalidCastException or ArgumentOutOfRangeException or NullReferenceException)
        {
            findings.Add("invalid-memory", place);
            return;
        }

        if (memory.Entities is null || memory.MergedIds is null)
        {
            // What JSON's null is read as, whatever the type says.
            findings.Add("invalid-memory", place);
            return;
        }

        Report(findings, place, "invalid-memory", !Enum.IsDefined(memory.Owner.Kind) || memory.ValidTo <= memory.ValidFrom || memory.AccessCount < 0 || memory.Content.Length == 0);
        Report(findings, place, "wrong-content-key", row.GetString(First + 2) != ContentKey.Of(memory.Speaker, memory.Content));
        Report(findings, place, "wrong-token-count", memory.TokenCount != TokenEstimate.Count(memory.Content));
        Report(findings, place, "version-ahead", row.IsDBNull(First + 4) || row.GetInt64(First + 3) > row.GetInt64(First + 4) || memory.Sequence > row.GetInt64(First + 3));
        Report(findings, place, "alias-mismatch", !JsonSerializer.Deserialize<HashSet<string>>(row.GetString(First + 5))!.SetEquals(memory.MergedIds));
    }

    private static void Report(Findings findings, string place, string code, bool wrong)
    {
        if (wrong)
        {
            findings.Add(code, place);
        }
    }
}
