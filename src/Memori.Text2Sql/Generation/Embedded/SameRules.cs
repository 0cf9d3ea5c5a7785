using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads what is shared with another: "in the same department as Clara", 和李雷同一个部门的员工.</summary>
internal static class SameRules
{
    private const int Reach = 4;

    private static readonly string[] Shared = ["同一个", "同一家", "同一所", "同一", "同个", "相同的", "相同", "一样的", "同"];

    public static void Apply(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsFreeSchema(i) && (reading.Chinese ? Before(reading, i) : After(reading, i)) is { } other && SlotFor(reading, i, other) is { } slot)
            {
                reading.Take(i);
                reading.Filters.Remove(other);
                reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, slot), "=", new OverallOperand(Aggregate.None) { From = Math.Min(i, other.Position), To = Math.Max(i, other.Position), Inner = [other] }) { Position = i });
            }
        }
    }

    // "the same department as Clara"
    private static CompareFilter? After(Reading reading, int i)
    {
        var (start, end) = (reading[i].Start, reading[i].End);
        return start > 0 && end < reading.Tokens.Count && reading.Tokens[start - 1].Lower == "same" && reading.Tokens[end].Lower is "as" or "with"
            ? Values(reading).Where(f => f.Position > i && f.Position <= i + Reach).MinBy(f => f.Position) : null;
    }

    // 和李雷同一个部门, 与阿莫西林相同剂型
    private static CompareFilter? Before(Reading reading, int i)
    {
        var text = string.Concat(reading.Tokens.Take(reading[i].Start).TakeLast(Reach).Select(t => t.Text));
        return Array.Exists(Shared, text.EndsWith)
            ? Values(reading).Where(f => f.Position < i && f.Position >= i - Reach && reading[f.Position].Start > 0 && reading.Tokens[reading[f.Position].Start - 1].Text is "和" or "与" or "跟" or "同").MaxBy(f => f.Position) : null;
    }

    private static IEnumerable<CompareFilter> Values(Reading reading) =>
        reading.Filters.OfType<CompareFilter>().Where(f => f is { Operator: "=", Or: false, Left: { Aggregate: Aggregate.None, Column: not null }, Right: TextOperand } && f.Position >= 0 && f.Position < reading.Count);

    // What both have: the column itself, or the key that refers to the table.
    private static Slot? SlotFor(Reading reading, int i, CompareFilter other)
    {
        var own = other.Left.Column!.Candidates[0].Column.Table;
        if (!reading.IsTable(i))
        {
            return reading[i].Columns.Where(c => c.Column.Table == own).ToList() is { Count: > 0 } beside ? new Slot(beside, i) : reading.SlotOf(i);
        }

        var table = reading[i].Tables[0].Table;
        var keys = reading.Index.Edges.Where(e => e.To.Table == table && e.From.Table != table)
            .OrderBy(e => e.From.Table == own ? 0 : reading.Index.Joins.Connect([own, e.From.Table])?.Cost ?? 9).Select((e, at) => new ColumnMatch(e.From, 1.0 / (1 + at))).Take(1).ToList();
        return keys.Count > 0 ? new Slot(keys, i) : null;
    }
}
