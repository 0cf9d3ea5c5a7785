using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

internal static partial class ComparisonRules
{
    private static void Range(Reading reading, int i)
    {
        var isCue = reading.Is(i, CueKind.Between);
        var low = isCue ? reading.After(i, CueKind.Soft) : i - 1;
        var high = isCue ? low < 0 ? -1 : reading.After(low, CueKind.And, CueKind.To) : i + 1;
        if (!reading.IsFreeNumber(low) || !reading.IsFreeNumber(high) || reading[low].Number is not { } from || reading[high].Number is not { } to || from > to)
        {
            return;
        }

        if (!isCue && !reading.Is(high + 1, CueKind.BetweenEnd) && !(reading.Is(i, CueKind.To) && (!reading.Chinese || reading.Is(low - 1, CueKind.From) || IsMeasured(reading, low))))
        {
            return;
        }

        var start = isCue ? i : low;
        var before = reading.Before(start, CueKind.Be, CueKind.From, CueKind.Soft, CueKind.Pass);
        var after = high + 1;
        var counted = reading.Chinese && reading.IsFreeCue(before, CueKind.Count) && reading.IsFreeSchema(before - 1) && reading.Gap(before - 1, before) <= 2 ? before - 1 : -1;
        var column = reading.IsFreeColumn(before) ? before : reading.IsFreeColumn(after) ? after : -1;
        if (column < 0 && counted < 0)
        {
            return;
        }

        foreach (var taken in (ReadOnlySpan<int>)[i, low, high])
        {
            reading.Take(taken);
        }

        if (counted >= 0)
        {
            // 学生人数在2到30之间的专业
            reading.Take(before);
            reading.Filters.Add(new RangeFilter(reading.IsTable(counted) ? CountOf(reading, counted) : Measure(reading, counted), from, to) { Position = start });
            return;
        }

        reading.Filters.Add(new RangeFilter(Measure(reading, column), from, to) { Position = start });
    }

    // 能容纳50到100名学生的教室, 价格50到100元
    private static bool IsMeasured(Reading reading, int low) =>
        reading.IsFreeColumn(low - 1) && !reading.IsTable(low - 1) && reading.Gap(low - 1, low) <= 1 && reading[low - 1].Columns.Any(c => c.Column.IsMeasure && !TimeRules.MayHoldTimes(c.Column));

    // "age 20 to 25", "within the range 12000 to 18000"
    private static void Span(Reading reading, int i)
    {
        var before = reading.Before(i, CueKind.Be, CueKind.From, CueKind.Soft, CueKind.Pass, CueKind.Between);
        if (!reading.IsFreeColumn(before) || reading.IsTable(before) || !Fits(reading[before]) || reading[i].Number is not { } low || reading[i + 1].Number is not { } high || low >= high)
        {
            return;
        }

        Enumerable.Range(before + 1, i + 1 - before).Where(at => at >= i || reading.Is(at, CueKind.Between)).ToList().ForEach(reading.Take);
        reading.Filters.Add(new RangeFilter(Measure(reading, before), low, high) { Position = i });
    }
}
