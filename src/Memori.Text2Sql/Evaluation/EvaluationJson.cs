using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Memori.Text2Sql.Evaluation;

/// <summary>The JSON of evaluation files.</summary>
[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(Text2SqlReport))]
[JsonSerializable(typeof(EvaluationRun))]
[JsonSerializable(typeof(IReadOnlyList<QuestionChange>))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
public sealed partial class EvaluationJson : JsonSerializerContext
{
    /// <summary>For files that people read: Chinese stays readable, lines are indented.</summary>
    public static EvaluationJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    });
}
