using System.Globalization;
using System.Text.Json.Nodes;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Learning;

/// <summary>How a verified question and its SQL are kept as a memory: the question is the text that is recalled, the SQL and its proof are metadata.</summary>
internal static class VerifiedPairs
{
    /// <summary>The verdict of a person who found the pair right.</summary>
    public const string Right = "right";

    /// <summary>The verdict of a person who found the pair wrong.</summary>
    public const string Wrong = "wrong";

    public static string Namespace(int datasourceId) => string.Create(CultureInfo.InvariantCulture, $"datasource:{datasourceId}");

    public static NewMemory ToMemory(GroundedQuestion question, VerifiedQuery verified, DateTimeOffset verifiedAt) => new()
    {
        Content = question.Question.Text,
        Kind = MemoryKind.Query,
        Mode = MemoryMode.Auto,
        Layer = MemoryLayer.Long,
        Provenance = verified.Model ?? verified.Generator,
        Metadata = Metadata(
            question.DataSource.Id,
            verified.Candidate.Sql,
            verified.Candidate.Origin ?? verified.Generator,
            question.Question.AskedAt,
            verified.Confidence,
            new Proof(question.Schema.Hash, verified.Result.Rows.Count, verifiedAt)),
    };

    public static JsonObject Metadata(int datasourceId, string sql, string generator, DateTimeOffset askedAt, double confidence, Proof proof) => new()
    {
        ["type"] = "query",
        ["datasource_id"] = datasourceId,
        ["sql"] = sql,
        ["generator"] = generator,
        ["asked_at"] = Time(askedAt),
        ["confidence"] = Math.Round(confidence, 4),
        ["proof"] = new JsonObject
        {
            ["schema_hash"] = proof.SchemaHash,
            ["row_count"] = proof.RowCount,
            ["verified_at"] = Time(proof.VerifiedAt),
        },
    };

    /// <summary>The metadata of a pair after a person's verdict.</summary>
    public static JsonObject Judged(JsonObject metadata, string verdict, double confidence)
    {
        var judged = metadata.DeepClone().AsObject();
        judged["verdict"] = verdict;
        judged["confidence"] = Math.Round(confidence, 4);
        return judged;
    }

    public static int? DatasourceId(Memory memory) =>
        memory.Metadata?["datasource_id"] is JsonValue value && value.TryGetValue<int>(out var id) ? id : null;

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
            Verdict = Text(data["verdict"]),
        };
    }

    private static string Time(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>What shows that the SQL ran.</summary>
    public sealed record Proof(string SchemaHash, int RowCount, DateTimeOffset VerifiedAt);
}
