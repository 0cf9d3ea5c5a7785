using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Memori.Text2Sql.Execution;

namespace Memori.Text2Sql.Verification;

/// <summary>
/// Whether two results say the same: equal as multisets of rows in any column order; row order counts only where asked.
/// Numbers are compared to six decimals. This is the measure of execution accuracy.
/// </summary>
public static class ResultComparer
{
    // Column orders are tried one by one; past this width only the given order is.
    private const int MostPermutedColumns = 6;

    /// <summary>Compares two results.</summary>
    /// <param name="expected">The one.</param>
    /// <param name="actual">The other.</param>
    /// <param name="ordered">Whether the order of the rows counts.</param>
    public static bool Same(QueryResult expected, QueryResult actual, bool ordered)
    {
        if (expected.Rows.Count != actual.Rows.Count)
        {
            return false;
        }

        if (expected.Rows.Count == 0)
        {
            return true;
        }

        var width = expected.Columns.Count;
        if (actual.Columns.Count != width)
        {
            return false;
        }

        var left = Canonical(expected);
        var right = Canonical(actual);
        var columns = Enumerable.Range(0, width).ToArray();
        var fits = columns.Select(i => columns.Where(j => SameColumn(left, i, right, j)).ToArray()).ToArray();
        return width > MostPermutedColumns
            ? SameRows(left, right, columns, ordered)
            : Assign(left, right, fits, new int[width], 0, ordered);
    }

    /// <summary>
    /// A mark of a result: equal for results that are <see cref="Same"/> whatever the order of rows and columns, and as good as never for others.
    /// </summary>
    /// <param name="result">The result.</param>
    /// <returns>SHA-256 in lower-case hex.</returns>
    public static string Digest(QueryResult result)
    {
        var rows = Canonical(result).Select(static row => string.Join('\u001f', row.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001e', rows))));
    }

    private static bool Assign(string[][] left, string[][] right, int[][] fits, int[] order, int column, bool ordered)
    {
        if (column == order.Length)
        {
            return SameRows(left, right, order, ordered);
        }

        foreach (var candidate in fits[column])
        {
            if (order.AsSpan(0, column).Contains(candidate))
            {
                continue;
            }

            order[column] = candidate;
            if (Assign(left, right, fits, order, column + 1, ordered))
            {
                return true;
            }
        }

        return false;
    }

    private static bool SameRows(string[][] left, string[][] right, int[] order, bool ordered)
    {
        var expected = left.Select(row => string.Join('\u001f', row));
        var actual = right.Select(row => string.Join('\u001f', order.Select(i => row[i])));
        return ordered
            ? expected.SequenceEqual(actual, StringComparer.Ordinal)
            : expected.Order(StringComparer.Ordinal).SequenceEqual(actual.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static bool SameColumn(string[][] left, int i, string[][] right, int j) =>
        left.Select(r => r[i]).Order(StringComparer.Ordinal).SequenceEqual(right.Select(r => r[j]).Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static string[][] Canonical(QueryResult result) => [.. result.Rows.Select(row => Array.ConvertAll(row, Canonical))];

    // Tags keep NULL, the number 1 and the text "1" apart.
    private static string Canonical(object? value) => value switch
    {
        null => "∅",
        bool b => b ? "#1" : "#0",
        double d => Number(d),
        float f => Number(f),
        decimal m => Number((double)m),
        long l => "#" + l.ToString(CultureInfo.InvariantCulture),
        int i => "#" + i.ToString(CultureInfo.InvariantCulture),
        byte[] bytes => "x" + Convert.ToHexString(bytes),
        DateOnly date => "'" + date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => "'" + time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        IFormattable other => "'" + other.ToString(null, CultureInfo.InvariantCulture),
        _ => "'" + value,
    };

    private static string Number(double value) =>
        double.IsFinite(value) && Math.Abs(value) < 1e15
            ? "#" + (Math.Round(value, 6) is var rounded && rounded == Math.Truncate(rounded)
                ? ((long)rounded).ToString(CultureInfo.InvariantCulture)
                : rounded.ToString("R", CultureInfo.InvariantCulture))
            : "#" + value.ToString("R", CultureInfo.InvariantCulture);
}
