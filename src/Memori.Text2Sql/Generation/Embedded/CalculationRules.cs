using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads what is reckoned from two columns: "sales minus cost", 旺季票价与淡季票价之差, 数量乘以单价.</summary>
internal static class CalculationRules
{
    private const int Reach = 4;

    private static readonly Dictionary<string, string> Between = DataFile.Rows("calculations.tsv").Where(r => r[2] == "between").ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal);
    private static readonly (string Word, string Operator)[] After = [.. DataFile.Rows("calculations.tsv").Where(r => r[2] == "after").Select(r => (r[0], r[1]))];

    public static void Apply(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (!IsMeasure(reading, i) || Next(reading, i) is not (> 0 and var other))
            {
                continue;
            }

            var words = string.Concat(reading.Tokens.Skip(reading[i].End).Take(reading[other].Start - reading[i].End).Select(t => t.Lower));
            var op = Between.GetValueOrDefault(words) ?? (words is "和" or "与" or "跟" or "and" or "减" ? Behind(reading, other) : null);
            if (op is not null)
            {
                reading.Calculated[i] = (op, reading.SlotOf(other, c => c.IsNumeric));
                for (var at = i + 1; at < other; at++)
                {
                    reading.Take(at);
                }
            }
        }
    }

    private static bool IsMeasure(Reading reading, int i) => reading.IsFreeColumn(i) && reading[i].Columns.Any(c => c.Column.IsMeasure && c.Score > 0.5);

    private static int Next(Reading reading, int i)
    {
        for (var at = i + 1; at < reading.Count && at <= i + 2 && !reading[at].IsBreak; at++)
        {
            if (IsMeasure(reading, at))
            {
                return reading[at].Start - reading[i].End <= Reach ? at : -1;
            }
        }

        return -1;
    }

    private static string? Behind(Reading reading, int i)
    {
        var words = string.Concat(reading.Tokens.Skip(reading[i].End).Take(3).Select(t => t.Lower));
        return Array.Find(After, a => words.StartsWith(a.Word, StringComparison.Ordinal)).Operator;
    }
}
