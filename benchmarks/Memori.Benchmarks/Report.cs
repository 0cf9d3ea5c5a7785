using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Memori.Benchmarks;

/// <summary>The results as Markdown.</summary>
internal static class Report
{
    public static string Of(IReadOnlyList<SizeResult> results, OwnersResult? owners)
    {
        var text = new StringBuilder();
        Line(text, $"# Recall: measured beside SQLite FTS5");
        Line(text, $"");
        Line(text, $"Made by `eng/benchmarks.sh`: generated English and Chinese");
        Line(text, $"conversations of two people, one owner, both engines on the same texts in the same run. {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}.");
        Line(text, $"Times are of one call on the wall clock, milliseconds, of each question the best of three rounds through all of them (other work on the machine only ever");
        Line(text, $"adds), over 300 questions (60 at a million); processor: the mean of all calls; ×: FTS5 divided by Memori. Memori's are whole `RecallAsync` calls with everything");
        Line(text, $"on, the check of the owner's version in SQLite included.");
        Line(text, $"");
        Table(text, results, "Questions of common words", result => result.Common);
        Table(text, results, "Questions on needles (two rare words)", result => result.Rare);
        Line(text, $"## First recalls");
        Line(text, $"");
        Line(text, $"Milliseconds. Fresh process: started for this, published with machine code as the `memori` command is; the median of seven, nothing but the");
        Line(text, $"operating system's file cache is warm. \"Opening\" is `SqliteDatabase.OpenAsync` and the engine; \"first recall\" is the first `RecallAsync` after it: the");
        Line(text, $"start of the code, reading the owner's snapshot, the search, fetching ten memories; then the same with `MemoryEngine.WarmUpAsync` between them. \"Ever\": with no snapshot yet, the index is made from the texts (in a");
        Line(text, $"process that has written them, so its code has begun). FTS5: in a process where it ran before.");
        Line(text, $"");
        Line(text, $"| memories | opening | first recall | processor | opening | warm-up | first recall | processor | first recall ever | first: FTS5 |");
        Line(text, $"|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var (size, memori, fts, _, _, cold, warmed) in results)
        {
            Line(text, $"| {size:N0} | {cold.Opening:0} | {cold.First:0.0} | {cold.Processor:0.0} | {warmed.Opening:0} | {warmed.WarmUp:0} | {warmed.First:0.0} | {warmed.Processor:0.0} | {memori.First:0} | {fts.First:0.0} |");
        }

        Line(text, $"");
        Line(text, $"## Needles found among the first five");
        Line(text, $"");
        Line(text, $"Shares, Memori / FTS5; NaN where the texts have no such needle. \"Next turn\": the words are in a question, the answer follows without them.");
        Line(text, $"");
        Line(text, $"| memories | said, English | next turn, English | said, Chinese | next turn, Chinese |");
        Line(text, $"|--:|--:|--:|--:|--:|");
        foreach (var (size, memori, fts, _, _, _, _) in results)
        {
            var (mine, other) = (memori.Found, fts.Found);
            Line(text, $"| {size:N0} | {mine.Said:0.00} / {other.Said:0.00} | {mine.Answered:0.00} / {other.Answered:0.00} | {mine.SaidInChinese:0.00} / {other.SaidInChinese:0.00} | {mine.AnsweredInChinese:0.00} / {other.AnsweredInChinese:0.00} |");
        }

        Line(text, $"");
        Line(text, $"## Writing and room");
        Line(text, $"");
        Line(text, $"Durable writes a second (`synchronous=FULL`); bytes for each memory. In memory: the index of the owner and the memories recalled");
        Line(text, $"lately; on disk: memories with their indexes, and the snapshot of the owner's index beside them; FTS5: the texts and its index alone.");
        Line(text, $"");
        Line(text, $"| memories | one caller | 64 callers | × | in memory | on disk | snapshot | FTS5 on disk |");
        Line(text, $"|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var (size, memori, fts, grouped, single, _, _) in results)
        {
            Line(text, $"| {size:N0} | {single:N0} | {grouped:N0} | {grouped / single:0.0} | {memori.BytesInMemory:N0} | {memori.BytesOnDisk:N0} | {memori.BytesOfSnapshot:N0} | {fts.BytesOnDisk:N0} |");
        }

        if (owners is not null)
        {
            Line(text, $"");
            Line(text, $"## 10,000 owners with 100 memories each");
            Line(text, $"");
            Line(text, $"Milliseconds of one call, and bytes in memory for each memory when the indexes of all owners are there.");
            Line(text, $"");
            Line(text, $"| first recall of an owner p50 | p99 | recall of any owner p50 | p99 | processor | bytes |");
            Line(text, $"|--:|--:|--:|--:|--:|--:|");
            Line(text, $"| {owners.First.Median:0.000} | {owners.First.P99:0.000} | {owners.Warm.Median:0.000} | {owners.Warm.P99:0.000} | {owners.Warm.Processor:0.000} | {owners.BytesInMemory:N0} |");
        }

        return text.ToString();
    }

    private static void Table(StringBuilder text, IReadOnlyList<SizeResult> results, string title, Func<EngineResult, Timing> timing)
    {
        Line(text, $"## {title}");
        Line(text, $"");
        Line(text, $"| memories | Memori p50 | p99 | processor | FTS5 p50 | p99 | processor | × p50 | × p99 |");
        Line(text, $"|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var result in results)
        {
            var (memori, fts) = (timing(result.Memori), timing(result.Fts5));
            Line(text, $"| {result.Size:N0} | {memori.Median:0.000} | {memori.P99:0.000} | {memori.Processor:0.000} | {fts.Median:0.000} | {fts.P99:0.000} | {fts.Processor:0.000} | {fts.Median / memori.Median:0.0} | {fts.P99 / memori.P99:0.0} |");
        }

        Line(text, $"");
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
