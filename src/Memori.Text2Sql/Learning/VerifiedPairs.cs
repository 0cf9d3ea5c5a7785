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

    private const string ArchivedReason = "archived";
    private const string Publisher = "published_by";
    private const int MostDetail = 1_000;

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
            Proof.Of(verified.Candidate.Sql, question.Schema, verified.Result, verifiedAt)),
    };

    public static JsonObject Metadata(int datasourceId, string sql, string generator, DateTimeOffset askedAt, double confidence, Proof proof) => new()
    {
        ["type"] = "query",
        ["datasource_id"] = datasourceId,
        ["sql"] = sql,
        ["generator"] = generator,
        ["asked_at"] = Time(askedAt),
        ["confidence"] = Math.Round(confidence, 4),
        ["proof"] = proof.ToJson(),

        // Said outright: where this memory merges with one of the same question, a verdict on that one's SQL says nothing of this one's.
        ["verdict"] = null,
    };

    /// <summary>The metadata of a pair after a person's verdict.</summary>
    public static JsonObject Judged(JsonObject metadata, string verdict, double confidence)
    {
        var judged = metadata.DeepClone().AsObject();
        judged["verdict"] = verdict;
        judged["confidence"] = Math.Round(confidence, 4);
        judged.Remove(ArchivedReason);
        return judged;
    }

    /// <summary>The metadata of a pair that was run again.</summary>
    public static JsonObject Proven(JsonObject metadata, Proof proof)
    {
        var proven = metadata.DeepClone().AsObject();
        proven["proof"] = proof.ToJson();
        return proven;
    }

    /// <summary>The metadata of a pair that is put aside by the service itself, with the reason, in English.</summary>
    public static JsonObject Aside(JsonObject metadata, string code, string detail, DateTimeOffset at)
    {
        var aside = metadata.DeepClone().AsObject();
        aside[ArchivedReason] = new JsonObject { ["code"] = code, ["detail"] = detail.Length <= MostDetail ? detail : detail[..MostDetail], ["at"] = Time(at) };
        return aside;
    }

    /// <summary>The metadata of a pair that is published: what made it sure stays, a verdict is each reader's own.</summary>
    public static JsonObject Published(JsonObject metadata, string by)
    {
        var published = metadata.DeepClone().AsObject();
        published["verdict"] = null;
        published[Publisher] = by;
        return published;
    }

    /// <summary>The metadata of a published pair without whoever published it.</summary>
    public static JsonObject Unnamed(JsonObject metadata)
    {
        var unnamed = metadata.DeepClone().AsObject();
        unnamed.Remove(Publisher);
        return unnamed;
    }

    /// <summary>Why a pair was put aside, in English, or null.</summary>
    public static string? Reason(Memory memory) => Text((memory.Metadata?[ArchivedReason] as JsonObject)?["detail"]);

    /// <summary>The datasource of a memory that holds a pair; 0, which is none, when it does not say.</summary>
    public static int DatasourceId(Memory memory) =>
        memory.Metadata?["datasource_id"] is JsonValue value && value.TryGetValue<int>(out var id) ? id : 0;

    /// <summary>Who published a pair, or null.</summary>
    public static string? PublishedBy(Memory memory) => Text(memory.Metadata?[Publisher]);

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
            IsShared = memory.Owner.Kind != OwnerKind.User,
            Confidence = data["confidence"] is JsonValue value && value.TryGetValue<double>(out var confidence) ? confidence : 0.5,
            Generator = Text(data["generator"]),
            Verdict = Text(data["verdict"]),
            Reads = QueryReads.FromJson((data["proof"] as JsonObject)?["reads"]),
        };
    }

    public static string Time(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
