using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

internal static partial class ProjectionRules
{
    private const double NamesItself = 0.8;

    /// <summary>有多少种不同的付款方式, 有几种颜色: how many kinds there are of what a column holds.</summary>
    public static void Kinds(Reading reading)
    {
        for (var i = 0; reading.Chinese && i + 1 < reading.Count; i++)
        {
            if (reading.IsFreeCue(i, CueKind.Count) && reading[i].Cue!.Argument == "distinct" && reading.IsFreeSchema(i + 1) && reading.Gap(i, i + 1) == 0
                && reading.Head(i + 1) is var at && reading.IsFreeColumn(at) && !reading.IsTable(at) && reading[at].Columns[0].Column is { IsMeasure: false, IsPrimaryKey: false })
            {
                reading.Take(i);
                reading.Projections.Add(new TermProjection(new Term(Aggregate.Count, reading.SlotOf(at), true)));
            }
            else if (reading.IsFreeCue(i + 1, CueKind.Count) && reading[i + 1].Text is "有多少个" or "有几个" or "有多少" && (i + 2 >= reading.Count || reading[i + 2].IsBreak) && reading.IsFreeColumn(i) && !reading.IsTable(i) && reading.Gap(i, i + 1) == 0
                && reading[i].Columns[0] is { Score: > NamesItself, Column: { IsText: true, IsIdentifier: false } } && !Enumerable.Range(0, i).Any(at => reading.Is(at, CueKind.Each)))
            {
                // 有机场的城市有多少个
                reading.Take(i + 1);
                reading.Projections.Add(new TermProjection(new Term(Aggregate.Count, reading.SlotOf(i), true)));
            }
        }
    }

    /// <summary>所有城市的名称, where the city is a column: it holds the name itself.</summary>
    public static void NamesOfColumns(Reading reading)
    {
        for (var i = 1; reading.Chinese && i < reading.Count; i++)
        {
            if (reading.IsFreeColumn(i) && reading.IsName(i) && reading[i].Text is "名称" or "名字" or "名" && reading.IsFreeColumn(i - 1) && !reading.IsTable(i - 1) && reading.Gap(i - 1, i) == 1 && reading.Tokens[reading[i].Start - 1].Text == "的"
                && reading[i - 1].Columns[0] is { Score: > NamesItself, Column: { IsText: true, IsIdentifier: false, IsForeignKey: false } })
            {
                reading.Take(i);
            }
        }
    }

    // 客户数量, 有多少个客户; a bare 多少 after a column only asks for the column.
    private static void ChineseCount(Reading reading, int i, Cue cue)
    {
        var adjacent = cue.Argument is "many" or "distinct" or "maybe" && reading.IsFreeSchema(i + 1) && reading.Gap(i, i + 1) <= 1 ? i + 1
            : (reading.IsFreeSchema(i - 1) || reading.IsTable(i - 1)) && reading.Gap(i - 1, i) <= 1 ? i - 1
            : -1;
        if (reading.IsFreeCue(i + 1, CueKind.Distinct) && reading.IsFreeSchema(i + 2) && reading.Head(i + 2) is var head && reading.IsFreeColumn(head) && cue.Argument is "many" or "maybe" or "distinct")
        {
            reading.Take(i + 1);
            reading.Projections.Add(new TermProjection(new Term(Aggregate.Count, reading.SlotOf(head), true)));
            return;
        }

        if (cue.Argument == "distinct" && adjacent > i)
        {
            // 有多少种不同的镜头品牌: the brands are counted.
            adjacent = reading.Head(adjacent);
        }

        var previous = i - 1 >= 0 && reading[i - 1].IsSchema && reading.Gap(i - 1, i) <= 2;
        if (cue.Argument == "maybe" && (previous || reading.Projections.Count > 0) && !(previous && reading.IsTable(i - 1)) && adjacent < 0)
        {
            return;
        }

        if (adjacent >= 0 && !reading.IsTable(adjacent) && reading.IsFreeColumn(adjacent))
        {
            var measure = reading[adjacent].Columns[0].Column.IsMeasure;
            var slot = reading.SlotOf(adjacent);
            reading.Projections.Add(new TermProjection(measure ? new Term(Aggregate.None, slot) : new Term(Aggregate.Count, slot, cue.Argument == "distinct")));
            return;
        }

        if (adjacent >= 0)
        {
            Table(reading, adjacent);
        }
        else if (cue.Argument == "weak")
        {
            return;
        }

        reading.Projections.Add(new TermProjection(new Term(Aggregate.Count, null)));
    }

