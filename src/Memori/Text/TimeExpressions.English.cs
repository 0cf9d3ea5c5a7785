using System.Globalization;
using System.Text.RegularExpressions;

namespace Memori.Text;

public static partial class TimeExpressions
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Counts = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    private static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth"];

    private static IEnumerable<TimeMention> EnglishPeriods(string text, DateOnly today)
    {
        foreach (var mention in EnglishCalendar(text, today))
        {
            yield return mention;
        }

        foreach (Match m in NamedDay().Matches(text))
        {
            var offset = m.Value.ToLowerInvariant() switch { "today" => 0, "yesterday" => -1, "tomorrow" => 1, _ => -2 };
            yield return Whole(m, today.AddDays(offset), TimeGrain.Day);
        }

        foreach (Match m in RelativeWeekday().Matches(text))
        {
            var ahead = (Array.IndexOf(Weekdays, m.Groups["day"].Value[..3].ToLowerInvariant()) - (((int)today.DayOfWeek + 6) % 7) + 7) % 7;
            var days = m.Groups["which"].Value.ToLowerInvariant() switch
            {
                "next" or "coming" => ahead == 0 ? 7 : ahead,
                "this" => ahead,
                _ => ahead - 7,
            };
            yield return Whole(m, today.AddDays(days), TimeGrain.Day);
        }

        foreach (Match m in RelativeMonth().Matches(text))
        {
            var month = Month(m.Groups["month"].Value);
            var year = m.Groups["which"].Value.ToLowerInvariant() switch
            {
                "this" => today.Year,
                "next" or "coming" => month > today.Month ? today.Year : today.Year + 1,
                _ => month < today.Month ? today.Year : today.Year - 1,
            };
            yield return Whole(m, new DateOnly(year, month, 1), TimeGrain.Month);
        }

        foreach (Match m in RollingCount().Matches(text))
        {
            yield return Rolling(m, today, Count(m.Groups["n"].Value), Grain(m.Groups["unit"].Value));
        }

        foreach (Match m in RelativePeriod().Matches(text))
        {
            var grain = Grain(m.Groups["unit"].Value);
            yield return m.Groups["which"].Value.ToLowerInvariant() switch
            {
                "past" => Rolling(m, today, 1, grain),
                "this" or "current" => Whole(m, today, grain),
                "next" => Whole(m, Add(Floor(today, grain), 1, grain), grain),
                _ => Whole(m, Add(Floor(today, grain), -1, grain), grain),
            };
        }

        foreach (Match m in Ago().Matches(text))
        {
            var grain = Grain(m.Groups["unit"].Value);
            yield return Whole(m, Add(today, -Count(m.Groups["n"].Value), grain), grain);
        }

        foreach (Match m in ToDate().Matches(text))
        {
            yield return Span(m, Floor(today, Grain(m.Groups["unit"].Value)), today.AddDays(1), Grain(m.Groups["unit"].Value));
        }
    }

    private static IEnumerable<TimeMention> EnglishCalendar(string text, DateOnly today)
    {
        foreach (Match m in IsoDay().Matches(text))
        {
            if (Day(Int(m.Groups["y"]), Int(m.Groups["m"]), Int(m.Groups["d"])) is { } day)
            {
                yield return Whole(m, day, TimeGrain.Day);
            }
        }

        foreach (Match m in MonthDay().Matches(text))
        {
            var year = m.Groups["y"].Success ? Int(m.Groups["y"]) : today.Year;
            if (Day(year, Month(m.Groups["month"].Value), Int(m.Groups["d"])) is { } day)
            {
                yield return Whole(m, day, TimeGrain.Day);
            }
        }

        foreach (Match m in MonthYear().Matches(text))
        {
            yield return Whole(m, new DateOnly(Int(m.Groups["y"]), Month(m.Groups["month"].Value), 1), TimeGrain.Month);
        }

        foreach (Match m in BareMonth().Matches(text))
        {
            var month = Month(m.Groups["month"].Value);
            yield return Whole(m, new DateOnly(month <= today.Month ? today.Year : today.Year - 1, month, 1), TimeGrain.Month);
        }

        foreach (Match m in QuarterOf().Matches(text))
        {
            var number = m.Groups["n"].Success ? Int(m.Groups["n"]) : Array.IndexOf(Ordinals, m.Groups["word"].Value.ToLowerInvariant()) + 1;
            yield return Whole(m, new DateOnly(YearOf(m, today), (number * 3) - 2, 1), TimeGrain.Quarter);
        }

        foreach (Match m in HalfOf().Matches(text))
        {
            var from = new DateOnly(YearOf(m, today), m.Groups["word"].Value.Equals("first", StringComparison.OrdinalIgnoreCase) ? 1 : 7, 1);
            yield return Span(m, from, from.AddMonths(6), TimeGrain.Quarter);
        }

        foreach (Match m in BareYear().Matches(text))
        {
            yield return Whole(m, new DateOnly(Int(m.Groups["y"]), 1, 1), TimeGrain.Year);
        }
    }

    private static int YearOf(Match match, DateOnly today) =>
        match.Groups["y"].Success ? Int(match.Groups["y"])
        : match.Groups["rel"].Success && match.Groups["rel"].Value.StartsWith("last", StringComparison.OrdinalIgnoreCase) ? today.Year - 1
        : today.Year;

    private static int Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n
        : text.Equals("few", StringComparison.OrdinalIgnoreCase) || text.Equals("couple of", StringComparison.OrdinalIgnoreCase) ? 3
        : Math.Max(1, Array.IndexOf(Counts, text.ToLowerInvariant()));

    private static int Month(string name) => Array.IndexOf(Months, name[..3].ToLowerInvariant()) + 1;

    private static TimeGrain Grain(string unit) => char.ToLowerInvariant(unit[0]) switch
    {
        'd' => TimeGrain.Day,
        'w' => TimeGrain.Week,
        'm' => TimeGrain.Month,
        'q' => TimeGrain.Quarter,
        _ => TimeGrain.Year,
    };

    private const string Ci = "(?i)";
    private const string CountWord = @"(?<n>\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|couple of)";
    private const string MonthWord = @"(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?";
    private const string Year = @"(?<y>1[6-9]\d\d|20\d\d|21\d\d)";

    [GeneratedRegex(Ci + @"\b(?:the day before yesterday|today|yesterday|tomorrow)\b", RegexOptions.CultureInvariant)]
    private static partial Regex NamedDay();

    [GeneratedRegex(Ci + @"\b(?:last|past|previous|recent|most recent|latest)\s+" + CountWord + @"\s+(?:calendar\s+)?(?<unit>day|week|month|quarter|year)s?\b", RegexOptions.CultureInvariant)]
    private static partial Regex RollingCount();

    [GeneratedRegex(Ci + @"\b(?<which>last|past|previous|this|next|coming)\s+(?<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", RegexOptions.CultureInvariant)]
    private static partial Regex RelativeWeekday();

    [GeneratedRegex(@"\b(?i:(?<which>last|past|previous|this|next|coming))\s+(?<month>January|February|March|April|May|June|July|August|September|October|November|December)\b(?!\s+\d)", RegexOptions.CultureInvariant)]
    private static partial Regex RelativeMonth();

    [GeneratedRegex(Ci + @"\b(?<which>last|past|previous|this|current|next)\s+(?<unit>week|month|quarter|year)\b(?!s)", RegexOptions.CultureInvariant)]
    private static partial Regex RelativePeriod();

    [GeneratedRegex(Ci + @"\b" + CountWord + @"\s+(?<unit>day|week|month|quarter|year)s?\s+ago\b", RegexOptions.CultureInvariant)]
    private static partial Regex Ago();

    [GeneratedRegex(Ci + @"\b(?<unit>year|quarter|month|week)[ -]to[ -]date\b", RegexOptions.CultureInvariant)]
    private static partial Regex ToDate();

    [GeneratedRegex(@"(?<![\d-])(?<y>\d{4})[-/](?<m>\d{1,2})[-/](?<d>\d{1,2})(?![\d-])", RegexOptions.CultureInvariant)]
    private static partial Regex IsoDay();

    [GeneratedRegex(Ci + @"\b(?:" + MonthWord + @"\s+(?<d>\d{1,2})(?:st|nd|rd|th)?|(?<d>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + MonthWord + @")(?:,?\s+" + Year + @")?\b(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex MonthDay();

    [GeneratedRegex(Ci + @"\b" + MonthWord + @",?\s+(?:of\s+)?" + Year + @"\b", RegexOptions.CultureInvariant)]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"(?<=\b(?:in|since|during|until|before|after|of)\s+)(?-i:(?<month>January|February|March|April|May|June|July|August|September|October|November|December))\b(?!\s+\d)", RegexOptions.CultureInvariant)]
    private static partial Regex BareMonth();

    [GeneratedRegex(Ci + @"\b(?:q(?<n>[1-4])|(?<word>first|second|third|fourth)\s+quarter)\b(?:\s+(?:of\s+)?(?:(?:the\s+)?year\s+)?(?:" + Year + @"|(?<rel>this year|last year))\b)?", RegexOptions.CultureInvariant)]
    private static partial Regex QuarterOf();

    [GeneratedRegex(Ci + @"\b(?<word>first|second)\s+half\s+of\s+(?:the\s+)?(?:year\s+)?(?:" + Year + @"|(?<rel>this year|last year))\b", RegexOptions.CultureInvariant)]
    private static partial Regex HalfOf();

    [GeneratedRegex(Ci + @"(?<=\b(?:in|during|since|before|after|until|from|to|and|between|year|years|of|prior to|earlier than|later than)\s+)" + Year + @"(?![\d-]|\s*(?:dollars?|usd|euros?|yuan|people|miles|meters|km|kg|items?|units?)\b|[.,]\d)", RegexOptions.CultureInvariant)]
    private static partial Regex BareYear();
}
