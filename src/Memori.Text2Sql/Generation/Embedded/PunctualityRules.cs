using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads what was late or on time as a comparison of when it was done with when it was due: "shipments delivered late", 逾期归还的借阅.</summary>
internal static class PunctualityRules
{
    private static readonly List<(Token[] Words, string Operator)> Said = [.. DataFile.Rows("punctuality.tsv").Where(r => r[0] == "said").Select(r => (Tokenizer.Tokenize(r[1]).ToArray(), r[2])).OrderByDescending(s => s.Item1.Length)];
    private static readonly string[] Due = [.. DataFile.Rows("punctuality.tsv").Where(r => r[0] == "due").Select(r => r[1])];
    private static readonly string[] Done = [.. DataFile.Rows("punctuality.tsv").Where(r => r[0] == "done").Select(r => r[1])];
    private static readonly string[] Actual = ["actual", "实际"];

    public static void Apply(Reading reading)
    {
        for (var start = 0; start < reading.Tokens.Count; start++)
        {
            if (Said.Find(s => IsAt(reading, start, s.Words)) is not { Words: { } words, Operator: var op })
            {
                continue;
            }

            var end = start + words.Length;
            var within = Enumerable.Range(0, reading.Count).Where(i => reading[i].Start < end && reading[i].End > start).ToList();
            var position = within.Count > 0 ? within[0] : Enumerable.Range(0, reading.Count).LastOrDefault(i => reading[i].End <= start, 0);
            if (Dates(reading, position) is not var (done, due)
                || !within.TrueForAll(i => reading.IsFree(i) && reading[i].Time is null && ((reading[i].Start >= start && reading[i].End <= end) || (reading.IsFreeColumn(i) && reading[i].Columns[0].Column is var told && (told == done || told == due)))))
            {
                continue;
            }

            within.ForEach(reading.Take);
            reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, new Slot([new ColumnMatch(done, 1)], -1)), op, new ColumnOperand(new Slot([new ColumnMatch(due, 1)], -1))) { Position = position });
            return;
        }
    }

    private static bool IsAt(Reading reading, int start, Token[] words) =>
        start + words.Length <= reading.Tokens.Count && !words.Where((w, i) => reading.Tokens[start + i].Lower != w.Lower).Any();

    // Of the table that is spoken of: when it was done, and when it was to be.
    private static (ColumnNode Done, ColumnNode Due)? Dates(Reading reading, int position)
    {
        foreach (var table in Enumerable.Range(0, reading.Count).Where(reading.IsTable).OrderBy(i => Math.Abs(i - position)).Select(i => reading[i].Tables[0].Table).Distinct())
        {
            var moments = table.Columns.Where(c => c.IsDate).ToList();
            var due = moments.FindAll(c => c.Says(Due) && !c.Says(Actual));
            var done = moments.FindAll(c => c.Says(Done) && !due.Contains(c));
            if (due is [var when] && done is [var then])
            {
                return (then, when);
            }
        }

        return null;
    }
}
