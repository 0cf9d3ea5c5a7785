using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads a column of yes and no as a condition: "students who are on scholarship", "books not in stock", 有过敏史的患者.</summary>
internal static class FlagRules
{
    private const double Sure = 0.6;
    private const double Fair = 0.4;

    public static void Apply(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsFreeColumn(i) && !reading.IsTable(i) && (IsTold(reading, i) ? reading[i].BestColumn > Sure : Describes(reading, i) && reading[i].BestColumn > Fair) && Flags.Of(reading[i].Columns[0].Column) is var (yes, no))
            {
                var negated = reading.IsFreeCue(i - 1, CueKind.Not);
                if (negated)
                {
                    reading.Take(i - 1);
                }

                var column = reading[i].Columns[0].Column;
                reading.Take(i);
                reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, new Slot([reading[i].Columns[0]], i)), "=", column.IsNumeric ? new NumberOperand(negated ? 0 : 1) : new TextOperand(negated ? no : yes)) { Position = i });
            }
        }
    }

    private static bool IsTold(Reading reading, int i) =>
        reading.Zones[i] == Zone.Condition || reading.Is(i - 1, CueKind.Not) || (reading.IsTable(i + 1) && reading.Gap(i, i + 1) == 0) || (!reading.Chinese && reading.Is(i - 1, CueKind.Be) && reading.Gap(i - 1, i) <= 1);

    // 有过敏史的患者: what stands before what it describes.
    private static bool Describes(Reading reading, int i) =>
        reading.Chinese && !reading[i].Text.StartsWith("是否", StringComparison.Ordinal) && reading.IsTable(i + 1) && reading.Gap(i, i + 1) is (1 or 2) && reading.Tokens[reading[i + 1].Start - 1].Text == "的";
}