    // 平均年龄 has the column after it; 年龄的平均值 and 薪资总和 before it.
    private static void ChineseAggregate(Reading reading, int i, List<Aggregate> pending)
    {
        var aggregate = Aggregates.Of(reading[i].Cue!);
        reading.Take(i);
        if (reading.IsFreeColumn(i + 1) && reading.Gap(i, i + 1) <= 2)
        {
            pending.Clear();
            reading.Projections.Add(new TermProjection(new Term(aggregate, reading.SlotOf(i + 1))));
        }
        else if (i > 0 && reading.Gap(i - 1, i) <= 2 && reading.Projections.FindLastIndex(p => p is TermProjection { Term: { Aggregate: Aggregate.None, Column: { } column } } && column.Position == i - 1) is var at and >= 0)
        {
            reading.Projections[at] = new TermProjection(new Term(aggregate, ((TermProjection)reading.Projections[at]).Term.Column));
        }
    }

    // 哪些书籍…, 有哪些…: the rows themselves are asked for, whatever else is.
    private static bool Asked(Reading reading, int i) =>
        reading.Is(i - 1, CueKind.Each)
        || (reading.Is(i - 2, CueKind.Wh) && reading[i - 1].Number is not null && reading.Gap(i - 1, i) <= 1)
        || (reading.Is(i - 1, CueKind.Wh) && reading[i - 1].Cue!.Argument is "entity" or "" && reading.Gap(i - 1, i) <= 1 && !(reading.IsFreeColumn(i + 1) && reading.Gap(i, i + 1) <= 1))
        || (reading.Is(i + 1, CueKind.Wh) && reading[i + 1].Cue!.Argument is "" or "name" && reading.Gap(i, i + 1) <= 1)
        || (reading.Is(i - 1, CueKind.Command) && reading.Gap(i - 1, i) <= 2 && (i + 1 >= reading.Count || reading[i + 1].IsBreak || reading.Is(i + 1, CueKind.And)));

    private static void Count(Reading reading, int i, List<Aggregate> pending)
    {
        var cue = reading[i].Cue!;
        reading.Take(i);
        if (reading.Chinese)
        {
            ChineseCount(reading, i, cue);
            return;
        }

        var target = reading.After(i, CueKind.Soft);
        var distinct = cue.Argument == "distinct";
        if (reading.IsFreeCue(target, CueKind.Distinct))
        {
            reading.Take(target);
            distinct = true;
            target = reading.After(target, CueKind.Soft);
        }

        if (cue.Argument == "times" || !reading.IsFreeSchema(target) || reading.Gap(i, target) > 4)
        {
            reading.Projections.Add(new TermProjection(new Term(Aggregate.Count, null)));
            return;
        }

        target = reading.Head(target);
        if (reading.IsTable(target))
        {
            Table(reading, target);
            reading.Projections.Add(new TermProjection(distinct && reading[target].Tables[0].Table.Key is { } key
                ? new Term(Aggregate.Count, new Slot(reading.KeyColumns(key), target), true)
                : new Term(Aggregate.Count, null)));
            return;
        }

        if (pending.Count > 0 && reading[target].Columns.Any(c => c.Column.IsMeasure))
        {
            var measured = reading.SlotOf(target, c => c.IsMeasure);
            reading.Projections.AddRange(pending.Select(a => new TermProjection(new Term(a, measured))));
            pending.Clear();
            return;
        }

        var isMeasure = reading[target].Columns[0] is { Column.IsMeasure: true, Score: > 0.6 } && reading[target].Columns[0].Column.Words.Any(Counted.Contains);
        if (!isMeasure && !distinct && reading[target].BestColumn < 0.75)
        {
            reading.Take(target);
            reading.Projections.Add(new TermProjection(new Term(Aggregate.Count, null)));
            return;
        }

        var slot = reading.SlotOf(target);
        reading.Projections.Add(new TermProjection(
            isMeasure && !distinct ? new Term(cue.Argument == "many" ? Aggregate.None : Aggregate.Sum, slot) : new Term(Aggregate.Count, slot, distinct || slot.Candidates[0].Column is { IsIdentifier: false, IsText: true })));
    }
}
