using System.Globalization;
using System.Text;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>Candidates with the beginnings of their results, bounded: what a judge is shown.</summary>
internal static class ResultCard
{
    private const int MostColumns = 12;

    /// <summary>Whether the results of <paramref name="candidates"/> may leave for a model: no column of a table that they read is kept here.</summary>
    public static bool MayBeSent(IReadOnlyList<VerifiedQuery> candidates, ClaudeGenerationOptions options) =>
        options.SendValues && candidates.All(candidate => candidate.Guarded.Tables.All(table => table.Columns.All(column => column.Values == ValueVisibility.Full)));

    public static string Render(IReadOnlyList<VerifiedQuery> candidates, ClaudeGenerationOptions options)
    {
        var card = new StringBuilder();
        for (var i = 0; i < candidates.Count; i++)
        {
            var result = candidates[i].Result;
            var rows = result.Rows.Take(options.MaxJudgedRows).ToList();
            card.Append(CultureInfo.InvariantCulture, $"candidate {i + 1} sql {UntrustedText.Quote(candidates[i].Candidate.Sql, 8_000)}\n");
            card.Append("  columns ").AppendJoin(", ", result.Columns.Take(MostColumns).Select(column => UntrustedText.Quote(column.Name, 100))).Append('\n');
            foreach (var row in rows)
            {
                card.Append("  ").AppendJoin(", ", row.Take(MostColumns).Select(value => Cell(value, options))).Append('\n');
            }

            card.Append("  ").Append(Count(result, rows.Count)).Append('\n');
        }

        return card.ToString();
    }

    private static string Count(QueryResult result, int shown) => (result.Rows.Count, result.Truncated) switch
    {
        (0, _) => "no rows",
        (var count, false) => string.Create(CultureInfo.InvariantCulture, $"{count} rows, {shown} shown"),
        (var count, true) => string.Create(CultureInfo.InvariantCulture, $"more than {count} rows, {shown} shown"),
    };

    private static string Cell(object? value, ClaudeGenerationOptions options) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        byte[] bytes => string.Create(CultureInfo.InvariantCulture, $"({bytes.Length} bytes)"),
        long or int or double or float or decimal => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        DateOnly day => UntrustedText.Quote(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        DateTime time => UntrustedText.Quote(time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)),
        DateTimeOffset time => UntrustedText.Quote(time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture)),
        IFormattable other => UntrustedText.Quote(other.ToString(null, CultureInfo.InvariantCulture), options.MaxValueCharacters),
        _ => UntrustedText.Quote(value.ToString() ?? "", options.MaxValueCharacters),
    };
}
