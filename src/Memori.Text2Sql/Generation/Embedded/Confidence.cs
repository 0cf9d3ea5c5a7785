using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>How sure a reading is: a logistic function of what tells right from wrong on tuning data, for the best candidate and its rivals.</summary>
internal static class Confidence
{
    /// <summary>Fitted on tuning databases in English and Chinese; in the order of <see cref="Features"/>, the constant first.</summary>
    private static readonly double[] Weights = [-6.29, 3.52, 3.99, 0.41, -0.52, -0.29, 1.05, -0.44, -0.59];

    private const double LeastRival = 0.02;

    /// <summary>The confidence of the best candidate, 0–1.</summary>
    public static double Of(Binding best, double? rival, LinkResult links) =>
        1 / (1 + Math.Exp(-Features(best, rival, links).Zip(Weights, (f, w) => f * w).Sum()));

    /// <summary>The confidence of a candidate that scored less than the best.</summary>
    public static double Of(double best, double behind) => Math.Max(LeastRival, best * Math.Exp(-2 * behind) * 0.5);

    public static double[] Features(Binding best, double? rival, LinkResult links)
    {
        var plan = best.Plan;
        var slots = Binder.Slots(plan).Distinct().ToList();
        var fit = slots.Count == 0 ? 0.8 : slots.Average(s => Math.Min(1, s.Candidates.First(c => c.Column == best[s]).Score));
        var implied = slots.Count(s => s.IsImplied);
        return
        [
            1,
            plan.Coverage,
            Linked(links),
            Math.Min(1, rival is { } second ? best.Score - second : 1),
            best.Joins.Steps.Count,
            plan.Filters.Count,
            fit,
            plan.Groups.Count + plan.Order.Count + (plan.Filters.Any(f => f is AbsenceFilter) ? 1 : 0) + implied,
            plan.Projections.Count,
        ];
    }

    // The share of the question's words that mean something here.
    private static double Linked(LinkResult links)
    {
        var covered = new bool[links.Tokens.Count];
        foreach (var mention in links.Mentions)
        {
            covered.AsSpan(mention.Start, mention.End - mention.Start).Fill(true);
        }

        var words = Enumerable.Range(0, covered.Length).Where(i => links.Tokens[i].Kind != TokenKind.Mark && !Lexicon.Default.MayPass(links.Tokens[i])).ToList();
        return words.Count == 0 ? 0 : words.Count(i => covered[i]) / (double)words.Count;
    }
}
