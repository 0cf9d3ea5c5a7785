using System.Data.Common;
using System.Text.Json.Nodes;

namespace Memori.Storage;

/// <summary>A memory as a row: enumerations by lower-case name, times in Unix milliseconds.</summary>
internal static class MemoryRow
{
    /// <summary>The columns that <see cref="Read"/> reads, in its order.</summary>
    public const string Columns = """
        id, sequence, session_id, namespace, content, kind, mode, layer, status, importance, feedback, metadata, provenance,
        speaker, token_count, access_count, occurred_at, created_at, updated_at, accessed_at, merged_ids,
        confidence, entities, valid_from, valid_to, superseded_by, superseded_at, expires_at
        """;

    public static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static T Value<T>(string name)
        where T : struct, Enum => Names<T>.Of(name);

    public static Memory Read(DbDataReader row, Owner owner) => new()
    {
        Id = row.GetString(0),
        Owner = owner,
        Sequence = row.GetInt64(1),
        SessionId = Text(row, 2),
        Namespace = Text(row, 3),
        Content = row.GetString(4),
        Kind = Value<MemoryKind>(row.GetString(5)),
        Mode = Value<MemoryMode>(row.GetString(6)),
        Layer = Value<MemoryLayer>(row.GetString(7)),
        Status = Value<MemoryStatus>(row.GetString(8)),
        Importance = row.GetDouble(9),
        Feedback = row.GetDouble(10),
        Metadata = Text(row, 11) is { } json ? JsonNode.Parse(json)!.AsObject() : null,
        Provenance = Text(row, 12),
        Speaker = Text(row, 13),
        TokenCount = row.GetInt32(14),
        AccessCount = row.GetInt64(15),
        OccurredAt = Time(row, 16),
        CreatedAt = Time(row, 17)!.Value,
        UpdatedAt = Time(row, 18)!.Value,
        AccessedAt = Time(row, 19),
        MergedIds = Texts(row, 20),
        Confidence = row.GetDouble(21),
        Entities = Texts(row, 22),
        ValidFrom = Time(row, 23),
        ValidTo = Time(row, 24),
        SupersededBy = Text(row, 25),
        SupersededAt = Time(row, 26),
        ExpiresAt = Time(row, 27),
    };

    public static (string Name, object? Value)[] Parameters(Memory memory, string contentKey, long version) =>
    [
        ("@owner_kind", (int)memory.Owner.Kind),
        ("@owner_id", memory.Owner.Id),
        ("@id", memory.Id),
        ("@sequence", memory.Sequence),
        ("@version", version),
        ("@session_id", memory.SessionId),
        ("@namespace", memory.Namespace),
        ("@content", memory.Content),
        ("@content_key", contentKey),
        ("@kind", Name(memory.Kind)),
        ("@mode", Name(memory.Mode)),
        ("@layer", Name(memory.Layer)),
        ("@status", Name(memory.Status)),
        ("@importance", memory.Importance),
        ("@feedback", memory.Feedback),
        ("@metadata", memory.Metadata?.ToJsonString()),
        ("@provenance", memory.Provenance),
        ("@speaker", memory.Speaker),
        ("@token_count", memory.TokenCount),
        ("@access_count", memory.AccessCount),
        ("@occurred_at", memory.OccurredAt?.ToUnixTimeMilliseconds()),
        ("@created_at", memory.CreatedAt.ToUnixTimeMilliseconds()),
        ("@updated_at", memory.UpdatedAt.ToUnixTimeMilliseconds()),
        ("@accessed_at", memory.AccessedAt?.ToUnixTimeMilliseconds()),
        ("@merged_ids", memory.MergedIds.Count == 0 ? null : TextList.Write(memory.MergedIds)),
        ("@confidence", memory.Confidence),
        ("@entities", memory.Entities.Count == 0 ? null : TextList.Write(memory.Entities)),
        ("@valid_from", memory.ValidFrom?.ToUnixTimeMilliseconds()),
        ("@valid_to", memory.ValidTo?.ToUnixTimeMilliseconds()),
        ("@superseded_by", memory.SupersededBy),
        ("@superseded_at", memory.SupersededAt?.ToUnixTimeMilliseconds()),
        ("@expires_at", memory.ExpiresAt?.ToUnixTimeMilliseconds()),
    ];

    public static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset? Time(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static string[] Texts(DbDataReader row, int column) => Text(row, column) is { } json ? TextList.Read(json) : [];

    private static class Names<T>
        where T : struct, Enum
    {
        private static readonly T[] Values = Enum.GetValues<T>();
        private static readonly string[] Texts = Array.ConvertAll(Values, Name);

        /// <summary>A handful of names: looked through sooner than hashed, and nothing to build at the start.</summary>
        public static T Of(string name)
        {
            for (var i = 0; i < Texts.Length; i++)
            {
                if (string.Equals(Texts[i], name, StringComparison.OrdinalIgnoreCase))
                {
                    return Values[i];
                }
            }

            throw new KeyNotFoundException(name);
        }
    }
}
