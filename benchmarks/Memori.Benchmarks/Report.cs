using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Memori.Benchmarks;

/// <summary>The results as Markdown.</summary>
internal static class Report
{
    public static string Of(IReadOnlyList<SizeResult> results)
    {
        var text = new StringBuilder();
        Line(text, $"# Recall: measured beside SQLite FTS5");
        Line(text, $"");
        Line(text, $"Made by `dotnet run -c Release --project benchmarks/Memori.Benchmarks -- --out benchmarks/results/recall.md`: generated English and Chinese");
        Line(text, $"conversations of two people, one owner, both engines on the same texts in the same run. {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}.");
        Line(text, $"Times are of one call on the wall clock, milliseconds; ×: FTS5 divided by Memori. Memori's are whole `RecallAsync` calls with everything");
        Line(text, $"on, the check of the owner's version in SQLite included. The first recall includes opening the index from the file and the start of the code.");
        Line(text, $"");
        Table(text, results, "Questions of common words", result => result.Common);
        Table(text, results, "Questions on needles (two rare words)", result => result.Rare);
        Line(text, $"## First recall after start, and needles found among the first five");
        Line(text, $"");
        Line(text, $"Shares, Memori / FTS5; NaN where the texts have no such needle. \"Next turn\": the words are in a question, the answer follows without them.");
        Line(text, $"");
        Line(text, $"| memories | first: Memori | first: FTS5 | said, English | next turn, English | said, Chinese | next turn, Chinese |");
        Line(text, $"|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var (size, memori, fts, _, _) in results)
        {
            var (mine, other) = (memori.Found, fts.Found);
            Line(text, $"| {size:N0} | {memori.First:0} | {fts.First:0.0} | {mine.Said:0.00} / {other.Said:0.00} | {mine.Answered:0.00} / {other.Answered:0.00} | {mine.SaidInChinese:0.00} / {other.SaidInChinese:0.00} | {mine.AnsweredInChinese:0.00} / {other.AnsweredInChinese:0.00} |");
        }

        Line(text, $"");
        Line(text, $"## Writing and room");
        Line(text, $"");
        Line(text, $"Durable writes a second (`synchronous=FULL`); bytes for each memory, texts included.");
        Line(text, $"");
        Line(text, $"| memories | one caller | 64 callers | × | in memory | on disk | FTS5 on disk |");
        Line(text, $"|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var (size, memori, fts, grouped, single) in results)
        {
            Line(text, $"| {size:N0} | {single:N0} | {grouped:N0} | {grouped / single:0.0} | {memori.BytesInMemory:N0} | {memori.BytesOnDisk:N0} | {fts.BytesOnDisk:N0} |");
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
