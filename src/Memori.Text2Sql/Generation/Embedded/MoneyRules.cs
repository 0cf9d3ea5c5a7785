using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads "how much" and 多少钱 where no measure is named: the money of what the question is about, summed up.</summary>
internal static class MoneyRules
{
    private const double OfTheQuestion = 0.5;

    private static readonly string[] Money = ["amount", "total amount", "金额", "sum", "price", "cost", "fee"];

    /// <summary>The reading with the sum shown, or null where it is not asked for.</summary>
    public static Reading? Read(Reading reading)
    {
        var cue = Enumerable.Range(0, reading.Count).FirstOrDefault(i => reading[i].Cue is { } cue
            && (cue is { Kind: CueKind.Aggregate, Argument: "much" } || (cue.Kind == CueKind.Wh && reading[i].Text is "多少钱" or "多少元")), -1);
        if (cue < 0 || reading.Projections.Exists(p => p is TermProjection { Term: { Aggregate: not Aggregate.None } or { Additive: true } })
            || reading.Projections.Exists(p => p is TermProjection { Term.Column: { } shown } && shown.Candidates.Any(c => c.Column.IsMeasure && c.Score > 0.7))
            || reading.Implied(Money, c => c.IsMeasure, cue) is not { } money)
        {
            return null;
        }

        var near = reading.Filters.SelectMany(Binder.Slots).Concat(reading.Groups.Select(g => g.Column)).OfType<Slot>().SelectMany(s => s.Candidates.Take(1)).Select(c => c.Column.Table)
            .Concat(reading.Tables).ToHashSet();
        if (near.Count == 0)
        {
            return null;
        }

        var own = reading.Copy();
        own.Projections.Clear();
        own.Projections.Add(new TermProjection(new Term(Aggregate.Sum, money with { Candidates = [.. money.Candidates.Select(c => near.Contains(c.Column.Table) ? c with { Score = c.Score + OfTheQuestion } : c)] })));
        return own;
    }
}
