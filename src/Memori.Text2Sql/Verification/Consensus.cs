namespace Memori.Text2Sql.Verification;

/// <summary>A result that one or more candidates gave.</summary>
/// <param name="Query">The surest of those candidates.</param>
/// <param name="Members">All of them.</param>
/// <param name="Confidence">How sure the result is in view of all candidates, 0–1.</param>
internal sealed record Standing(VerifiedQuery Query, IReadOnlyList<VerifiedQuery> Members, double Confidence);

/// <summary>
/// Weighs candidates against each other by their results. Exactly one result is right, or none; a candidate is right with its own confidence,
/// independently of the others, but for this: two wrong candidates give the same result with a certain probability, which is greater
/// within one generator than between generators, and greatest for results without rows. Bayes' rule does the rest.
/// </summary>
internal static class Consensus
{
    // Priors: no data of two independent generators on the same questions was at hand. With them, one sure answer (0.8) that another
    // rung of middling confidence (0.5) shares becomes 0.95; the agreement of one model with itself is worth about half as much.
    private const double WrongAlikeAcross = 0.2;
    private const double WrongAlikeWithin = 0.5;
    private const double WrongAlikeEmpty = 0.9;

    // Agreement alone has no part without risk: it never makes an answer surer than this.
    private const double MostByAgreement = 0.97;

    // The judge's own reliability when it is shown candidates with their results: better than a coin, not by much.
    private const double Judge = 0.7;

    /// <summary>The results of <paramref name="verified"/>, the surest first; of equals the later.</summary>
    public static IReadOnlyList<Standing> Weigh(IReadOnlyList<VerifiedQuery> verified)
    {
        var groups = new List<List<VerifiedQuery>>();
        foreach (var query in verified)
        {
            if (groups.Find(group => ResultComparer.Same(group[0].Result, query.Result, ordered: false)) is { } same)
            {
                same.Add(query);
            }
            else
            {
                groups.Add([query]);
            }
        }

        if (verified.Count < 2)
        {
            return [.. groups.Select(group => new Standing(group[0], group, group[0].Confidence))];
        }

        var none = verified.Aggregate(1.0, (product, query) => product * (1 - query.Confidence)) * groups.Aggregate(1.0, (product, group) => product * WrongAlike(group));
        var weights = groups.ConvertAll(group => WeightOf(group, groups));
        var total = weights.Sum() + none;
        return
        [
            .. groups.Select((group, i) => (Query: Surest(group), group, Confidence: total > 0 ? weights[i] / total : 0))
                .Select(g => new Standing(g.Query, g.group, Math.Min(g.Confidence, Math.Max(MostByAgreement, g.Query.Confidence))))
                .Reverse()
                .OrderByDescending(standing => standing.Confidence),
        ];
    }

    /// <summary>The results after a judge preferred <paramref name="chosen"/>.</summary>
    public static IReadOnlyList<Standing> Prefer(IReadOnlyList<Standing> standings, Standing chosen)
    {
        var none = Math.Max(0, 1 - standings.Sum(standing => standing.Confidence));
        var other = (1 - Judge) / Math.Max(1, standings.Count - 1);
        var total = standings.Sum(Weight) + (none * other);
        return [.. standings.Select(standing => standing with { Confidence = Weight(standing) / total }).OrderByDescending(standing => standing.Confidence)];

        double Weight(Standing standing) => standing.Confidence * (standing == chosen ? Judge : other);
    }

    private static double WeightOf(List<VerifiedQuery> right, List<List<VerifiedQuery>> groups) => groups.Aggregate(
        1.0,
        (product, group) => product * (group == right
            ? group.Aggregate(1.0, (own, query) => own * query.Confidence)
            : group.Aggregate(1.0, (wrong, query) => wrong * (1 - query.Confidence)) * WrongAlike(group)));

    /// <summary>How likely the members of a wrong group agree.</summary>
    private static double WrongAlike(List<VerifiedQuery> group)
    {
        var within = Verifier.IsEmpty(group[0].Result) ? WrongAlikeEmpty : WrongAlikeWithin;
        var across = Verifier.IsEmpty(group[0].Result) ? WrongAlikeEmpty : WrongAlikeAcross;
        var generators = group.Select(query => query.Generator).Distinct(StringComparer.Ordinal).Count();
        return Math.Pow(across, generators - 1) * Math.Pow(within, group.Count - generators);
    }

    // Of equals the later: the dearer generator wrote it.
    private static VerifiedQuery Surest(List<VerifiedQuery> group) => group.AsEnumerable().Reverse().MaxBy(query => query.Confidence)!;
}
