using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

internal static partial class ComparisonRules
{
    private const int Reach = 7;

    private static readonly Dictionary<string, string> Comparatives = new(StringComparer.Ordinal)
    {
        ["higher"] = ">",
        ["greater"] = ">",
        ["larger"] = ">",
        ["more"] = ">",
        ["bigger"] = ">",
        ["longer"] = ">",
        ["better"] = ">",
        ["lower"] = "<",
        ["less"] = "<",
        ["smaller"] = "<",
        ["fewer"] = "<",
        ["shorter"] = "<",
    };

    // "a higher price than 100", "more salary than the average", "a lower rating than all songs in English": the column stands inside.
    private static void Inside(Reading reading, int i)
    {
        var tokens = reading.Tokens;
        var end = reading[i].End;
        if (reading[i].Start == 0 || end >= tokens.Count || tokens[end].Lower is not ("than" or "then") || !Comparatives.TryGetValue(tokens[reading[i].Start - 1].Lower, out var op)
            || !reading[i].Columns.Any(c => c.Column.IsMeasure))
        {
            return;
        }

        var right = i + 1;
        if (reading.IsFreeNumber(right) && reading[right].Start <= end + 2)
        {
            reading.Take(right);
            reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, reading.SlotOf(i, c => c.IsMeasure)), op, reading.NumberAt(right)) { Position = i });
        }
        else if (reading.IsFreeCue(right, CueKind.Aggregate) && Aggregates.Of(reading[right].Cue!) is var aggregate and not Aggregate.None)
        {
            reading.Take(right);
            if (reading.IsFreeColumn(right + 1) && !reading.IsTable(right + 1))
            {
                reading.Take(right + 1);
            }

            reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, reading.SlotOf(i, c => c.IsMeasure)), op, new OverallOperand(aggregate) { From = i, To = End(reading, right) }) { Position = i });
        }
        else if (OfOthers(reading, i, op) is { } others)
        {
            reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, reading.SlotOf(i, c => c.IsMeasure)), op, others) { Position = i });
        }
    }

    // "older than all students in Physics", "than the salary of the employee whose id is 163", "than some songs in English".
    private static bool WithOthers(Reading reading, int i, string op, Cue cue)
    {
        if (reading.Chinese || op is not (">" or "<" or ">=" or "<=") || cue.Extra == "left")
        {
            return false;
        }

        var before = reading.Before(i, CueKind.Be, CueKind.Pass, CueKind.Soft);
        var named = reading.IsFreeColumn(before) && !reading.IsTable(before) && reading[before].Columns.Any(c => c.Column.IsMeasure || c.Column.IsDate || TimeRules.HoldsTimes(c.Column));
        if ((!named && cue.Extra.Length == 0) || OfOthers(reading, i, op) is not { } others)
        {
            return false;
        }

        var left = named ? reading.SlotOf(before, c => c.IsMeasure || c.IsDate || TimeRules.HoldsTimes(c)) : reading.Implied(cue.Extra.Split(','), c => c.IsNumeric, i);
        if (left is null)
        {
            return false;
        }

        reading.Take(i);
        reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, left), op, others) { Position = i });
        return true;
    }

    // What stands after "than": a table, maybe with the same column before it, and its conditions.
    private static OverallOperand? OfOthers(Reading reading, int i, string op)
    {
        var column = -1;
        var least = AtLeastOne(reading, i);
        for (var at = least ? i + 3 : i + 1; at < reading.Count && at <= i + Reach && !reading[at].IsBreak && reading[at].Number is null; at++)
        {
            if (reading.IsTable(at) && reading.IsFree(at))
            {
                reading.Take(at);
                if (column >= 0)
                {
                    reading.Take(column);
                }

                if (least)
                {
                    reading.Take(i + 1);
                    reading.Take(i + 2);
                }

                return new OverallOperand(Quantified(reading, i, at, op)) { From = i, To = End(reading, at), Of = reading[at].Tables[0].Table };
            }

            if (reading.IsFree(at) && !reading[at].IsSchema && reading[at].Values.Count > 0)
            {
                // "than some novels", "than at least one engineer": the value itself says which.
                if (least)
                {
                    reading.Take(i + 1);
                    reading.Take(i + 2);
                }

                return new OverallOperand(Quantified(reading, i, at, op)) { From = i, To = Math.Max(at + 1, End(reading, at)) };
            }

            if (reading.IsFreeColumn(at) && column < 0)
            {
                column = at;
            }
            else if (reading[at].Cue?.Kind is not (CueKind.Soft or CueKind.Pass or CueKind.Star or CueKind.Distinct or CueKind.Each or CueKind.Wh))
            {
                return null;
            }
        }

        return null;
    }

    // "older than at least one engineer"
    private static bool AtLeastOne(Reading reading, int i) =>
        reading.IsFreeCue(i + 1, CueKind.Compare) && reading[i + 1].Text.Equals("at least", StringComparison.OrdinalIgnoreCase) && reading.IsFreeNumber(i + 2) && reading[i + 2].Number == 1 && reading.Gap(i + 1, i + 2) == 0;

    // More than all is more than the most of them, more than some is more than the least.
    private static Aggregate Quantified(Reading reading, int from, int to, string op)
    {
        var most = op[0] == '>';
        for (var token = reading[from].End; token < reading[to].Start; token++)
        {
            switch (reading.Tokens[token].Lower)
            {
                case "all" or "every" or "any" or "each":
                    return most ? Aggregate.Max : Aggregate.Min;
                case "some" or "one":
                    return most ? Aggregate.Min : Aggregate.Max;
            }
        }

        return Aggregate.None;
    }

    // 小于成都的菜品的最大数量, 年龄不为最大: the extreme of others, or of all.
    private static bool WithExtreme(Reading reading, int i, string op)
    {
        var at = i + 1;
        while (at < reading.Count && at <= i + Reach && !reading[at].IsBreak && reading[at].Number is null && !(reading.IsFree(at) && reading[at].Cue?.Kind is CueKind.Superlative or CueKind.Most))
        {
            at++;
        }

        var before = reading.Before(i, CueKind.Be, CueKind.Soft);
        if (!reading.Chinese || at >= reading.Count || reading[at].Cue?.Kind is not (CueKind.Superlative or CueKind.Most) || !reading.IsFreeColumn(before) || reading.Gap(before, i) > 2
            || !reading[before].Columns.Any(c => c.Column.IsMeasure))
        {
            return false;
        }

        var desc = reading[at].Cue!.Argument == "desc";
        if (op == "!=" && at == i + 1)
        {
            op = desc ? "<" : ">";
        }
        else if (op == "!=" || at == i + 1 && !reading.IsFreeColumn(at + 1))
        {
            return false;
        }

        var left = reading.SlotOf(before, c => c.IsMeasure);
        for (var other = i; other <= at + 2 && other < reading.Count && !reading[other].IsBreak; other++)
        {
            if (reading[other].Cue is not null && other <= at || (reading[other].IsSchema && !Owns(reading, other) && (other < at || other == at + 1 || reading.Is(at + 1, CueKind.Soft))) || (other == at + 1 && reading.Is(other, CueKind.Count)))
            {
                reading.Take(other);
            }
        }

        reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, left), op, new OverallOperand(desc ? Aggregate.Max : Aggregate.Min) { From = i, To = at + 1 }) { Position = i });
        return true;
    }
}
