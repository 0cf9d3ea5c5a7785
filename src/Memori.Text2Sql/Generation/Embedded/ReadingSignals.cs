using Memori.Text2Sql.Generation.Embedded.Ranking;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Verification.Calibration;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>What tells a right reading from a wrong one before it is run.</summary>
internal static class ReadingSignals
{
    private static readonly HashSet<CueKind> Telling =
        [CueKind.Compare, CueKind.Superlative, CueKind.Most, CueKind.Aggregate, CueKind.Count, CueKind.Each, CueKind.Between, CueKind.Share, CueKind.Order, CueKind.From, CueKind.Like];

    // What the ranker looks at and a signal says already, or what Chinese questions over English names, for which it has no weights of their own, never have.
    private static readonly HashSet<string> Said =
        ["explained", "explained.columns", "said.tables", "said.tables.least", "said.tables.rival", "said.columns", "said.columns.least", "both.first", "role.probability", "coverage", "joins", "filters", "group", "order", "limit", "aggregates", "distinct", "implied", "absence", "free.text"];

    private const double MostOdds = 4;
    private const double LeastScore = -20;
    private const double MostScore = 40;

    /// <summary>The signals of a reading.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="rival">The best score of the other readings, or null without any.</param>
    /// <param name="share">Its share of the likelihood of all readings, 0–1.</param>
    /// <param name="question">What the question itself says.</param>
    /// <param name="ranker">What scored it.</param>
    public static Dictionary<string, double> Of(RankedReading reading, double? rival, double share, IReadOnlyDictionary<string, double> question, Ranker ranker)
    {
        var binding = reading.Binding;
        var plan = binding.Plan;
        var slots = Binder.Slots(plan).Distinct().ToList();
        var fits = slots.ConvertAll(slot => Math.Min(1, slot.Candidates.First(candidate => candidate.Column == binding[slot]).Score));
        var signals = new Dictionary<string, double>(question, StringComparer.Ordinal)
        {
            [Signal.Coverage] = plan.Coverage,
            [Signal.Margin] = rival is { } other ? Math.Clamp(reading.Score - other, -1, 3) : 3,
            [Signal.Chance] = Math.Clamp(LogisticModel.Logit(share), -MostOdds, MostOdds),
            [Signal.Analysis] = plan.Analysis is null && plan.Contrast is null ? 0 : 1,
            [Signal.Documented] = Documented(binding),
            [Signal.Agree] = reading.Features.GetValueOrDefault("both.first"),
            [Signal.Roles] = reading.Features.GetValueOrDefault("role.probability"),
            [Signal.Unread] = plan.Unread.Count(kind => Telling.Contains(kind)),
            [Signal.Fit] = fits.Count == 0 ? 0.8 : fits.Average(),
            [Signal.WorstFit] = fits.Count == 0 ? 0.8 : fits.Min(),
            [Signal.Joins] = binding.Joins.Steps.Count,
            [Signal.Filters] = plan.Filters.Count,
            [Signal.Projections] = plan.Projections.Count,
            [Signal.Groups] = plan.Groups.Count,
            [Signal.Order] = plan.Order.Count,
            [Signal.Limit] = plan.Limit is null ? 0 : 1,
            [Signal.Aggregates] = plan.Projections.Count(projection => projection is TermProjection { Term: var term } && binding.Of(term) != Aggregate.None),
            [Signal.Choices] = Math.Log(1 + slots.Zip(fits, (slot, fit) => slot.Candidates.Count(candidate => Math.Min(1, candidate.Score) >= fit) - 1).Sum()),
            [Signal.FreeTexts] = plan.Filters.Count(filter => filter is PatternFilter or CompareFilter { Right: TextOperand, Left.Column: { Stored.Count: 0 } }),
            [Signal.Times] = plan.Filters.Count(filter => filter is TimeFilter),
            [Signal.Distinct] = plan.Distinct ? 1 : 0,
            [Signal.Implied] = slots.Count(slot => slot.IsImplied),
            [Signal.Score] = Math.Clamp(reading.Score, LeastScore, MostScore),
            [Signal.Words] = ranker.Score(reading.Features.Where(f => f.Key.StartsWith(SketchFeatures.Prefix, StringComparison.Ordinal)).ToDictionary()),
            [Signal.Calculated] = slots.Count(slot => slot.With is not null),
            [Signal.Stored] = plan.Filters.Count(filter => filter is CompareFilter { Right: TextOperand, Left.Column.Stored.Count: > 0 }),
            [Signal.Absence] = plan.Filters.Any(filter => filter is AbsenceFilter or NeverFilter) ? 1 : 0,
        };

        // What ranks it beside the others tells of it alone too; each language has weights of its own anyway.
        foreach (var (name, value) in reading.Features.Where(f => !ReadingFeatures.IsParticular(f.Key) && !Said.Contains(f.Key)))
        {
            signals[Signal.Ranked + name] = value;
        }

        return signals;
    }

