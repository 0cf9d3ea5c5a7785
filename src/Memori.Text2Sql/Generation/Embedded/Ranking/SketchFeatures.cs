using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Ranking;

/// <summary>Which words go with which shape of a query: "per" with groups, "how many" with counts. Only words that name nothing in the database take part.</summary>
internal static class SketchFeatures
{
    /// <summary>What begins the name of such a feature.</summary>
    public const string Prefix = "w:";

    /// <summary>The words of a question that may tell its shape.</summary>
    public static IReadOnlyList<string> Words(LinkResult links, bool chinese)
    {
        var named = new bool[links.Tokens.Count];
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mention in links.Mentions)
        {
            if (mention.Cue is not null)
            {
                words.Add(mention.Text.ToLowerInvariant());
            }

            named.AsSpan(mention.Start, mention.End - mention.Start).Fill(true);
        }

        if (!chinese)
        {
            words.UnionWith(links.Tokens.Where((t, i) => !named[i] && t.Kind == TokenKind.Word).Select(t => t.Lower));
        }

        return [.. words];
    }

    /// <summary>Adds a feature for each pair of a word and a part of the shape.</summary>
    public static void Add(Dictionary<string, double> features, IReadOnlyList<string> words, Binding binding)
    {
        var parts = Parts(binding);
        foreach (var word in words)
        {
            foreach (var part in parts)
            {
                features[$"{Prefix}{word}>{part}"] = 1;
            }
        }
    }

    private static List<string> Parts(Binding binding)
    {
        var plan = binding.Plan;
        var parts = new List<string> { "f" + Math.Min(2, plan.Filters.Count), "n" + Math.Min(4, plan.Projections.Count + plan.Groups.Count(g => g.IsShown == true)) };
        foreach (var term in plan.Projections.OfType<TermProjection>())
        {
            if (binding.Of(term.Term) is not Aggregate.None and var aggregate)
            {
                parts.Add("a" + aggregate);
            }
        }

        foreach (var order in plan.Order)
        {
            parts.Add($"o{binding.Of(order.Term)}{order.Descending}");
        }

        void Note(bool holds, string part)
        {
            if (holds)
            {
                parts.Add(part);
            }
        }

        Note(plan.Groups.Count > 0, "g");
        Note(plan.Limit is not null, "l");
        Note(plan.Limit is > 1, "l+");
        Note(plan.Distinct, "d");
        Note(plan.Projections.Any(p => p is DisplayProjection), "name");
        Note(plan.Projections.Any(p => p is StarProjection), "star");
        Note(plan.Filters.Any(f => f is CompareFilter { Left.Aggregate: not Aggregate.None }), "h");
        Note(plan.Filters.Any(f => f is AbsenceFilter or NeverFilter), "never");
        Note(plan.Filters.Any(f => f is CompareFilter { Operator: "!=" }), "not");
        Note(plan.Filters.Any(f => f.Or), "or");
        Note(plan.Filters.Any(f => f is CompareFilter { Right: OverallOperand }), "than");
        Note(binding.Likes == Likes.Kept, "kept");
        Note(binding.Likes == Likes.Once, "once");
        Note(binding.With is not null, "with");
        Note(binding.Joins.Steps.Count > 0, "j");
        return [.. parts.Distinct(StringComparer.Ordinal)];
    }
}
