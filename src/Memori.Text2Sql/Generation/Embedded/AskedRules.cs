using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads what a question word and its verb ask for, where the table meant has such a column: 它是谁写的 → 作者, 他们是哪国人 → 国籍, "who wrote" → author.</summary>
internal static class AskedRules
{
    private const int Longest = 6;
    private const double Least = 0.3;

    // 在哪些城市, 在哪一年: the noun behind says what is asked for.
    private const string Continued = "些个座家所国省市区县年月天届次类种队位一条";

    private static readonly Dictionary<string, string[]> Known = DataFile.Rows("asked.tsv").ToDictionary(r => r[0], r => r[1].Split(','), StringComparer.Ordinal);

    public static void Apply(Reading reading)
    {
        for (var i = 1; reading.Chinese && i + 1 < reading.Count; i++)
        {
            // 哪些城市的面积不超过…: the cities are asked for, not only named.
            if (reading.Is(i - 1, CueKind.Wh) && reading[i - 1].Text is "哪些" or "哪个" && reading.Gap(i - 1, i) == 0 && reading.Is(i + 1, CueKind.Compare) && reading.IsFreeColumn(i) && !reading.IsTable(i)
                && reading[i].Columns[0] is { Score: > 0.9, Column: { IsMeasure: true, Table: { IsNamed: true } table } } && reading[i].Text.StartsWith(table.Name, StringComparison.Ordinal))
            {
                reading.Projections.Add(reading.DisplayOf(table));
            }
        }

        for (var i = 0; reading.Chinese && i < reading.Count; i++)
        {
            When(reading, i);
        }

        for (var start = 0; start < reading.Tokens.Count; start++)
        {
            for (var end = Math.Min(reading.Tokens.Count, start + Longest); end > start + 1; end--)
            {
                if (Known.TryGetValue(string.Concat(reading.Tokens.Skip(start).Take(end - start).Select(t => t.Lower)), out var concepts) && Asks(reading, start, end, concepts))
                {
                    start = end - 1;
                    break;
                }
            }
        }
    }

    // 第一次索赔是什么时候提出的: the date of what is named, unless a name beside says which.
    private static void When(Reading reading, int i)
    {
        bool Says(int at) => reading.IsFreeColumn(at) && !reading.IsTable(at) && reading[at].Columns.Any(c => c.Score > Least && TimeRules.MayHoldTimes(c.Column));
        if (reading[i].Cue is not { Kind: CueKind.Wh, Argument: "time" } || Enumerable.Range(i - 2, 4).Any(Says))
        {
            return;
        }

        var tables = Amounts.Named(reading);
        if (reading.Implied(["日期", "时间", "date", "time", "year", "年份"], c => TimeRules.HoldsTimes(c) && tables.Contains(c.Table), i) is { } slot)
        {
            reading.Take(i);
            reading.Projections.Add(new TermProjection(new Term(Aggregate.None, slot)));
        }
    }

    /// <summary>Shows what is called by its name before what question words ask for besides.</summary>
    public static void PutLast(Reading reading, IReadOnlyList<Projection> told)
    {
        if (told.Count > 0)
        {
            var ordered = reading.Projections.OrderBy(p => p is DisplayProjection || (!told.Contains(p) && p is TermProjection { Term.Aggregate: Aggregate.None }) ? 0 : 1).ToList();
            reading.Projections.Clear();
            reading.Projections.AddRange(ordered);
        }
    }

    private static bool Asks(Reading reading, int start, int end, string[] concepts)
    {
        var met = Enumerable.Range(0, reading.Count).Where(i => reading[i].Start < end && reading[i].End > start).ToList();
        var before = Enumerable.Range(0, reading.Count).LastOrDefault(i => reading[i].End <= start, -1);
        if ((reading.Chinese && end < reading.Tokens.Count && Continued.Contains(reading.Tokens[end].Text, StringComparison.Ordinal)) || met.Exists(i => !reading.IsFree(i) || reading[i].BestColumn > 0.9 || reading.IsTable(i) || reading[i].Is(CueKind.Not))
            || (reading.Chinese && before >= 0 && reading.IsFreeColumn(before) && !reading.IsTable(before) && start - reading[before].End <= 1))
        {
            return false;
        }

        var tables = Amounts.Named(reading);
        if (reading.Implied(concepts, c => tables.Contains(c.Table), met.Count > 0 ? met[0] : before) is not { Candidates: [{ Score: > Least }, ..] } slot)
        {
            return false;
        }

        met.ForEach(reading.Take);
        reading.Projections.Add(new TermProjection(new Term(Aggregate.None, slot)));
        return true;
    }
}
