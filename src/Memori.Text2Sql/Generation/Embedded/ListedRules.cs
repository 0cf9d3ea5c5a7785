using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads what is asked of one name in several ways: 平均、最低和最高票价, 票价的最大值和最小值, 旅客的最大和最小数量.</summary>
internal static class ListedRules
{
    public static void Apply(Reading reading)
    {
        for (var i = 0; reading.Chinese && i + 2 < reading.Count; i++)
        {
            var asked = new List<Aggregate>();
            var end = i;
            for (var at = i; Of(reading, at) is { } aggregate && !asked.Contains(aggregate); at += 2)
            {
                asked.Add(aggregate);
                end = at + 1;
                if (!IsJoined(reading, end))
                {
                    break;
                }
            }

            if (asked.Count > 1 && Measured(reading, i, end) is var measure and >= 0)
            {
                Enumerable.Range(i, end - i).ToList().ForEach(reading.Take);
                if (reading.IsFreeCue(end, CueKind.Count) && reading[end].Cue!.Argument == "weak")
                {
                    reading.Take(end);
                }

                var slot = reading.SlotOf(measure, c => c.IsMeasure);
                reading.Projections.AddRange(asked.Select(a => new TermProjection(new Term(a, slot))));
            }
        }
    }

    private static bool IsJoined(Reading reading, int i) => i < reading.Count && (reading.Is(i, CueKind.And) || reading[i].Text == "、");

    // The column behind the list, unless that says of which things; else the one before it.
    private static int Measured(Reading reading, int first, int end)
    {
        bool IsMeasure(int at) => reading.IsFreeColumn(at) && !(reading.IsTable(at) && reading[at].BestTable > 0.95) && reading[at].Columns.Any(c => c.Column.IsMeasure);
        if (IsMeasure(end) && reading.Gap(end - 1, end) <= 1)
        {
            return end + 1 < reading.Count && reading.IsTable(end + 1) && reading.Gap(end, end + 1) <= 1 ? -1 : end;
        }

        var isNamed = end < reading.Count && reading[end].IsSchema && reading.Gap(end - 1, end) <= 1;
        return !isNamed && IsMeasure(first - 1) && reading.Gap(first - 1, first) <= 1 ? first - 1 : -1;
    }

    private static Aggregate? Of(Reading reading, int i) =>
        !reading.IsFree(i) ? null : reading[i].Cue switch
        {
            { Kind: CueKind.Aggregate } cue when Aggregates.Of(cue) is var aggregate and not Aggregate.None => aggregate,
            { Kind: CueKind.Superlative, Extra: "", Argument: var argument } when reading[i].Text is "最高" or "最低" or "最大" or "最小" => argument == "desc" ? Aggregate.Max : Aggregate.Min,
            _ => null,
        };
}
