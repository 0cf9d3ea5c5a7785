using System.Globalization;
using System.Text;

namespace Memori.Text2Sql.DataSources.Csv;

/// <summary>Makes names that can be typed out of headers and file names.</summary>
internal static class CsvName
{
    private const int MaxLength = 60;

    /// <summary>Letters, digits and underscores of any script, not beginning with a digit; <paramref name="fallback"/> when nothing is left.</summary>
    public static string Clean(string text, string fallback)
    {
        var name = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
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
        return cleaned.Length == 0 ? fallback : char.IsDigit(cleaned[0]) ? "_" + cleaned : cleaned;
    }

    /// <summary>The names of all columns, each once.</summary>
    public static IReadOnlyList<string> CleanAll(IReadOnlyList<string> headers)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        List<string> names = [];
        for (var i = 0; i < headers.Count; i++)
        {
            var name = Clean(headers[i], string.Create(CultureInfo.InvariantCulture, $"column_{i + 1}"));
            var unique = name;
            for (var n = 2; !taken.Add(unique); n++)
            {
                unique = string.Create(CultureInfo.InvariantCulture, $"{name}_{n}");
            }

            names.Add(unique);
        }

        return names;
    }
}
