using System.Text.Json;
using System.Text.Json.Serialization;
using Memori.Evaluation;

namespace Memori.Cli.Evaluate;

/// <summary>The figures of a recall evaluation as JSON.</summary>
internal sealed record RecallDocument(
    string Set,
    int Questions,
    IReadOnlyDictionary<int, double> RecallAt,
    double MeanReciprocalRank,
    double MedianMs)
{
    public static RecallDocument From(string set, RecallFigures figures) => new(
        set,
        figures.Predictions.Count,
        figures.RecallAt.ToDictionary(r => r.Key, r => Math.Round(r.Value, 4)),
        Math.Round(figures.MeanReciprocalRank, 4),
        Math.Round(figures.MedianRecall.TotalMilliseconds, 3));
}

/// <summary>The JSON of recall evaluations.</summary>
[JsonSerializable(typeof(RecallDocument))]
internal sealed partial class RecallJson : JsonSerializerContext
{
    public static RecallJson Readable { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });
}
