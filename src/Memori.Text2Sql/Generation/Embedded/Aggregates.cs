using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>The aggregate that a cue names.</summary>
internal static class Aggregates
{
    public static Aggregate Of(Cue cue) => cue.Argument switch
    {
        "avg" => Aggregate.Average,
        "sum" => Aggregate.Sum,
        "max" => Aggregate.Max,
        "min" => Aggregate.Min,
        "much" => Aggregate.Sum,
        _ => Aggregate.None,
    };

    /// <summary>The SQL function.</summary>
    public static string Function(Aggregate aggregate) => aggregate switch
    {
        Aggregate.Count => "count",
        Aggregate.Sum => "sum",
        Aggregate.Average => "avg",
        Aggregate.Max => "max",
        Aggregate.Min => "min",
        _ => throw new ArgumentOutOfRangeException(nameof(aggregate)),
    };
}
