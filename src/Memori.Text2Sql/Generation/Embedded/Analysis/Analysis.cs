using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Analysis;

/// <summary>What an analyst makes of the rows of a plan.</summary>
internal abstract record Analysis
{
    /// <summary>The conditions that it sets against each other or against all; those of the plan hold for all rows.</summary>
    public virtual IReadOnlyList<Filter> Parts => [];

    /// <summary>The same over changed conditions.</summary>
    public virtual Analysis Over(Func<Filter, Filter> change) => this;
}

/// <summary>The share of a part in all.</summary>
/// <param name="Part">The condition of the part; null for every group's share of the total.</param>
/// <param name="Percent">In percent, else as a fraction.</param>
internal sealed record ShareAnalysis(Filter? Part, bool Percent) : Analysis
{
    public override IReadOnlyList<Filter> Parts => Part is null ? [] : [Part];

    public override Analysis Over(Func<Filter, Filter> change) => this with { Part = Part is null ? null : change(Part) };
}

/// <summary>How many times as much the one is as the other.</summary>
/// <param name="First">The condition of the one.</param>
/// <param name="Second">The condition of the other.</param>
internal sealed record RatioAnalysis(Filter First, Filter Second) : Analysis
{
    public override IReadOnlyList<Filter> Parts => [First, Second];

    public override Analysis Over(Func<Filter, Filter> change) => this with { First = change(First), Second = change(Second) };
}

/// <summary>One column by another: what is shown says it all.</summary>
internal sealed record ColumnRatioAnalysis : Analysis;

/// <summary>Two things that most often occur in one: products bought together.</summary>
/// <param name="Thing">What refers to the things.</param>
/// <param name="Whole">What refers to that in which they occur.</param>
internal sealed record PairAnalysis(JoinEdge Thing, JoinEdge Whole) : Analysis;

/// <summary>All rows in their order with what they are ordered by.</summary>
internal sealed record RankedAnalysis : Analysis;

/// <summary>The first rows of each group.</summary>
internal sealed record TopPerGroupAnalysis : Analysis;

/// <summary>The total so far.</summary>
internal sealed record RunningAnalysis : Analysis;

/// <summary>The average of each period and those before it.</summary>
/// <param name="Periods">Of how many periods, from 2.</param>
internal sealed record MovingAnalysis(int Periods) : Analysis;

/// <summary>By how many percent each period differs from the one before.</summary>
internal sealed record GrowthAnalysis : Analysis;

/// <summary>The value that a share of the values does not exceed.</summary>
/// <param name="Level">The share, above 0 and below 1; 0.5: the median, the mean of the one or two values in the middle.</param>
internal sealed record PercentileAnalysis(decimal Level) : Analysis;

/// <summary>Values that more than one row has.</summary>
internal sealed record DuplicatesAnalysis : Analysis;

/// <summary>The days from the earliest to the latest.</summary>
internal sealed record ExtentAnalysis : Analysis;

/// <summary>How much there is on average in each of the plan's group: the total by how many of them there are.</summary>
internal sealed record PerEachAnalysis : Analysis;
