using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Analysis;

/// <summary>Reads rankings: "the largest lakes, ordered from largest to smallest", 销量最高的产品从高到低: all of them with their measure, not only the first.</summary>
internal static class RankedRules
{
    public static Plan? Read(Reading reading)
    {
        if (reading.Order is not [var order, ..] || reading.Limit is > 1 || reading.Groups.Count > 0 || !IsSuperlative(reading) || !reading.Order.TrueForAll(o => IsAlike(o.Term, order.Term)))
        {
            return null;
        }

        var own = reading.Copy();
        own.Order.Clear();
        own.Order.Add(order);
        own.Limit = null;
        own.Projections.RemoveAll(p => p is TermProjection { Term: var term } && (term.Aggregate != Aggregate.None || IsAlike(term, order.Term)));
        var plan = QuestionReader.Finish(own).First();
        return plan.Projections.Count == 0 ? null : plan with { Projections = [.. plan.Projections, new TermProjection(order.Term)], Analysis = new RankedAnalysis() };
    }

    private static bool IsSuperlative(Reading reading) =>
        Enumerable.Range(0, reading.Count).Any(i => reading[i].Cue?.Kind is CueKind.Superlative or CueKind.Most && reading[i].Number is null);

    private static bool IsAlike(Term one, Term other) =>
        one.Aggregate == other.Aggregate && (one.Column?.Candidates[0].Column == other.Column?.Candidates[0].Column);
}