    private static double Documented(Binding binding)
    {
        var columns = binding.Joins.Tables.SelectMany(t => t.Columns).ToList();
        return columns.Count == 0 ? 0 : columns.Count(c => c.Schema.Comment is { Length: > 0 }) / (double)columns.Count;
    }
}

/// <summary>What tells an easy question from a hard one.</summary>
internal static class QuestionSignals
{
    private const int FewTokens = 6;
    private const double Exact = 0.98;
    private const double Tie = 0.05;

    // What a question without any name of the database counts as.
    private const double NoNames = 0.8;

    public static Dictionary<string, double> Of(LinkResult links, DatabaseIndex index, bool chinese)
    {
        var names = links.Mentions.Where(m => m.IsSchema).ToList();
        var fits = names.ConvertAll(m => Math.Min(1, Math.Max(m.BestTable, m.BestColumn)));
        var (words, linked) = Words(links);
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            [Signal.Linked] = words == 0 ? 0 : linked / (double)words,
            [Signal.Strange] = words - linked,
            [Signal.Length] = Math.Log(1 + links.Tokens.Count),
            [Signal.Short] = links.Tokens.Count < FewTokens ? 1 : 0,
            [Signal.Chinese] = chinese ? 1 : 0,
            [Signal.Foreign] = chinese && !index.IsChinese ? 1 : 0,
            [Signal.Tables] = Math.Log(index.Tables.Count),
            [Signal.Columns] = Math.Log(index.Tables.Average(t => t.Columns.Count)),
            [Signal.Names] = names.Count,
            [Signal.NamesFit] = fits.Count == 0 ? NoNames : fits.Average(),
            [Signal.NamesWorst] = fits.Count == 0 ? NoNames : fits.Min(),
            [Signal.NamesExact] = fits.Count == 0 ? NoNames : fits.Average(fit => fit > Exact ? 1.0 : 0),
            [Signal.Ties] = Math.Log(1 + names.Where(m => m.BestColumn >= m.BestTable).Sum(m => m.Columns.Count(c => c.Score > m.BestColumn - Tie) - 1)),
            [Signal.Values] = links.Mentions.Count(m => m.Values.Count > 0 && m.PrefersValue),
            [Signal.Unknown] = links.Mentions.Count(m => (m.IsProper || m.IsQuoted) && m.Values.Count == 0 && !m.IsSchema),
        };
    }

    /// <summary>The content words of the question, and how many of them mean something here.</summary>
    private static (int Words, int Linked) Words(LinkResult links)
    {
        var covered = new bool[links.Tokens.Count];
        foreach (var mention in links.Mentions)
        {
            covered.AsSpan(mention.Start, mention.End - mention.Start).Fill(true);
        }

        var words = Enumerable.Range(0, covered.Length).Where(i => links.Tokens[i].Kind != TokenKind.Mark && !Lexicon.Default.MayPass(links.Tokens[i])).ToList();
        return (words.Count, words.Count(i => covered[i]));
    }
}
