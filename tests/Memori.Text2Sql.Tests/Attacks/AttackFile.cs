using System.Globalization;
using System.Text;
using Memori.Text2Sql.Tests.Guarding.Corpus;

namespace Memori.Text2Sql.Tests.Attacks;

/// <summary>A line of the lists in Corpus.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Dialect">sqlite, postgres or both.</param>
/// <param name="Sql">The query.</param>
/// <param name="Rows">How many rows an honest query gives; null when not said.</param>
internal sealed record AttackEntry(string Id, string Dialect, string Sql, int? Rows)
{
    public bool IsFor(string dialect) => Dialect == "both" || Dialect == dialect;
}

/// <summary>Reads the lists that Corpus/README.md describes.</summary>
internal static class AttackFile
{
    public static IReadOnlyList<AttackEntry> Read(string file)
    {
        var lines = File.ReadAllText(Path.Combine(CorpusFile.Root, "tests", "Memori.Text2Sql.Tests", "Attacks", "Corpus", file), Encoding.UTF8)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var head = lines[0].Split('\t');
        var (sql, rows) = (Array.IndexOf(head, "sql"), Array.IndexOf(head, "rows"));
        return [.. lines.Skip(1).Select(line => line.Split('\t')).Select(cells => new AttackEntry(
            cells[0],
            cells[1],
            CorpusFile.Unescape(cells[sql]),
            rows >= 0 && int.TryParse(cells[rows], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null))];
    }
}
