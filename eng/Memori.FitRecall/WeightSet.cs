using Memori.Recall;
using Memori.Text.Analysis;

namespace Memori.FitRecall;

/// <summary>The weights of one trial: the defaults but for some. Only recall of a different text analysis needs <see cref="Enter"/>.</summary>
internal sealed record WeightSet(RecallOptions Options, AnalysisParts Without)
{
    public static WeightSet Default => new(new RecallOptions(), AnalysisParts.None);

    /// <summary>The same with one weight at another value.</summary>
    public WeightSet With(Weight weight, double value)
    {
        var options = Copy(Options);
        weight.Set(options, value);
        return this with { Options = options };
    }

    /// <summary>The same with something else about the options.</summary>
    public WeightSet With(Action<RecallOptions> change)
    {
        var options = Copy(Options);
        change(options);
        return this with { Options = options };
    }

    /// <summary>Makes the text analysis of the process that of this trial.</summary>
    public void Enter() => TextAnalyzer.Without = Without;

    private static RecallOptions Copy(RecallOptions options)
    {
        var copy = new RecallOptions();
        foreach (var property in typeof(RecallOptions).GetProperties())
        {
            property.SetValue(copy, property.GetValue(options));
        }

        return copy;
    }
}

/// <summary>A weight that is fitted.</summary>
/// <param name="Name">The option's name.</param>
/// <param name="Values">The hand-rounded values to choose from, in order.</param>
internal sealed record Weight(string Name, double[] Values)
{
    /// <summary>All that are fitted.</summary>
    public static IReadOnlyList<Weight> All { get; } =
    [
        new(nameof(RecallOptions.Saturation), [0.8, 1.2, 1.6, 2, 2.5]),
        new(nameof(RecallOptions.LengthNormalisation), [0.35, 0.5, 0.65, 0.8, 0.9]),
        new(nameof(RecallOptions.LooseLengthNormalisation), [0.35, 0.5, 0.65, 0.8, 1]),
        new(nameof(RecallOptions.SingleHan), [0.2, 0.35, 0.5, 0.7, 1]),
        new(nameof(RecallOptions.CommonWord), [0.2, 0.4, 0.6, 0.8, 1]),
        new(nameof(RecallOptions.Concept), [0.2, 0.3, 0.4, 0.5, 0.6]),
        new(nameof(RecallOptions.Translation), [0.2, 0.35, 0.5, 0.75, 1]),
        new(nameof(RecallOptions.Date), [0.2, 0.35, 0.5, 0.75, 1]),
        new(nameof(RecallOptions.Neighbours), [0.6, 0.8, 1, 1.2]),
        new(nameof(RecallOptions.AnswersQuestion), [0, 0.1, 0.2, 0.3, 0.4]),
        new(nameof(RecallOptions.Coverage), [1, 1.25, 1.5, 2, 2.5]),
        new(nameof(RecallOptions.OtherParts), [0.5, 1, 1.5, 2]),
        new(nameof(RecallOptions.Association), [0, 0.25, 0.5, 0.75, 1]),
        new(nameof(RecallOptions.NamedSpeaker), [0, 0.05, 0.1, 0.2, 0.3]),
        new(nameof(RecallOptions.RoleAsked), [0, 0.1, 0.2, 0.3, 0.4]),
        new(nameof(RecallOptions.ShortTurn), [15, 25, 40, 60, 100, 1000]),
        new(nameof(RecallOptions.AsksItself), [0, 0.05, 0.1, 0.2, 0.3]),
        new(nameof(RecallOptions.Diversity), [0, 0.15, 0.3, 0.5]),
        new(nameof(RecallOptions.TimeAsked), [0, 0.1, 0.2, 0.3, 0.4]),
    ];

    public double Of(RecallOptions options) => (double)typeof(RecallOptions).GetProperty(Name)!.GetValue(options)!;

    public void Set(RecallOptions options, double value) => typeof(RecallOptions).GetProperty(Name)!.SetValue(options, value);
}
