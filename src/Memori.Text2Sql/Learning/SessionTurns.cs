using System.Globalization;
using System.Text.Json.Nodes;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Learning;

/// <summary>How an answered question is kept as a turn of its session: short-lived, in the session alone.</summary>
internal static class SessionTurns
{
    /// <summary>Turns about different datasources don't mix, and don't mix with verified pairs.</summary>
    public static string Namespace(int datasourceId) => string.Create(CultureInfo.InvariantCulture, $"datasource:{datasourceId}:turns");

    /// <summary>The turn as a memory. A question asked twice is one memory, with what the last asking says.</summary>
    public static NewMemory ToMemory(GroundedQuestion question, VerifiedQuery verified) => new()
    {
        Content = question.Question.Text,
        Kind = MemoryKind.Conversation,
        Mode = MemoryMode.Auto,
        Layer = MemoryLayer.Short,
        SessionBound = true,
        Speaker = "user",
        OccurredAt = question.Question.AskedAt,
        Metadata = new JsonObject
        {
            ["type"] = "conversation",
            ["datasource_id"] = question.DataSource.Id,
            ["sql"] = verified.Candidate.Sql,
            ["turn"] = (question.Turns.Count == 0 ? 0 : question.Turns[^1].Number) + 1,
            ["asked_at"] = question.Question.AskedAt.ToString("O", CultureInfo.InvariantCulture),
            ["whole"] = question.Completion?.Text,
            ["confidence"] = Math.Round(verified.Confidence, 4),
        },
    };

    /// <summary>The last <paramref name="count"/> turns among <paramref name="memories"/>, the oldest first.</summary>
    public static IReadOnlyList<Turn> Last(IEnumerable<Memory> memories, int count) =>
        [.. memories.Select(FromMemory).OfType<Turn>().OrderBy(t => t.Number).TakeLast(count)];

    private static Turn? FromMemory(Memory memory) => memory.Metadata is { } data && Value<string>(data["sql"]) is { } sql
        ? new Turn(memory.Content, sql)
        {
            Number = Value<int>(data["turn"]),
            AskedAt = DateTimeOffset.TryParse(Value<string>(data["asked_at"]), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var asked) ? asked : memory.CreatedAt,
            Whole = Value<string>(data["whole"]) ?? memory.Content,
            Confidence = Value<double?>(data["confidence"]) ?? 0.5,
        }
        : null;

    private static T? Value<T>(JsonNode? node) => node is JsonValue value && value.TryGetValue<T>(out var found) ? found : default;
}
