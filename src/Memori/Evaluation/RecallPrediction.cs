using System.Text.Json;

namespace Memori.Evaluation;

/// <summary>What was recalled for one question, the best first.</summary>
/// <param name="QuestionId">The question.</param>
/// <param name="Retrieved">Ids of messages; a merged memory counts under all its ids.</param>
public sealed record RecallPrediction(string QuestionId, IReadOnlyList<string> Retrieved)
{
    /// <summary>One line of JSON: <c>{"question_id": …, "retrieved": […]}</c>.</summary>
    public string ToJsonLine() => JsonSerializer.Serialize(this, RecallSetJson.Default.RecallPrediction);
}
