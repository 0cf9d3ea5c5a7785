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

    public static NewMemory ToMemory(GroundedQuestion question, VerifiedQuery verified) => new()
    {
        Content = question.Question.Text,
        Kind = MemoryKind.Conversation,
        Mode = MemoryMode.Auto,
        Layer = MemoryLayer.Short,
        SessionBound = true,
        Speaker = "user",
        OccurredAt = question.Question.AskedAt,
        Metadata = new JsonObject { ["type"] = "conversation", ["datasource_id"] = question.DataSource.Id, ["sql"] = verified.Candidate.Sql },
    };

    public static Turn? FromMemory(Memory memory) =>
        memory.Metadata?["sql"] is JsonValue value && value.TryGetValue<string>(out var sql) ? new Turn(memory.Content, sql) : null;
}
