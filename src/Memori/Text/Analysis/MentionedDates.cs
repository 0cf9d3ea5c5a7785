using System.Globalization;
using System.Text.RegularExpressions;

namespace Memori.Text.Analysis;

/// <summary>Calendar dates named in a query, as terms that meet the dates on which turns were said.</summary>
internal static partial class MentionedDates
{
    /// <summary>Begins the term of a date, and no term of a text.</summary>
    public const char Mark = '@';

    /// <summary>People speak of a day on the days after it.</summary>
    private const int DaysAfter = 3;

    private const int DaysOfWeek = 7;

    /// <summary>The terms of the time at which something was said.</summary>
    public static IEnumerable<string> TermsOf(DateTimeOffset time) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"@{time:MM}"),
        string.Create(CultureInfo.InvariantCulture, $"@{time:MM-dd}"),
    ];

    /// <summary>The terms of the days and months that a text said at a time speaks of: "yesterday", "last month".</summary>
    public static IEnumerable<string> TermsSaid(string text, DateTimeOffset time)
    {
        if (!TimeHints.MayHavePeriod(text))
        {
            yield break;
        }

        foreach (var mention in TimeExpressions.Find(text, LanguageDetection.Detect(text) ?? Language.English, time))
        {
            if (mention.Grain == TimeGrain.Day && mention.To == mention.From.AddDays(1))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"@{mention.From:MM-dd}");
            }
            else if (mention.Grain == TimeGrain.Month && mention.To == mention.From.AddMonths(1))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"@{mention.From:MM}");
            }
        }
    }

    /// <summary>The terms of the dates in a query, with how much each counts, 0–1.</summary>
    /// <param name="text">The query.</param>
    /// <param name="now">When it is asked, for "last week" and the like; null when that is not known.</param>
    public static IEnumerable<(string Term, double Weight)> Terms(string text, DateTimeOffset? now = null) =>
        now is { } time ? Named(text).Concat(Relative(text, time)) : Named(text);

    /// <summary>Days, weeks and months counted from the day of the query: what was said then, and what was said later to have happened then.</summary>
    private static IEnumerable<(string Term, double Weight)> Relative(string text, DateTimeOffset now)
    {
        if (!TimeHints.MayHavePeriod(text))
        {
            yield break;
        }

        foreach (var mention in TimeExpressions.Find(text, LanguageDetection.Detect(text) ?? Language.English, now))
        {
            if (mention.IsOpen || Date().IsMatch(text.AsSpan(mention.Start, mention.Length)))
            {
                continue;
            }

            var days = mention.To.DayNumber - mention.From.DayNumber;
            if (days is 28 or 29 or 30 or 31 && mention.From.Day == 1)
            {
                yield return (string.Create(CultureInfo.InvariantCulture, $"@{mention.From:MM}"), 1);
            }
            else if (days <= DaysOfWeek)
            {
                for (var day = 0; day < days; day++)
                {
                    yield return (string.Create(CultureInfo.InvariantCulture, $"@{mention.From.AddDays(day):MM-dd}"), 1.0 / Math.Sqrt(days));
                }
            }
        }
    }

    private static IEnumerable<(string Term, double Weight)> Named(string text)
    {
        if (!TimeHints.MayHaveMonth(text))
        {
            yield break;
        }

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

    /// <summary>The days of the year that a text names, however written: <c>12-23</c> for December 23, 12月23号.</summary>
    public static IEnumerable<string> Days(string text)
    {
        foreach (Match match in Date().Matches(text))
        {
            var month = MonthOf(match.Groups["month"].Value);
            if (month is >= 1 and <= 12 && int.TryParse(match.Groups["day"].Value, CultureInfo.InvariantCulture, out var day))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{month}-{day}");
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
