using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Numbers that no rule took: a condition is rather read of the nearest column that fits than left out.</summary>
internal static class LooseNumberRules
{
    private const int Reach = 6;

    public static void Apply(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (!reading.IsFreeNumber(i) || reading[i].Time is not null || IsInWord(reading, i) || Ranks(reading, i) || Measured(reading, i) || (reading.IsFreeSchema(i + 1) && reading.IsTable(i + 1)))
            {
                continue;
            }

            var compare = reading.IsFreeCue(i - 1, CueKind.Compare) ? i - 1 : reading.IsFreeCue(i + 1, CueKind.Compare) && reading[i + 1].Cue!.Extra == "left" ? i + 1 : -1;
            if (Nearest(reading, i, compare >= 0) is not (>= 0 and var at))
            {
                continue;
            }

            reading.Take(i);
            var negated = compare < 0 && ValueRules.Negated(reading, Math.Min(i, at));
            if (compare >= 0)
            {
                reading.Take(compare);
            }

            // A name that is asked for may be compared too: it stays free for that.
            var slot = new Slot([.. reading[at].Columns.Where(c => c.Column.IsMeasure || (compare < 0 && c.Column.IsNumeric))], at) { Owner = reading.OwnerOf(at) };
            reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, slot), compare >= 0 ? reading[compare].Cue!.Argument : negated ? "!=" : "=", reading.NumberAt(i)) { Position = i });
        }
    }

    // 二手车, 两院: a numeral within a word.
    private static bool IsInWord(Reading reading, int i) =>
        reading.Chinese && reading[i].End - reading[i].Start == 1 && reading[i].Text is [not (>= '0' and <= '9')] && reading[i].End < reading.Tokens.Count
        && reading.Tokens[reading[i].End].Kind == TokenKind.Ideograph && !Classifiers.Follow(reading.Tokens, reading[i].End) && Units.Of(reading.Tokens[reading[i].End].Text).Length == 0
        && !reading.Is(i - 1, CueKind.Compare) && !reading.Is(i + 1, CueKind.Compare);

    // 1星的评价, 18岁的学生: the unit says which column.
    private static bool Measured(Reading reading, int i)
    {
        if (!reading.Chinese || reading[i].End >= reading.Tokens.Count || reading.Is(i - 1, CueKind.Compare) || reading.Is(i + 1, CueKind.Compare)
            || Units.Of(reading.Tokens[reading[i].End].Text) is not { Length: > 0 } concepts || reading.Implied(concepts, c => c.IsMeasure, i) is not { } slot)
        {
            return false;
        }

        reading.Take(i);
        reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, slot), "=", reading.NumberAt(i)) { Position = i });
        return true;
    }

    // "the 3 oldest", 最高的3个, 前5
    private static bool Ranks(Reading reading, int i)
    {
        bool Is(int at) => at >= 0 && at < reading.Count && reading[at].Cue?.Kind is CueKind.Superlative or CueKind.Most or CueKind.Top or CueKind.Common or CueKind.Wh;
        return Is(i - 1) || Is(i + 1);
    }

    private static int Nearest(Reading reading, int i, bool compared)
    {
        var best = -1;
        for (var distance = 1; distance <= Reach && best < 0; distance++)
        {
            foreach (var at in (ReadOnlySpan<int>)[i - distance, i + distance])
            {
                if (best < 0 && at >= 0 && at < reading.Count && !Crosses(reading, at, i) && reading[at].IsSchema && reading[at].BestColumn > 0.5
                    && (compared || distance == 1) && reading[at].Columns.Any(c => c.Column.IsMeasure || (!compared && c.Column.IsNumeric)))
                {
                    best = at;
                }
            }
        }

        return best;
    }

    private static bool Crosses(Reading reading, int one, int other)
    {
        for (var at = Math.Min(one, other) + 1; at < Math.Max(one, other); at++)
        {
            if (reading[at].IsBreak || reading[at].Number is not null)
            {
                return true;
            }
        }

        return false;
    }
}
