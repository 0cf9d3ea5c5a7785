using System.Globalization;
using Memori.Text;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads time expressions as conditions on a column of dates or years.</summary>
internal static class TimeRules
{
    private const double Close = 0.15;
    private const double Own = 1.5;
    private const double Event = 1.2;
    private const double Birth = 0.5;

    // What a column scores that holds times and is not called so, and one of what is still to come or of the last change.
    private const double Unnamed = 0.3;
    private const double Later = 0.2;
    private const int Spoken = 3;

    private const int FirstYear = 1950;
    private const int Ahead = 5;

    private static readonly HashSet<string> Coming = ["due", "promised", "promise", "expected", "expect", "planned", "plan", "expiry", "expire", "expired", "deadline", "birth", "updated", "update", "modified", "deleted", "last", "到期", "截止", "预计", "计划", "更新", "修改", "出生"];

    private static readonly string[] Concepts = ["date", "time", "year", "day", "日期", "时间", "年份"];

    public static void Apply(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (i + 2 < reading.Count && reading.Is(i + 1, CueKind.And) && reading[i] is { Time: { IsOpen: false } whole } && reading[i + 2].Time is { IsOpen: true } open
                && (open.From == whole.To || open.To == whole.From) && reading.IsFree(i) && SlotFor(reading, i, whole) is { } both)
            {
                // 2018年及2018年之后
                reading.Take(i);
                reading.Take(i + 2);
                reading.Filters.Add(new TimeFilter(both, open.To == whole.From ? open with { To = whole.To } : open with { From = whole.From }) { Position = i });
                continue;
            }

            if (reading.IsFree(i) && reading[i].Time is { } second && reading.Is(i - 1, CueKind.Or) && reading.Filters.LastOrDefault() is TimeFilter before && before.Position == i - 2)
            {
                // "built before 1960 or after 1990"
                reading.Take(i);
                reading.Filters.Add(before with { Time = Opened(reading, i, second), Position = i });
            }
            else if (reading.IsFree(i) && reading[i].Time is { } time && !reading[i].IsQuoted && !IsPlain(reading, i) && SlotFor(reading, i, time) is { } slot)
            {
                reading.Take(i);
                reading.Filters.Add(new TimeFilter(slot, Opened(reading, i, time)) { Position = i });
            }
            else if (YearFor(reading, i) is { } year && SlotFor(reading, i, year) is { } dated)
            {
                reading.Take(i);
                reading.Filters.Add(new TimeFilter(dated, year) { Position = i });
            }
            else if (reading.IsFreeNumber(i) && reading.Is(i - 1, CueKind.Or) && reading[i].Number is > 1000 and < 2200 and { } other && other == Math.Floor(other)
                && reading.Filters.LastOrDefault() is TimeFilter { Time: { IsOpen: false, Grain: TimeGrain.Year } } first && first.Position == i - 2)
            {
                // "in 2009 or 2010"
                reading.Take(i);
                var begin = new DateOnly((int)other, 1, 1);
                reading.Filters.Add(first with { Time = first.Time with { From = begin, To = begin.AddYears(1) }, Position = i });
            }
        }
    }

    // "monthly revenue for 2026": a year, where what is before is measured and nothing is behind.
    private static TimeMention? YearFor(Reading reading, int i) =>
        !reading.Chinese && i > 1 && reading.IsFreeNumber(i) && reading[i] is { Time: null, Number: >= FirstYear and { } number } && number <= reading.Today.Year + Ahead && number == Math.Floor(number)
        && reading[i - 1].Text.Equals("for", StringComparison.OrdinalIgnoreCase) && reading[i - 2].IsSchema && reading.Gap(i - 2, i - 1) == 0 && reading.Gap(i - 1, i) == 0 && (i + 1 >= reading.Count || reading[i + 1].IsBreak)
            ? new TimeMention(0, 0, new DateOnly((int)number, 1, 1), new DateOnly((int)number + 1, 1, 1), TimeGrain.Year) : null;

    // "before the year of 2010", 1990-05-04这之后: the word beside a moment opens it to one side.
    private static TimeMention Opened(Reading reading, int i, TimeMention time)
    {
        var before = i - 1;
        while (before > 0 && i - before < 3 && (reading.Is(before, CueKind.Soft) || (reading[before].IsSchema && reading[before].Columns.Any(c => HoldsTimes(c.Column)))))
        {
            before--;
        }

        var at = reading.IsFreeCue(before, CueKind.Compare) && reading[before].Cue!.Extra != "left" ? before
            : reading.IsFreeCue(i + 1, CueKind.Compare) && reading[i + 1].Cue!.Extra == "left" ? i + 1
            : reading.Is(i + 1, CueKind.And) && reading.IsFreeCue(i + 2, CueKind.Compare) && reading[i + 2].Cue!.Extra == "left" ? i + 2
            : OrAfter(reading, i) ? i + 2 : -1;
        var op = at < 0 ? "" : reading[at].Cue!.Argument;
        if (time.IsOpen || op is not ("<" or ">" or "<=" or ">="))
        {
            return time;
        }

        reading.Take(at);
        var from = at == i + 2 || op.Length > 1;
        return op[0] == '<' ? time with { From = DateOnly.MinValue, To = from ? time.To : time.From } : time with { From = from ? time.From : time.To, To = DateOnly.MaxValue };
    }

    /// <summary>Whether a bound of which nothing follows opens what stands before it: "in 2005 or after", "2001 or before".</summary>
    public static bool OrAfter(Reading reading, int i) =>
        reading.IsFreeCue(i + 1, CueKind.Or) && reading.IsFreeCue(i + 2, CueKind.Compare) && reading[i + 2].Cue!.Argument is "<" or ">" && reading[i + 2].Text.ToLowerInvariant() is "after" or "later" or "before" or "earlier"
        && (i + 3 >= reading.Count || reading[i + 3] is { Number: null, Time: null, IsSchema: false, IsQuoted: false });

    public static bool HoldsYears(ColumnNode column) =>
        column.IsNumeric && !column.IsForeignKey
        && (column.Words.Contains("year") || column.Name.Contains('年'))
        && (!decimal.TryParse(column.Schema.Profile.Max, NumberStyles.Float, CultureInfo.InvariantCulture, out var max) || max is > 1000 and < 2200);

    public static bool HoldsTimes(ColumnNode column) =>
        column.IsMoment || HoldsYears(column)
        || (column.IsText && Array.Exists(column.Words, w => w is "date" or "year" or "time" or "birthday") && column.Schema.Profile.Values.Take(5).All(v => v.Any(char.IsAsciiDigit)))
        || (column.IsText && (column.Name.EndsWith("时间", StringComparison.Ordinal) || column.Name.EndsWith("日期", StringComparison.Ordinal) || column.Name.EndsWith("年份", StringComparison.Ordinal)));

    /// <summary>Whether the values of a column look like times though its name does not say so: "founded after 1990".</summary>
    public static bool MayHoldTimes(ColumnNode column) =>
        HoldsTimes(column) || (!column.IsIdentifier && !column.IsDate && column.Schema.Profile is var profile
            && (column.IsNumeric
                ? decimal.TryParse(profile.Min, NumberStyles.Float, CultureInfo.InvariantCulture, out var min) && min > 1000 && decimal.TryParse(profile.Max, NumberStyles.Float, CultureInfo.InvariantCulture, out var max) && max < 2200
                : profile.Values.Count > 0 && profile.Values.Take(5).All(v => v.Length >= 4 && v.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0 && (v.Length == 4 || v[4] is '-' or '/' or '年'))));

    // A number after "more than" is no year, and a column called January is no month.
    private static bool IsPlain(Reading reading, int i) =>
        (reading[i].IsSchema && reading[i].BestColumn > 0.9)
        || (reading[i].Number is not null && reading.Is(i - 1, CueKind.Compare) && !reading[i - 1].Cue!.Extra.Contains("date", StringComparison.Ordinal));

    /// <summary>
    /// Where no column of time is named, sales and counts are dated by what happened (an order), not by what things are (a birthday): by what is counted or
    /// summed up itself, where it has a date.
    /// </summary>
    public static Plan Prefer(Plan plan, DatabaseIndex index)
    {
        var terms = plan.Projections.OfType<TermProjection>().Select(p => p.Term).Concat(plan.Order.Select(o => o.Term)).ToList();
        var measured = terms.Exists(t => t.Additive || t.Aggregate == Aggregate.Sum) || plan.Filters.Any(f => f is CompareFilter { Left.Additive: true });
        var own = Counted(plan, terms);
        var preferred = new Dictionary<Slot, Slot>();
        Slot Preferred(Slot slot)
        {
            if (!preferred.TryGetValue(slot, out var known))
            {
                preferred[slot] = known = slot with { Candidates = [.. slot.Candidates.Select(c => c with { Score = c.Score + Bonus(c.Column) })] };
            }

            return known;
        }

        double Bonus(ColumnNode column) =>
            (own.Contains(column.Table) ? Own : 0) + (measured && IsEvent(column.Table, index) ? Event : 0) - (column.Words.Contains("birth") ? Birth : 0);
        // What is told by month is of the same date as "in 2026".
        var along = plan.Groups.Where(g => g is { Grain: not null, Column.IsImplied: true }).Select(g => g.Column).FirstOrDefault();
        Filter Dated(Filter filter) => filter switch
        {
            TimeFilter { Column.IsImplied: true } time => time with { Column = Preferred(along ?? time.Column) },
            ClockFilter { Column.IsImplied: true } clock => clock with { Column = Preferred(clock.Column) },
            _ => filter,
        };
        return plan with
        {
            Filters = [.. plan.Filters.Select(Dated)],
            Groups = [.. plan.Groups.Select(g => g is { Grain: not null, Column: { IsImplied: true } column } ? g with { Column = Preferred(column) } : g)],
            Contrast = plan.Contrast is { } contrast ? contrast with { First = Dated(contrast.First), Second = Dated(contrast.Second) } : null,
            Analysis = plan.Analysis?.Over(Dated),
        };
    }

    /// <summary>What happens again and again has many rows, what things are has few.</summary>
    public static bool IsEvent(TableNode table, DatabaseIndex index) =>
        table.Columns.Any(c => c.IsForeignKey) && (table.Schema.RowCount ?? 0) >= 0.1 * index.Tables.Where(t => !t.IsLink).Max(t => t.Schema.RowCount ?? 0);

    // The tables whose rows are counted, and those of what is summed up.
    private static HashSet<TableNode> Counted(Plan plan, List<Term> terms)
    {
        var tables = terms.Where(t => t is { Column: not null } and ({ Aggregate: Aggregate.Sum } or { Additive: true })).Select(t => Sure(t.Column!)).OfType<TableNode>().ToHashSet();
        if (terms.Exists(t => t is { Aggregate: Aggregate.Count, Column: null }))
        {
            bool IsCounted(TableNode table) => !plan.Groups.Any(g => g.Table == table);
            tables.UnionWith(plan.Subject is { } subject && IsCounted(subject) ? [subject] : plan.Tables.Where(IsCounted).TakeLast(1));
        }

        return tables;
    }

    // The table of the column that fits best, where no column of another table fits as well.
    private static TableNode? Sure(Slot slot)
    {
        var best = slot.Candidates.MaxBy(c => c.Score)!;
        return slot.Candidates.Any(c => c.Column.Table != best.Column.Table && c.Score > best.Score - Close) ? null : best.Column.Table;
    }

    private static Slot? SlotFor(Reading reading, int i, TimeMention time)
    {
        var before = reading.Before(i, CueKind.Be, CueKind.Soft, CueKind.Compare);
        if (reading.IsFreeColumn(before) && reading.Gap(before, i) <= 4 && reading[before].Columns.Any(c => MayHoldTimes(c.Column)))
        {
            return reading.SlotOf(before, MayHoldTimes);
        }

        if (reading.IsFreeColumn(i + 1) && reading.Gap(i, i + 1) <= 2 && reading[i + 1].Columns.Any(c => MayHoldTimes(c.Column) && c.Score > (reading.Chinese ? 0.4 : 0.6)) && !reading.IsTable(i + 1))
        {
            return reading.SlotOf(i + 1, MayHoldTimes);
        }

        // A plain number after a name that is no time stays a number ("id 2005").
        if (reading[i].Number is not null && reading.IsFreeColumn(before) && before == i - 1 && reading.Gap(before, i) == 0 && !reading.IsTable(before))
        {
            return null;
        }

        return Implied(reading, i, c => HoldsTimes(c) && TimeExpression.Tells(c, time) && (time.Grain == TimeGrain.Year || !HoldsYears(c)));
    }

    /// <summary>The columns of time that a question means without naming one: those that are called so, and, fainter, all of the tables that it speaks of.</summary>
    public static Slot? Implied(Reading reading, int i, Func<ColumnNode, bool> fits)
    {
        var named = reading.Implied(Concepts, fits, i);
        var known = named?.Candidates.Select(c => c.Column).ToHashSet() ?? [];
        var near = reading.NearestTable(i);
        var more = reading.Mentions.SelectMany(m => m.Tables.Take(Spoken).Select(t => t.Table).Concat(m.Columns.Take(Spoken).Select(c => c.Column.Table)).Concat(m.Values.Take(Spoken).Select(v => v.Column.Table))).Distinct()
            .Where(t => near is null || t == near || reading.Index.Joins.Connect([near, t]) is not null)
            .SelectMany(t => t.Columns.Where(c => c.IsMoment && fits(c) && !known.Contains(c)))
            .Select(c => new ColumnMatch(c, Array.Exists(c.Words, Coming.Contains) ? Later : Unnamed)).ToList();
        return more.Count == 0 ? named : (named ?? new Slot([], i) { IsImplied = true, Owner = near }) with { Candidates = [.. named?.Candidates ?? [], .. more] };
    }
}
