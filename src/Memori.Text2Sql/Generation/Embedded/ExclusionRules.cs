using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads what leaves out the first few: 除了国家最多的两个洲之外的其他洲, 不属于平均评分最低的3个品牌.</summary>
internal static class ExclusionRules
{
    private const int Reach = 5;
    private const int Most = 100;

    public static void Apply(Reading reading)
    {
        for (var i = 0; reading.Chinese && i < reading.Count; i++)
        {
            if ((reading.IsFreeCue(i, CueKind.Not) || (reading.IsFreeCue(i, CueKind.Compare) && reading[i].Cue!.Argument == "!=")) && Superlative(reading, i) is var extreme and > 0)
            {
                Read(reading, i, extreme);
            }
        }
    }

    // 不属于[平均评分]最低的[3]个[品牌]: a number of something behind the superlative.
    private static int Superlative(Reading reading, int i)
    {
        for (var at = i + 1; at + 2 < reading.Count && at <= i + Reach && !reading[at].IsBreak; at++)
        {
            if (reading[at].Cue?.Kind is CueKind.Most or CueKind.Superlative && reading.IsFreeNumber(at + 1) && reading.Gap(at, at + 1) <= 1
                && reading[at + 2].Columns.Count > 0 && reading.IsFree(at + 2) && reading.Gap(at + 1, at + 2) <= 1 && reading[at + 1].Number is > 0 and <= Most)
            {
                return at;
            }
        }

        return -1;
    }

    private static void Read(Reading reading, int i, int extreme)
    {
        var between = Enumerable.Range(i + 1, extreme - i - 1).ToList();
        var measured = between.FindLast(at => reading.IsFreeColumn(at) && !reading.IsTable(at) && reading[at].Columns.Any(c => c.Column.IsMeasure));
        var descending = reading[extreme].Cue!.Argument == "desc";
        var said = between.Select(at => reading[at].Cue).OfType<Cue>().Where(c => c.Kind == CueKind.Aggregate).Select(Aggregates.Of).FirstOrDefault(descending ? Aggregate.Max : Aggregate.Min);
        var owner = between.Where(reading.IsTable).Select(at => reading[at].Tables[0].Table).FirstOrDefault();
        var term = measured > i ? new Term(said, reading.SlotOf(measured, c => c.IsMeasure)) : new Term(Aggregate.Count, null);
        var key = extreme + 2;
        reading.Filters.Add(new OutsideFilter(new Slot(reading[key].Columns, key) { Owner = owner }, term, descending, (int)reading[extreme + 1].Number!.Value) { Position = i });
        Enumerable.Range(i, key - i + 1).ToList().ForEach(reading.Take);

        // 其他洲: what is left needs no other name.
        for (var at = key + 1; at < reading.Count; at++)
        {
            if (reading.IsFree(at) && reading[at].Columns is [var again, ..] && again == reading[key].Columns[0] && reading[at].Start > 0 && reading.Tokens[reading[at].Start - 1].Text is "其他" or "他" or "其余" or "余")
            {
                reading.Take(at);
            }
        }
    }
}
