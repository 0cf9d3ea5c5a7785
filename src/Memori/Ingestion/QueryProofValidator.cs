using System.Globalization;
using System.Text.Json.Nodes;
using Memori.Text;

namespace Memori.Ingestion;

/// <summary>
/// A query is remembered only with its proof: <c>metadata.sql</c>, and when it was executed read-only, an ISO 8601 time in
/// <c>metadata.proof.verified_at</c> or <c>metadata.verified_at</c>. A proof says that somebody checked; whoever runs the SQL still guards it.
/// </summary>
internal sealed class QueryProofValidator : IMemoryValidator
{
    private static readonly MemoryRefusal Refusal = new("query-without-proof", new LocalizedText(
        "A query is remembered only with its proof: metadata needs sql, and verified_at: the time at which it was run.",
        "查询须附带验证信息才能保存:metadata 需包含 sql 和 verified_at(执行验证的时间)。"));

    public MemoryRefusal? Check(Memory memory) =>
        memory.Kind != MemoryKind.Query || (memory.Metadata is { } data && IsText(data["sql"]) && (IsTime(data["verified_at"]) || IsTime((data["proof"] as JsonObject)?["verified_at"])))
            ? null
            : Refusal;

    private static bool IsText(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && !string.IsNullOrWhiteSpace(text);

    private static bool IsTime(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
