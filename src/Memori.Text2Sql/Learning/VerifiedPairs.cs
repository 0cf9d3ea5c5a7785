using System.Globalization;
using System.Text.Json.Nodes;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Learning;

/// <summary>How a verified question and its SQL are kept as a memory: the question is the text that is recalled, the SQL and its proof are metadata.</summary>
internal static class VerifiedPairs
{
    public static string Namespace(int datasourceId) => string.Create(CultureInfo.InvariantCulture, $"datasource:{datasourceId}");

    public static NewMemory ToMemory(GroundedQuestion question, VerifiedQuery verified, DateTimeOffset verifiedAt) => new()
    {
        Content = question.Question.Text,
        Kind = MemoryKind.Query,
        Mode = MemoryMode.Auto,
        Layer = MemoryLayer.Long,
        Provenance = verified.Model ?? verified.Generator,
        Metadata = new JsonObject
        {
            ["type"] = "query",
            ["datasource_id"] = question.DataSource.Id,
            ["sql"] = verified.Candidate.Sql,
            ["generator"] = verified.Candidate.Origin ?? verified.Generator,
            ["asked_at"] = Time(question.Question.AskedAt),
            ["confidence"] = Math.Round(verified.Confidence, 4),
            ["proof"] = new JsonObject
            {
                ["schema_hash"] = question.Schema.Hash,
                ["row_count"] = verified.Result.Rows.Count,
                ["verified_at"] = Time(verifiedAt),
            },
        },
    };

    /// <summary>The pair that a memory holds, or null when it holds none.</summary>
    public static VerifiedPair? FromMemory(Memory memory, double score)
    {
        if (memory.Metadata is not { } data
            || Text(data["sql"]) is not { } sql
            || Text(data["asked_at"]) is not { } asked
            || !DateTimeOffset.TryParse(asked, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var askedAt))
        {
            return null;
        }

        return new VerifiedPair(memory.Id, memory.Content, sql, askedAt, Text((data["proof"] as JsonObject)?["schema_hash"]) ?? "", score)
        {
            Confidence = data["confidence"] is JsonValue value && value.TryGetValue<double>(out var confidence) ? confidence : 0.5,
            Generator = Text(data["generator"]),
        };
    }

    private static string Time(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
