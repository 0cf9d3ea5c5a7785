using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Finds the columns that hold how many there are of something, by the words said around "how many": 招了多少人 → 招生人数.</summary>
internal static class Amounts
{
    private const double Least = 0.4;
    private const double Close = 0.1;

    // What such names say of holding a number, and what questions say between the words that tell.
    private const string Counting = "数量次总共的了过有是个平均最多少";

    /// <summary>A slot for the measures of <paramref name="tables"/> that have what is counted in their name, and likely what is done; null where there is none.</summary>
    /// <param name="tables">The tables that may be meant.</param>
    /// <param name="verb">What is done: 招.</param>
    /// <param name="thing">What is counted: 人.</param>
    /// <param name="position">Where the question says so.</param>
    public static Slot? Find(IEnumerable<TableNode> tables, string verb, string thing, int position)
    {
        var found = new List<ColumnMatch>();
        foreach (var column in tables.SelectMany(t => t.Columns).Where(c => c.IsMeasure))
        {
            var core = column.Name.Where(c => Tokenizer.IsIdeograph(c) && !Counting.Contains(c, StringComparison.Ordinal)).ToHashSet();
            var isOfRows = thing.Length > 0 && column.Table.Name.Contains(thing, StringComparison.Ordinal) && !column.Name.Contains(thing, StringComparison.Ordinal);
            var needed = isOfRows ? verb : thing;
            if (core.Count == 0 || needed.Length == 0 || !needed.Take(2).All(c => column.Name.Contains(c, StringComparison.Ordinal)))
            {
                continue;
            }

            var said = (verb + thing).Where(c => !Counting.Contains(c, StringComparison.Ordinal)).ToHashSet();
            var common = said.Count(core.Contains);
            var score = (0.5 * common / core.Count) + (said.Count == 0 ? 0 : 0.5 * common / said.Count);
            if (score >= Least || column.Name.TrimEnd('数', '量') == thing)
            {
                found.Add(new ColumnMatch(column, 0.4 + (0.6 * score)));
            }
        }

        var best = found.Count == 0 ? 0 : found.Max(f => f.Score);
        return best == 0 ? null : new Slot([.. found.Where(f => f.Score > best - Close).OrderByDescending(f => f.Score)], position) { IsImplied = true };
    }

    /// <summary>The tables that a question names, by themselves or by their columns and values.</summary>
    public static IReadOnlyList<TableNode> Named(Reading reading) =>
        [.. Enumerable.Range(0, reading.Count).SelectMany(i => reading[i].Tables.Where(t => t.Score > 0.6).Select(t => t.Table)
            .Concat(reading[i].Columns.Where(c => c.Score > 0.9).Select(c => c.Column.Table))
            .Concat(reading[i].IsSchema ? [] : reading[i].Values.Select(v => v.Column.Table))).Distinct()];
}
