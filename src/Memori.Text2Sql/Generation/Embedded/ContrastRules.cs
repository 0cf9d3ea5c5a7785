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

    private const int LongestThing = 4;
    private const int LongestName = 16;

    // What ends the name behind 比.
    private const string Stops = "多少高低贵便大小长短重轻快慢早晚的了";

    // A table is not one of its columns, which its name only hints at.
    private const double Hint = 0.3;

    /// <summary>The reading as a contrast of two of its conditions, or null when it is none.</summary>
    public static Plan? Read(Reading reading)
    {
        if (Operator(reading) is not { } op || (Pair(reading) ?? Beside(reading) ?? Before(reading)) is not var (first, second) || Measure(reading, first) is not { } term)
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

    private static Term? Own(Reading reading, TableNode owner)
    {
        var named = Enumerable.Range(0, reading.Count).Where(i => reading.IsFreeColumn(i) && reading[i].Columns.Any(c => c.Column.Table == owner && c.Column.IsMeasure && c.Score > 0.4))
            .OrderByDescending(i => reading[i].Columns.Where(c => c.Column.Table == owner && c.Column.IsMeasure).Max(c => c.Score)).FirstOrDefault(-1);
        if (named >= 0)
        {
            return new Term(Aggregate.None, reading.SlotOf(named, c => c.Table == owner && c.IsMeasure));
        }

        // 覆盖的国家比…多多少个, 多发售了多少张票
        var text = string.Concat(reading.Tokens.Select(t => t.Text));
        var things = Enumerable.Range(0, reading.Count).Where(i => reading.IsFreeSchema(i) && !(reading.IsTable(i) && reading[i].Tables[0].Table == owner)).Select(i => reading[i].Text)
            .Concat(Enumerable.Range(0, reading.Count).Where(i => reading.Is(i, CueKind.Count)).Select(i => string.Concat(reading.Tokens.Skip(reading[i].End).TakeWhile(t => t.Kind == TokenKind.Ideograph).Take(LongestThing).Select(t => t.Text)))).Where(t => t.Length > 0);
        return !reading.Chinese ? null : things.Select(thing => Amounts.Find([owner], text, thing, -1)).OfType<Slot>().FirstOrDefault() is { } slot ? new Term(Aggregate.None, slot) : null;
    }

    // 百度比腾讯多…, 是三星公司的多少倍: what stands beside 比 is called like what is stored, or by a part of that.
    private static (Filter First, Filter Second)? Beside(Reading reading)
    {
        var than = Enumerable.Range(1, Math.Max(0, reading.Tokens.Count - 2)).FirstOrDefault(t => reading.Tokens[t].Text is "比" or "是" && !Enumerable.Range(0, reading.Count).Any(i => reading[i].Start <= t && reading[i].End > t && reading[i].Cue is null), -1);
        if (!reading.Chinese || than < 0)
        {
            return null;
        }

        var known = reading.Filters.OfType<CompareFilter>().Where(f => f is { Operator: "=", Left: { Aggregate: Aggregate.None, Column: not null }, Right: TextOperand }).ToList();
        var before = known.FindLast(f => reading[f.Position].Start < than);
        var after = known.Find(f => reading[f.Position].Start > than);
        IReadOnlyList<ColumnNode> columns = (before ?? after)?.Left.Column!.Candidates.Select(c => c.Column).ToList()
            ?? [.. Amounts.Named(reading).SelectMany(t => t.Display).Where(c => c.IsText)];
        var one = before is null || after is not null ? Said(reading, columns, Start(reading, than), than) : null;
        var other = after is null ? Said(reading, columns, than + 1, End(reading, than + 1)) : null;
        if ((one ?? before, other ?? after) is not ({ } first, { } second) || (one is null && other is null) || Shared(first.Left.Column!, second.Left.Column!) is not { Count: > 0 } shared)
        {
            return null;
        }

        // 第28届: the number within is none by itself.
        reading.Filters.RemoveAll(f => f is CompareFilter { Right: NumberOperand } && reading[f.Position].Start is var at && at >= Start(reading, than) && at < End(reading, than + 1));
        return (before is null ? first : Narrow(first, shared), after is null ? second : Narrow(second, shared)) is var (left, right)
            && (before is null || Replace(reading, before, left)) && (after is null || Replace(reading, after, right)) ? (Kept(reading, left), Kept(reading, right)) : null;
    }

    private static CompareFilter Kept(Reading reading, CompareFilter filter)
    {
        if (!reading.Filters.Contains(filter))
        {
            reading.Filters.Add(filter);
        }

        return filter;
    }

    private static int Start(Reading reading, int than)
    {
        var start = than;
        while (start > 0 && than - start < LongestName && reading.Tokens[start - 1].Kind is TokenKind.Ideograph or TokenKind.Word or TokenKind.Number && !IsWall(reading, start - 1))
        {
            start--;
        }

        return start;
    }

    private static int End(Reading reading, int from)
    {
        var end = from;
        while (end < reading.Tokens.Count && end - from < LongestName && reading.Tokens[end].Kind is TokenKind.Ideograph or TokenKind.Word or TokenKind.Number && !Stops.Contains(reading.Tokens[end].Text, StringComparison.Ordinal) && !IsWall(reading, end))
        {
            end++;
        }

        return end;
    }

    private static bool IsWall(Reading reading, int token) =>
        Enumerable.Range(0, reading.Count).Any(i => reading[i].Start <= token && reading[i].End > token && (reading[i].Is(CueKind.Count) || (reading[i].IsSchema && Math.Max(reading[i].BestColumn, reading[i].BestTable) > 0.6)));

    // The only value of these columns that the words, or as many of the first of them as tell, are a part of.
    private static CompareFilter? Said(Reading reading, IReadOnlyList<ColumnNode> columns, int from, int to)
    {
        for (var end = to; end > from && (end - from) * 2 >= to - from; end--)
        {
            var text = string.Concat(reading.Tokens.Skip(from).Take(end - from).Select(t => t.Text));
            var key = Tokenizer.Key(text);
            var found = reading.Index.Values.Exact(key).Where(m => columns.Contains(m.Column)).ToList();
            if (found.Count == 0 && text.Length > 1)
            {
                found = [.. reading.Index.Values.WithWord(ValueIndex.Terms(text).FirstOrDefault() ?? "").Where(m => columns.Contains(m.Column) && m.Value.Contains(text, StringComparison.OrdinalIgnoreCase))];
            }

            if (found.Count > 0)
            {
                return found.TrueForAll(m => m.Value == found[0].Value)
                    ? new CompareFilter(new Term(Aggregate.None, new Slot([.. found.Select(m => new ColumnMatch(m.Column, m.Score)).DistinctBy(m => m.Column)], -1) { Stored = found.DistinctBy(m => m.Column).ToDictionary(m => m.Column, m => m.Value) }), "=", new TextOperand(found[0].Value))
                    : null;
            }
        }

        return null;
    }

    private static HashSet<ColumnNode> Shared(Slot one, Slot other) => [.. one.Candidates.Select(c => c.Column).Intersect(other.Candidates.Select(c => c.Column))];

    private static CompareFilter Narrow(CompareFilter filter, HashSet<ColumnNode> columns) =>
        filter with { Left = filter.Left with { Column = filter.Left.Column! with { Candidates = [.. filter.Left.Column!.Candidates.Where(c => columns.Contains(c.Column))] } } };

    private static bool Replace(Reading reading, Filter old, Filter narrowed)
    {
        reading.Filters[reading.Filters.IndexOf(old)] = narrowed;
        return true;
    }

    private static Term? Measure(Reading reading, Filter first)
    {
        // 多拥有多少员工: rather a column of what is compared than rows of another table.
        if (first is CompareFilter { Left.Column.Candidates: [{ Column.Table: var owner }, ..] } && Own(reading, owner) is { } own)
        {
            return own;
        }

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
