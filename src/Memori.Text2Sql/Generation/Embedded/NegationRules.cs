using Memori.Text2Sql.Grounding;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads absence: "customers without orders", "that do not have any pet", 没有订单的客户.</summary>
internal static class NegationRules
{
    public static void Apply(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsFreeCue(i, CueKind.Not) && Absent(reading, i) is var at and >= 0)
            {
                reading.Take(i);
                reading.Take(at);
                reading.Filters.Add(new AbsenceFilter(reading[at].Tables[0].Table, []));
            }
        }
    }

    private static int Absent(Reading reading, int i)
    {
        var subject = Subject(reading, i);
        var steps = 0;
        for (var at = i + 1; at < reading.Count && !reading[at].IsBreak && steps < 5; at++, steps++)
        {
            if (reading[at].Cue?.Kind is CueKind.Command or CueKind.Compare or CueKind.Order or CueKind.Each)
            {
                return -1;
            }

            if (reading.IsFreeSchema(at) && reading[at].Tables is [{ Score: > 0.6 } table, ..] && table.Table != subject)
            {
                return at;
            }
        }

        return -1;
    }

    private static TableNode? Subject(Reading reading, int i)
    {
        for (var at = i - 1; at >= 0; at--)
        {
            if (reading.IsTable(at))
            {
                return reading[at].Tables[0].Table;
            }
        }

        return null;
    }
}
