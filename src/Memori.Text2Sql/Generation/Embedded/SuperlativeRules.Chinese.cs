using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

internal static partial class SuperlativeRules
{
    // 最多有多少作品, 豆瓣评分最高的是多少: the extreme itself is asked for.
    private static bool Extreme(Reading reading, int i, Cue cue)
    {
        bool HowMuch(int at) => reading.Is(at, CueKind.Count) || (reading.Is(at, CueKind.Wh) && reading[at].Text.Contains('多', StringComparison.Ordinal));
        var aggregate = cue.Argument == "desc" ? Aggregate.Max : Aggregate.Min;
        var column = -1;
        if (cue.Kind is CueKind.Most or CueKind.Superlative)
        {
            column = reading.IsFreeColumn(i - 1) && reading.Gap(i - 1, i) <= 1 && HowMuch(i + 1) ? i - 1
                : reading.IsFreeColumn(i + 1) && reading.Gap(i, i + 1) <= 1 && (HowMuch(i + 2) || (cue.Kind == CueKind.Most && reading.Is(i + 1, CueKind.Count))) ? i + 1
                : cue.Kind == CueKind.Most && HowMuch(i + 1) && reading.IsFreeColumn(i + 2) && reading.Gap(i + 1, i + 2) <= 1 ? i + 2
                : -1;
        }

        if (column < 0 && cue.Extra.Length > 0 && !reading.IsFreeSchema(i - 1) && ((reading.Is(i + 1, CueKind.Wh) && reading[i + 1].Text.Contains("是多", StringComparison.Ordinal)) || (reading.Is(i + 1, CueKind.Count) && reading[i + 1].Text.Contains("有多", StringComparison.Ordinal)))
            && Concept(reading, i, cue.Extra, out var flipped) is { } implied && !flipped)
        {
            // 客房最贵是多少
            reading.Take(i);
            reading.Take(i + 1);
            reading.Projections.Add(new TermProjection(implied with { Aggregate = aggregate }));
            return true;
        }

        if (column < 0 || !reading[column].Columns.Any(c => c.Column.IsMeasure) || (reading.IsTable(column) && reading[column].BestTable > 0.95))
        {
            return false;
        }

        reading.Take(i);
        for (var at = i + 1; at <= i + 2 && at < reading.Count; at++)
        {
            if (reading.Is(at, CueKind.Count))
            {
                reading.Take(at);
            }
        }

        reading.Projections.Add(new TermProjection(new Term(aggregate, reading.SlotOf(column, c => c.IsMeasure))));
        return true;
    }

    // Chinese puts the measure before: 体重最重, 平均工资最高, 公司最多.
    private static Term? Left(Reading reading, int i, Cue cue)
    {
        var left = i - 1;
        if (reading.Is(left, CueKind.Top) || reading.Is(left, CueKind.By))
        {
            left--;
        }

        // 体重排名最高的
        var reach = cue.Kind == CueKind.Most && reading.IsTable(left) ? 3 : left >= 0 && reading.Tokens[reading[left].End].Text == "排" ? 2 : 1;
        if (left < 0 || reading.Gap(left, i) > reach)
        {
            return null;
        }

        if (reading.IsFreeCue(left, CueKind.Aggregate) && reading.IsTable(left - 1) && reading.Gap(left - 1, left) <= 1
            && reading.Implied(["amount", "total", "sum", "金额", "总额"], c => c.IsMeasure && c.Table == reading[left - 1].Tables[0].Table, left) is { } sum)
        {
            reading.Take(left);
            reading.Take(left - 1);
            return new Term(Aggregates.Of(reading[left].Cue!), sum);
        }

        if (reading.IsFreeCue(left, CueKind.Count) && reading.IsFreeSchema(left - 1))
        {
            reading.Take(left);
            return CountOf(reading, left - 1);
        }

        if (reading.IsFreeCue(left, CueKind.Aggregate) && reading.IsFreeColumn(left - 1) && reading.Gap(left - 1, left) <= 1)
        {
            reading.Take(left);
            return new Term(Aggregates.Of(reading[left].Cue!), reading.SlotOf(left - 1, c => c.IsMeasure));
        }

        if (!reading.IsFreeSchema(left))
        {
            return null;
        }

        if (reading.IsFreeColumn(left) && reading[left].Columns.Any(c => c.Column.IsMeasure || TimeRules.HoldsTimes(c.Column)) && !(reading.IsTable(left) && (cue.Kind == CueKind.Most || reading[left].BestTable > 0.95) && reading[left].BestColumn < 0.95))
        {
            // 平均订单金额最高: the table between only says whose amount.
            var before = reading.IsTable(left - 1) && reading.IsFreeCue(left - 2, CueKind.Aggregate) && reading.Gap(left - 1, left) <= 1 ? left - 2 : left - 1;
            var aggregate = reading.IsFreeCue(before, CueKind.Aggregate) && reading.Gap(before, before + 1) <= 1 ? Aggregates.Of(reading[before].Cue!) : Aggregate.None;
            if (aggregate != Aggregate.None)
            {
                reading.Take(before);
            }

            return reading.MeasureOf(left, aggregate, c => c.IsMeasure || TimeRules.HoldsTimes(c));
        }

        return cue.Kind == CueKind.Most ? CountOf(reading, left) : null;
    }
}
