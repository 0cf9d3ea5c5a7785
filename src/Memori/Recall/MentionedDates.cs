using System.Globalization;
using System.Text.RegularExpressions;

namespace Memori.Recall;

/// <summary>Calendar dates named in a query, as terms that meet the dates on which turns were said.</summary>
internal static partial class MentionedDates
{
    /// <summary>Begins the term of a date, and no term of a text.</summary>
    public const char Mark = '@';

    /// <summary>People speak of a day on the days after it.</summary>
    private const int DaysAfter = 3;

    /// <summary>The terms of the time at which something was said.</summary>
    public static IEnumerable<string> TermsOf(DateTimeOffset time) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"@{time:MM}"),
        string.Create(CultureInfo.InvariantCulture, $"@{time:MM-dd}"),
    ];

    /// <summary>The terms of the dates in a text, with how much each counts, 0–1.</summary>
    public static IEnumerable<(string Term, double Weight)> Terms(string text)
    {
        foreach (Match match in Date().Matches(text))
        {
            var month = MonthOf(match.Groups["month"].Value);
            if (month is < 1 or > 12)
            {
                continue;
            }

            if (!int.TryParse(match.Groups["day"].Value, CultureInfo.InvariantCulture, out var day) || day is < 1 or > 31)
            {
                yield return (string.Create(CultureInfo.InvariantCulture, $"@{month:00}"), 1);
                continue;
            }

            var first = new DateTime(2024, month, Math.Min(day, DateTime.DaysInMonth(2024, month)), 0, 0, 0, DateTimeKind.Utc);
            for (var after = 0; after <= DaysAfter; after++)
            {
                yield return (string.Create(CultureInfo.InvariantCulture, $"@{first.AddDays(after):MM-dd}"), 1 - (0.2 * after));
            }
        }
    }

    private static int MonthOf(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number)
        ? number
        : 1 + Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames, name => name.Length > 0 && text.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(
        @"\b(?<day>\d{1,2})(st|nd|rd|th)?\s+(of\s+)?(?<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(uary|ruary|ch|il|ust|tember|ober|ember)?\b"
        + @"|\b(?<month>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|apr|aug|sept?|oct|nov|dec)\b\.?(\s+(?<day>\d{1,2})(st|nd|rd|th)?\b)?"
        + @"|\b\d{4}-(?<month>\d{1,2})-(?<day>\d{1,2})\b"
        + @"|(?<month>\d{1,2})月((?<day>\d{1,2})[日号])?",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Date();
}
