using Memori.Text2Sql.Generation.Embedded.Analysis;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads what is set against each other: "how much more does A earn than B", "the ratio of … of A to B", A比B高多少, A是B的多少倍.</summary>
internal static class ContrastRules
{
    private static readonly IReadOnlyList<(string[] Parts, string Operator)> Operators = Phrases.Read("contrasts.tsv");

    private static readonly string[] YearPhrases = ["同期", "同比", " same period", " year over year", " same quarter", " same month"];

    // Said of a longer time, they ask for each period within it.
    private static readonly (string Phrase, string Unit)[] PriorPhrases =
    [
        ("环比", "quarter"), (" month over month", "month"), (" quarter over quarter", "quarter"), (" week over week", "week"), (" month before", "month"), (" quarter before", "quarter"),
        (" week before", "week"), (" period before", "year"), (" previous month", "month"), (" previous quarter", "quarter"), (" previous week", "week"), (" previous period", "year"),
    ];

    // A table is not one of its columns, which its name only hints at.
    private const double Hint = 0.3;

    /// <summary>The reading as a contrast of two of its conditions, or null when it is none.</summary>
    public static Plan? Read(Reading reading)
    {
        if (Operator(reading) is not { } op || (Pair(reading) ?? Before(reading)) is not var (first, second) || Measure(reading) is not { } term)
        {
            return null;
        }

        if (op == "%" && first is TimeFilter { Time.From: var one } && second is TimeFilter { Time.From: var other } && one < other)
        {
            (first, second) = (second, first);
        }

        if (first is TimeFilter { Column.IsImplied: true } dated && second is TimeFilter { Column.IsImplied: true } late)
        {
            // Two times of one thing are told by one date.
            second = late with { Column = dated.Column };
            reading.Filters.Remove(late);
        }

        if (op == "<")
        {
            (op, first, second) = ("-", second, first);
        }

        reading.Filters.Remove(first);
        reading.Filters.Remove(second);
        reading.Groups.Clear();
        reading.Order.Clear();
        reading.Projections.Clear();
        reading.Limit = null;
        reading.Projections.Add(new TermProjection(term));
        return QuestionReader.Finish(reading).First() with { Contrast = new Contrast(first, second, op), Filters = [.. reading.Filters], Tables = term.Column is null ? [.. reading.Tables] : [] };
    }

    /// <summary>Whether the question asks by how many percent something grew.</summary>
    public static bool IsGrowth(Reading reading) => Operator(reading) == "%";

    private static string? Operator(Reading reading)
    {
        var text = Phrases.TextOf(reading);
        return Operators.FirstOrDefault(o => Phrases.AreIn(text, o.Parts)).Operator;
    }

    // Two values of one column, or two spans of time.
    private static (Filter First, Filter Second)? Pair(Reading reading)
    {
        var equal = reading.Filters.OfType<CompareFilter>().Where(f => f is { Operator: "=", Left: { Aggregate: Aggregate.None, Column: not null }, Right: TextOperand or NumberOperand }).OrderBy(f => f.Position).ToList();
        for (var i = 0; i < equal.Count; i++)
        {
            for (var j = i + 1; j < equal.Count; j++)
            {
                if (Shared(equal[i].Left.Column!, equal[j].Left.Column!) is { Count: > 0 } shared && !equal[i].Right.Equals(equal[j].Right))
                {
                    return (Narrow(equal[i], shared), Narrow(equal[j], shared)) is var (one, other) && Replace(reading, equal[i], one) && Replace(reading, equal[j], other) ? (one, other) : null;
                }
            }
        }

        var text = string.Concat(reading.Tokens.Select(t => t.Lower));
        return !text.Contains("同期", StringComparison.Ordinal) && reading.Filters.OfType<TimeFilter>().OrderBy(f => f.Position).ToList() is [var early, var late] && early.Time != late.Time ? (early, late) : null;
    }

    // 比去年同期, "than the same period last year": the same days a year before; 环比, "than the month before": as many days before.
    private static (Filter First, Filter Second)? Before(Reading reading)
    {
        var text = Phrases.TextOf(reading);
        var same = Array.Exists(YearPhrases, phrase => text.Contains(phrase, StringComparison.Ordinal));
        var unit = same ? "year" : Array.Find(PriorPhrases, p => text.Contains(p.Phrase, StringComparison.Ordinal)).Unit;
        if (unit is null || reading.Groups.Exists(g => g.Grain is not null) || reading.Filters.OfType<TimeFilter>().MinBy(f => f.Position) is not { Time.IsOpen: false } now
            || now.Time.To > Periods.After(now.Time.From, unit))
        {
            return null;
        }

        reading.Filters.RemoveAll(f => f is TimeFilter && f != now);
        var (from, to) = same ? (now.Time.From.AddYears(-1), now.Time.To.AddYears(-1)) : Periods.Before(now.Time.From, now.Time.To);
        return (now, now with { Time = now.Time with { From = from, To = to } });
    }

    private static HashSet<ColumnNode> Shared(Slot one, Slot other) => [.. one.Candidates.Select(c => c.Column).Intersect(other.Candidates.Select(c => c.Column))];

    private static CompareFilter Narrow(CompareFilter filter, HashSet<ColumnNode> columns) =>
        filter with { Left = filter.Left with { Column = filter.Left.Column! with { Candidates = [.. filter.Left.Column!.Candidates.Where(c => columns.Contains(c.Column))] } } };

    private static bool Replace(Reading reading, Filter old, Filter narrowed)
    {
        reading.Filters[reading.Filters.IndexOf(old)] = narrowed;
        return true;
    }

    private static Term? Measure(Reading reading)
    {
        var at = Enumerable.Range(0, reading.Count).Where(i => reading.IsFreeColumn(i) && reading[i].Columns.Any(c => c.Score > reading[i].BestTable - Hint && (c.Column.IsMeasure || TimeRules.HoldsTimes(c.Column))))
            .OrderByDescending(i => reading[i].Columns.Where(c => c.Column.IsMeasure).Select(c => c.Score).DefaultIfEmpty(0).Max()).FirstOrDefault(-1);
        if (at >= 0)
        {
            // Of a span of time there may be many rows.
            var dated = reading.Filters.Exists(f => f is TimeFilter) && reading[at].Columns.Any(c => c.Column.IsMeasure);
            var aggregate = dated && reading.IsAdditive(at) ? Aggregate.Sum
                : Enumerable.Range(0, reading.Count).Where(i => reading.IsFreeCue(i, CueKind.Aggregate)).Select(i => Aggregates.Of(reading[i].Cue!)).FirstOrDefault(dated ? Aggregate.Sum : Aggregate.None);
            return new Term(aggregate, reading.SlotOf(at, c => c.IsMeasure || TimeRules.HoldsTimes(c)));
        }

        var tables = Enumerable.Range(0, reading.Count).Where(reading.IsTable).ToList();
        var table = tables.Where(reading.IsFree).Concat(tables).FirstOrDefault(-1);
        if (table < 0)
        {
            return null;
        }

        reading.Require(reading[table].Tables[0].Table);
        return new Term(Aggregate.Count, null);
    }
}
