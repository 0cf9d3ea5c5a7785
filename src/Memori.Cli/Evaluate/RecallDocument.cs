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
    double MedianMs,
    double? InjectionRate,
    double? InjectionCost)
{
    public static RecallDocument From(string set, RecallFigures figures, AbstentionPoint? injection) => new(
        set,
        figures.Predictions.Count,
        figures.RecallAt.ToDictionary(r => r.Key, r => Math.Round(r.Value, 4)),
        Math.Round(figures.MeanReciprocalRank, 4),
        Math.Round(figures.MedianRecall.TotalMilliseconds, 3),
        injection is null ? null : Math.Round(injection.InjectionRate, 4),
        injection is null ? null : Math.Round(injection.Cost, 4));
}

/// <summary>The JSON of recall evaluations.</summary>
[JsonSerializable(typeof(RecallDocument))]
internal sealed partial class RecallJson : JsonSerializerContext
{
    public static RecallJson Readable { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });
}
