using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads times of day as conditions on a column of moments: "appointments before 10 am", 晚上10点以后下的单.</summary>
internal static class ClockRules
{
    public static void Apply(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsFree(i) && reading[i].Clock is { From: null, To: { Ticks: 0 } })
            {
                // Before midnight is all day.
                reading.Take(i);
            }
            else if (reading.IsFree(i) && reading[i] is { Clock: { } clock, IsQuoted: false } && SlotFor(reading, i) is { } slot)
            {
                reading.Take(i);
                reading.Filters.Add(new ClockFilter(slot, clock) { Position = i });
            }
        }
    }

    public static bool HoldsClocks(ColumnNode column) => column.Schema.Type is ColumnType.Timestamp or ColumnType.Time;

    private static bool Names(Reading reading, int i) => reading.IsFreeColumn(i) && !reading.IsTable(i) && reading[i].Columns.Any(c => HoldsClocks(c.Column));

    private static Slot? SlotFor(Reading reading, int i)
    {
        var before = reading.Before(i, CueKind.Be, CueKind.Soft, CueKind.Compare);
        var named = Names(reading, before) ? before : Names(reading, i + 1) && reading.Gap(i, i + 1) <= 1 ? i + 1 : -1;
        return named >= 0 ? reading.SlotOf(named, HoldsClocks) : TimeRules.Implied(reading, i, HoldsClocks);
    }
}
