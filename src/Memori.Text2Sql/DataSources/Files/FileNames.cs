using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.DataSources.Files;

/// <summary>Makes names that can be typed in SQL out of headers, sheet names and file names.</summary>
internal static partial class FileNames
{
    private const int MaxLength = 60;

    // The words that can't be a bare name in SQLite or PostgreSQL, and SQLite's names for the hidden row number.
    private static readonly FrozenSet<string> s_reserved = SqlWords.All.Keys.Except(
            ["DAY", "MONTH", "YEAR", "HOUR", "MINUTE", "SECOND", "FIRST", "LAST", "NEXT", "TIME", "TIMESTAMP", "POSITION", "RANGE", "ROW", "ROWS", "ZONE", "COMMENT", "SECURITY", "SHOW", "START", "OTHERS", "SETS", "OVERLAY", "UNKNOWN", "NO", "AT", "OF"],
            StringComparer.Ordinal)
        .Concat(["ROWID", "OID", "_ROWID_"])
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Letters, digits and underscores of any script, not beginning with a digit, at most 60 and no reserved word; <paramref name="fallback"/> when nothing is left.</summary>
    public static string Clean(string text, string fallback)
    {
        var name = new StringBuilder();

        // A header may be a whole cell: no more of it than could become the name is looked at.
        var part = text.AsSpan(0, Math.Min(text.Length, MaxLength * 4)).ToString();
        foreach (var rune in Normalize(part).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (Rune.IsLetterOrDigit(rune) || category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                name.Append(rune);
            }
            else if (name.Length > 0 && name[^1] != '_')
            {
                name.Append('_');
            }

            if (name.Length >= MaxLength)
            {
                break;
            }
        }

        var cleaned = name.ToString().TrimEnd('_');
        return cleaned.Length == 0 ? fallback
            : char.IsDigit(cleaned[0]) ? "_" + cleaned
            : s_reserved.Contains(cleaned) ? cleaned + "_"
            : cleaned;
    }

    /// <summary>A name for a table; not one of the engine's own.</summary>
    public static string CleanTable(string text)
    {
        var name = Clean(text, "data");
        return name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("pragma_", StringComparison.OrdinalIgnoreCase)
            || name.Equals("dbstat", StringComparison.OrdinalIgnoreCase)
            ? "t_" + name
            : name;
    }

    /// <summary>Whether a spreadsheet program chose a sheet's name itself.</summary>
    public static bool IsDefaultSheet(string name) => DefaultSheet().IsMatch(name);

    /// <summary>The names of all columns, each once.</summary>
    /// <param name="headers">The headers; a blank one becomes <c>column_N</c>.</param>
    public static IReadOnlyList<string> CleanAll(IReadOnlyList<string> headers)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. headers.Select((header, i) => Unique(Clean(header, string.Create(CultureInfo.InvariantCulture, $"column_{i + 1}")), taken))];
    }

    /// <summary>The name, or with a number behind it when it is taken; taken from now on.</summary>
    public static string Unique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var n = 2; !taken.Add(unique); n++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}_{n}");
        }

        return unique;
    }

    // Half a surrogate pair and code points that are no characters (U+FFFE) can't be normalised: enumerating runes replaces the one, the other is no letter.
    private static string Normalize(string text) =>
        string.Concat(text.EnumerateRunes().Where(static rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNotAssigned)).Normalize(NormalizationForm.FormC);

    [GeneratedRegex(@"^\s*(sheet|result|工作表|表|tabelle|feuille?|hoja|foglio|planilha|лист)\s*\d*\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DefaultSheet();
}
