using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads absence: "customers without orders", "that did not buy any tea", "with no email", 没有订单的客户.</summary>
internal static class NegationRules
{
    private const int Reach = 6;
    private const int NearTime = 3;
    private const int LongestDone = 3;
    private const double Near = 0.05;

    private const string Agents = "由被在";

    public static void Apply(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (!reading.IsFreeCue(i, CueKind.Not) && !(reading.IsFreeCue(i, CueKind.Compare) && reading[i].Cue!.Argument == "!=" && reading.IsTable(i + 1) && reading.IsFree(i + 1) && (reading.Gap(i, i + 1) == 0 || Tells(reading, i))))
            {
                continue;
            }

            if (Since(reading, i))
            {
                continue;
            }

            var subject = Subject(reading, i);
            if (Elsewhere(reading, i, subject) is var (far, last))
            {
                Enumerable.Range(i, last - i + 1).ToList().ForEach(reading.Take);
                reading.Filters.Add(new AbsenceFilter(far, []) { Position = i });
            }
            else if (None(reading, i, subject) is var none and >= 0)
            {
                reading.Take(i);
                reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, reading.SlotOf(none, CountsFromNone)), "=", new NumberOperand(0)) { Position = i });
            }
            else if (reading.Chinese && reading.IsFreeColumn(i + 1) && !reading.IsTable(i + 1) && reading[i + 1].Columns[0].Column.Schema.Nullable && reading.Gap(i, i + 1) <= 1 && !IsDone(reading, i + 1, subject))
            {
                reading.Take(i);
                reading.Filters.Add(new NullFilter(reading.SlotOf(i + 1), false) { Position = i });
            }
            else if (Absent(reading, i, subject) is { } other)
            {
                reading.Take(i);
                reading.Filters.Add(new AbsenceFilter(other, Inner(reading, i, subject)) { Position = i });
            }
            else if (Never(reading, i, subject) is { } never)
            {
                reading.Take(i);
                reading.Filters.Add(never);
            }
            else if (Missing(reading, i) is var at and >= 0)
            {
                reading.Take(i);
                reading.Filters.Add(new NullFilter(reading.SlotOf(at), false) { Position = i });
            }
        }
    }

    // 没有参加过任何演出的成员: what was not done is told by its object, not by the column that the verb sounds like.
    private static bool IsDone(Reading reading, int verb, TableNode? subject) =>
        reading.IsTable(verb + 1) && reading[verb + 1].Tables[0].Table != subject && reading.Gap(verb, verb + 1) is > 0 and <= LongestDone
        && reading.Tokens[reading[verb].End].Text is "过" or "任" or "了" or "到";

    // 没有电梯的楼, "buildings without elevators": of what a column says how many there are, and never leaves it open, there are none.
    private static int None(Reading reading, int i, TableNode? subject)
    {
        var at = reading.Chinese ? i + 1 : reading.After(i, CueKind.Soft);
        return at > 0 && at < reading.Count && reading.Gap(i, at) <= 1 && reading.IsFreeColumn(at) && !reading.IsTable(at) && reading[at].BestColumn >= reading[at].BestTable && reading[at].Columns[0].Column is var column && CountsFromNone(column) && (subject is null || column.Table == subject) ? at : -1;
    }

    private static bool CountsFromNone(ColumnNode column) =>
        column is { IsMeasure: true, Derived: null, Schema.Profile: { NullCount: 0, Min: "0" } } && Grounding.Linking.Derived.Measure.Of(column).IsCount;

    // 不是由供应商供货的: what the negation is about is told by whom or where.
    private static bool Tells(Reading reading, int i) => reading.Chinese && reading.Gap(i, i + 1) == 1 && Agents.Contains(reading.Tokens[reading[i].End].Text, StringComparison.Ordinal);

    // 没有任何银行设立网点的城市, 没有在平台上售卖的车型: a column that is never empty, of a table whose rows are of the subject's; 没有国家级枢纽: what only describes such a table.
    private static (TableNode Other, int Last)? Elsewhere(Reading reading, int i, TableNode? subject)
    {
        if (!reading.Chinese || subject is null || !reading.IsFreeColumn(i + 1) || reading.IsTable(i + 1) || reading.Gap(i, i + 1) > 1 || reading[i + 1].Columns.Any(c => c.Column.Table == subject))
        {
            return null;
        }

        bool Refers(TableNode table) => table != subject && reading.Index.Joins.EdgesOf(table).Any(e => e.From.Table == table && e.To.Table == subject);
        if (reading.IsTable(i + 2) && reading.IsFree(i + 2) && reading.Gap(i + 1, i + 2) <= 1 && Refers(reading[i + 2].Tables[0].Table))
        {
            return (reading[i + 2].Tables[0].Table, i + 2);
        }

        return reading[i + 1].Columns.Where(c => c.Score >= reading[i + 1].BestColumn - Near && c.Column.Schema.Profile.NullCount == 0).Select(c => c.Column.Table).FirstOrDefault(Refers) is { } other ? (other, i + 1) : null;
    }

    // "customers who ordered in 2025 but not in 2026", 2025年下过单但2026年没有下单的客户: what happened in the one time did not in the other.
    private static bool Since(Reading reading, int i)
    {
        var times = reading.Filters.OfType<TimeFilter>().Where(t => t is { Or: false, Time.IsOpen: false }).OrderBy(t => t.Position).ToList();
        if (times is not [.., var before, var after] || !(reading.Chinese ? before.Position < i && after.Position is var at && at < i && i - at <= NearTime : before.Position < i && after.Position > i && after.Position - i <= NearTime)
            || (VerbRules.Happened(reading) ?? (reading.Chinese && reading.IsTable(i + 1) ? reading[i + 1].Tables[0].Table : null)) is not { } happened || Enumerable.Range(0, reading.Count).Where(m => reading.IsTable(m) && reading[m].Tables[0].Table != happened).Select(m => reading[m].Tables[0].Table).ToList() is not { Count: > 0 } others)
        {
            return false;
        }

        var dates = before.Column.Candidates.Where(c => c.Column.Table == happened && c.Column.IsMoment).ToList();
        if (dates.Count == 0 || (reading.Chinese && others.Distinct().Count() > 1) || (!before.Column.IsImplied && before.Column.Candidates[0].Column.Table != happened) || !others.TrueForAll(o => reading.Index.Joins.Connect([o, happened]) is not null))
        {
            return false;
        }

        reading.Take(i);
        reading.Filters.Remove(before);
        reading.Filters.Remove(after);
        reading.Filters.Add(before with { Column = new Slot(dates, before.Column.Position) });
        reading.Filters.Add(new AbsenceFilter(happened, [after with { Column = new Slot(dates, after.Column.Position) }]) { Position = i });
        Enumerable.Range(0, reading.Count).Where(m => reading.IsTable(m) && reading[m].Tables[0].Table == happened).ToList().ForEach(reading.Take);
        return true;
    }

    // "headquarters without a company in banking": no row of that value meets what is said.
    private static NeverFilter? Never(Reading reading, int i, TableNode? subject)
    {
        var shown = reading.Chinese ? -1 : Enumerable.Range(0, i).FirstOrDefault(at => reading.IsFreeColumn(at) && !reading.IsTable(at) && reading[at].Columns[0].Column is { IsPrimaryKey: false, Schema.IsUnique: false } c && c.Table == subject, -1);
        var inner = shown < 0 ? [] : reading.Filters.Where(f => f is CompareFilter { Left: { Aggregate: Aggregate.None, Column: not null }, Right: TextOperand or NumberOperand } && Clause(reading, i).Contains(f.Position)).ToList();
        if (inner.Count == 0)
        {
            return null;
        }

        reading.Filters.RemoveAll(inner.Contains);
        reading.Distinct |= reading.Order.Count == 0;
        Clause(reading, i).Where(at => reading.IsTable(at) && reading[at].Tables[0].Table == subject).ToList().ForEach(reading.Take);
        return new NeverFilter(new Slot(reading[shown].Columns, shown), inner) { Position = i };
    }

    // The table that has no row: named itself, or by a value that it holds.
    private static TableNode? Absent(Reading reading, int i, TableNode? subject)
    {
        TableNode? found = null;
        foreach (var at in Clause(reading, i))
        {
            var mention = reading[at];
            if (reading.IsFreeSchema(at) && mention.Tables is [{ Score: > 0.45 } table, ..] && table.Table != subject && (mention.BestTable >= mention.BestColumn - 0.02 || mention.Columns[0].Column.Table == table.Table))
            {
                reading.Take(at);
                found ??= Nearest(reading, mention, subject) ?? table.Table;
                if (reading.Chinese)
                {
                    // 没有订单的客户: what follows is what is asked for.
                    break;
                }
            }
        }

        return found ?? ValueFilters(reading, i).Select(f => f.Left.Column!.Candidates)
            .FirstOrDefault(c => subject is not null && c.All(m => m.Column.Table != subject))?[0].Column.Table ?? Happened(reading, i, subject);
    }

    // Of tables that the words name alike, the one that hangs together with the subject directly.
    private static TableNode? Nearest(Reading reading, Mention mention, TableNode? subject) =>
        subject is null ? null : mention.Tables.Where(t => t.Table != subject && t.Score >= mention.BestTable - 0.15)
            .OrderBy(t => (reading.Index.Joins.Connect([subject, t.Table])?.Cost ?? 9) - t.Score).FirstOrDefault()?.Table;

    // "never been sold": a verb that only columns of other tables know; what happened most often is meant.
    private static TableNode? Happened(Reading reading, int i, TableNode? subject)
    {
        foreach (var at in Clause(reading, i))
        {
            if (subject is null || !reading.IsFreeColumn(at) || reading.IsTable(at) || reading[at].Columns.Any(c => c.Column.Table == subject))
            {
                continue;
            }

            var table = reading[at].Columns.Select(c => c.Column.Table).Where(t => reading.Index.Joins.EdgesOf(t).Any(e => e.To.Table == subject)).MaxBy(t => t.Schema.RowCount ?? 0);
            if (table is not null)
            {
                reading.Take(at);
                return table;
            }
        }

        var end = Clause(reading, i).Select(at => reading[at].End).DefaultIfEmpty(reading[i].End).Max();
        return subject is not null && VerbRules.Happened(reading, reading[i].Start, end) is { } told && told != subject ? told : Only(reading, i, subject);
    }

    // "services that have never been used": where one table alone refers to them, its rows are what happened.
    private static TableNode? Only(Reading reading, int i, TableNode? subject) =>
        subject is not null && !reading.Chinese && reading[i].Text.Equals("never", StringComparison.OrdinalIgnoreCase) && Clause(reading, i).All(at => reading[at].Cue is not null)
        && reading.Index.Joins.EdgesOf(subject).Where(e => e.To.Table == subject).Select(e => e.From.Table).Distinct().ToList() is [var only] ? only : null;

    private static List<Filter> Inner(Reading reading, int i, TableNode? subject)
    {
        var inner = ValueFilters(reading, i).Where(f => f.Left.Column!.Candidates.Any(c => c.Column.Table != subject)).Select(f => f with { Operator = f.Operator == "!=" ? "=" : f.Operator }).ToList<Filter>();
        inner.AddRange(Bounds(reading, i, subject));
        inner.AddRange(reading.Filters.OfType<TimeFilter>().Where(f => Clause(reading, i).Contains(f.Column.Position) || (reading.Chinese && f.Position == i - 1)));
        reading.Filters.RemoveAll(f => inner.Contains(f) || (PositionOf(f) is var p and >= 0 && Clause(reading, i).Contains(p) && inner.Exists(n => PositionOf(n) == p)));
        return inner;
    }

    // "no invoice larger than 20": what is said of the other table only is said of what is absent.
    private static IEnumerable<Filter> Bounds(Reading reading, int i, TableNode? subject) => reading.Chinese ? [] :
        reading.Filters.Where(f => f is CompareFilter { Left: { Aggregate: Aggregate.None, Column: { } slot }, Right: NumberOperand } && Clause(reading, i).Contains(f.Position) && slot.Candidates.All(c => c.Column.Table != subject));

    private static IEnumerable<CompareFilter> ValueFilters(Reading reading, int i) =>
        reading.Filters.OfType<CompareFilter>().Where(f => f is { Left: { Aggregate: Aggregate.None, Column: not null }, Right: TextOperand } && Clause(reading, i).Contains(PositionOf(f)));

    private static int PositionOf(Filter filter) => filter switch
    {
        CompareFilter { Left.Column: { } column } => column.Position,
        TimeFilter time => time.Column.Position,
        _ => -1,
    };

    private static int Missing(Reading reading, int i)
    {
        foreach (var at in Clause(reading, i))
        {
            if (reading.IsFreeColumn(at) && !reading.IsTable(at) && reading[at].Columns.Any(c => c.Column.Schema.Nullable && c.Column.Schema.Profile.NullCount is null or > 0) && reading.Zones[at] == Zone.Condition)
            {
                return at;
            }
        }

        return -1;
    }

    private static IEnumerable<int> Clause(Reading reading, int i)
    {
        for (var at = i + 1; at < reading.Count && at <= i + Reach; at++)
        {
            if (IsDeed(reading, at))
            {
                // "who did not give any lesson" commands nothing.
                continue;
            }

            if ((reading[at].IsBreak && reading[at].Text is not ",") || reading[at].Cue?.Kind is CueKind.Command or CueKind.Order or CueKind.Each or CueKind.Wh)
            {
                yield break;
            }

            yield return at;
        }
    }

    /// <summary>Whether a word that commands elsewhere says here what was not done.</summary>
    public static bool IsDeed(Reading reading, int at) => !reading.Chinese && reading.Is(at, CueKind.Command) && reading.Is(at - 1, CueKind.Not) && reading.Gap(at - 1, at) == 0;

    private static TableNode? Subject(Reading reading, int i)
    {
        for (var at = i - 1; at >= 0; at--)
        {
            if (reading.IsTable(at))
            {
                return reading[at].Tables[0].Table;
            }
        }

        // 没有下过单的金卡会员有哪些
        if (reading.Chinese && QuestionReader.AskedValue(reading) is { } asked)
        {
            return asked;
        }

        // 没有任何记录的飞行员的姓名: what is asked for comes last.
        var final = Enumerable.Range(0, reading.Count).LastOrDefault(reading.IsTable, i);
        if (reading.Chinese && Enumerable.Range(final, reading.Count - final).Where(at => at > i && reading.IsFreeColumn(at) && !reading.IsTable(at)).Select(at => Owner(reading[at])).LastOrDefault(t => t is not null) is { } owner)
        {
            return owner;
        }

        // 给出非最毒动物的名字和属性: what has those, and what the table that is left out refers to.
        if (reading.Chinese && reading.IsTable(i + 1) && reading[i + 1].Tables[0].Table is var left && Enumerable.Range(0, reading.Count).Where(reading.IsTable).All(at => at == i + 1)
            && Enumerable.Range(i + 2, Math.Max(0, reading.Count - i - 2)).Where(reading.IsFreeColumn).Select(at => reading[at].Columns[0].Column.Table)
                .FirstOrDefault(t => t != left && reading.Index.Joins.EdgesOf(left).Any(e => e.From.Table == left && e.To.Table == t)) is { } whole)
        {
            return whole;
        }

        // 没有订单的客户; "ids that have no …": what comes after, or whose columns are asked for.
        if (reading.Chinese && Enumerable.Range(0, reading.Count).Where(reading.IsTable).Select(at => reading[at].Tables[0].Table).LastOrDefault() is { } last)
        {
            return last;
        }

        return Enumerable.Range(0, i).Where(reading.IsFreeColumn).Select(at => reading[at].Columns[0].Column.Table).FirstOrDefault();
    }

    // 没有任何记录的飞行员的姓名: 飞行员的姓名 is one name, of which the table is a part.
    private static TableNode? Owner(Mention mention)
    {
        var best = mention.Columns.Where(c => c.Score >= mention.BestColumn - Near && c.Column.Table is var table && mention.BestTable < mention.BestColumn && table.Display.Count > 0).ToList();
        return mention.Text.Contains('的', StringComparison.Ordinal) || best.Exists(c => c.Column.IsPrimaryKey) ? (best.Find(c => c.Column.IsPrimaryKey) ?? best.FirstOrDefault())?.Column.Table : null;
    }
}
