using System.Text.RegularExpressions;

namespace Memori.Text;

/// <summary>
/// Finds time expressions: <c>yesterday</c>, <c>last month</c>, <c>in 2023</c>, <c>since March 2024</c>, <c>Q3</c>, 上个月, 近30天, 2024年第三季度.
/// <c>last month</c> and 上个月 are the calendar month before; <c>last three months</c> and 最近三个月 run from the same day three months ago
/// to the end of today. Weeks begin on Monday. Thread-safe.
/// </summary>
public static partial class TimeExpressions
{
    private const int FirstYear = 1000;
    private const int LastYear = 9000;

    /// <summary>A text with more of them is a flood, not a text: the rest is not looked at.</summary>
    private const int MostMentions = 500;

    /// <summary>How far before and after an expression its "since" or 之前 may stand, in UTF-16 code units.</summary>
    private const int Surroundings = 64;

    /// <summary>The expressions in <paramref name="text"/>, in order, without overlap.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">Its language; Chinese text may hold the English forms too.</param>
    /// <param name="now">
    /// When it was said, with the speaker's offset: relative expressions count from its day. At the ends of the calendar, where "last year"
    /// is no date, nothing is found.
    /// </param>
    public static IReadOnlyList<TimeMention> Find(string text, Language language, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (now.Year is < FirstYear or > LastYear)
        {
            return [];
        }

        var today = DateOnly.FromDateTime(now.DateTime);
        var found = new List<TimeMention>();
        var ideographs = text.Any(c => c is >= '\u3400' and <= '\u9fff');
        if (language == Language.Chinese || ideographs)
        {
            Collect(found, ChinesePeriods(text, today));
        }

        Collect(found, EnglishPeriods(text, today));
        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return [.. Bounds(text, found)];
    }

    private static void Collect(List<TimeMention> found, IEnumerable<TimeMention> more)
    {
        foreach (var mention in more.Take(MostMentions))
        {
            if (!found.Exists(f => f.Start < mention.Start + mention.Length && mention.Start < f.Start + f.Length))
            {
                found.Add(mention);
            }
        }
    }

    // "from A to B" makes one span of two; "since", "before", 以来, 之前 open one side.
    private static IEnumerable<TimeMention> Bounds(string text, List<TimeMention> periods)
    {
        for (var i = 0; i < periods.Count; i++)
        {
            var first = periods[i];
            if (i + 1 < periods.Count)
            {
                var second = periods[i + 1];
                var between = text[(first.Start + first.Length)..second.Start];
                var before = Before(text, first);
                var lead = Opening().Match(before);
                if (second.From > first.From && (ChineseTo().IsMatch(between) || (lead.Success && EnglishTo().IsMatch(between))))
                {
                    var start = lead.Success ? first.Start - before.Length + lead.Index : first.Start;
                    yield return new TimeMention(start, second.Start + second.Length - start, first.From, second.To, first.Grain);
                    i++;
                    continue;
                }
            }

            yield return Open(text, first);
        }
    }

    private static string Before(string text, TimeMention mention) => text[Math.Max(0, mention.Start - Surroundings)..mention.Start];

    private static TimeMention Open(string text, TimeMention period)
    {
        var near = Before(text, period);
        var before = Modifier().Match(near);
        var end = period.Start + period.Length;
        var after = Suffix().Match(text[end..Math.Min(text.Length, end + Surroundings)]);
        var start = before.Success ? period.Start - near.Length + before.Index : period.Start;
        var length = (after.Success ? end + after.Length : end) - start;
        var word = before.Success ? before.Groups["word"].Value.ToLowerInvariant() : after.Success ? after.Groups["word"].Value : "";
        return word switch
        {
            "since" or "from" or "自" or "自从" or "以来" or "及之后" or "及其之后" or "及以后" or "起" or "on or after" or "in or after" or "after or in" => period with { Start = start, Length = length, To = DateOnly.MaxValue },
            "after" or "later than" or "之后" or "以后" or "后" => period with { Start = start, Length = length, From = period.To, To = DateOnly.MaxValue },
            "before" or "prior to" or "earlier than" or "之前" or "以前" or "前" => period with { Start = start, Length = length, From = DateOnly.MinValue, To = period.From },
            "until" or "till" or "by the end of" or "on or before" or "in or before" or "before or in" or "及之前" or "及其之前" or "及以前" or "为止" => period with { Start = start, Length = length, From = DateOnly.MinValue },
            _ => period,
        };
    }

    private static TimeMention Span(Match match, DateOnly from, DateOnly to, TimeGrain grain) => new(match.Index, match.Length, from, to, grain);

    private static TimeMention Whole(Match match, DateOnly day, TimeGrain grain)
    {
        var from = Floor(day, grain);
        return Span(match, from, Add(from, 1, grain), grain);
    }

    private static TimeMention Rolling(Match match, DateOnly today, int count, TimeGrain grain) =>
        Span(match, Add(today, -count, grain), today.AddDays(1), grain);

    private static DateOnly Floor(DateOnly day, TimeGrain grain) => grain switch
    {
        TimeGrain.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        TimeGrain.Month => new DateOnly(day.Year, day.Month, 1),
        TimeGrain.Quarter => new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
        TimeGrain.Year => new DateOnly(day.Year, 1, 1),
        _ => day,
    };

    /// <summary>"5000 years ago" is before the first day that there is: then it is that day.</summary>
    private static DateOnly Add(DateOnly day, int count, TimeGrain grain) => grain switch
    {
        TimeGrain.Week => AddDays(day, 7L * count),
        TimeGrain.Month => AddMonths(day, count),
        TimeGrain.Quarter => AddMonths(day, 3L * count),
        TimeGrain.Year => AddMonths(day, 12L * count),
        _ => AddDays(day, count),
    };

    private static DateOnly AddDays(DateOnly day, long count) =>
        DateOnly.FromDayNumber((int)Math.Clamp(day.DayNumber + count, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    private static DateOnly AddMonths(DateOnly day, long count) => ((day.Year * 12L) + day.Month - 1 + count) switch
    {
        < 12 => DateOnly.MinValue,
        >= 10_000 * 12 => DateOnly.MaxValue,
        _ => day.AddMonths((int)count),
    };

    private static DateOnly? Day(int year, int month, int day) =>
        year is >= 1 and <= 9998 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    // The digits may be of any script, such as full-width ones.
    private static int Int(Group group) => group.Value.Aggregate(0, (value, digit) => (value * 10) + (int)char.GetNumericValue(digit));

    [GeneratedRegex(@"(?:\b(?:from|between)\s+(?:the\s+)?|从|自|在)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();

    [GeneratedRegex(@"^\s*(?:to|and|until|till|through|-|–)\s+(?:the\s+)?$|^\s*[-–]\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EnglishTo();

    [GeneratedRegex(@"^\s*(?:到|至|~|—)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseTo();

    [GeneratedRegex(@"(?:\b(?<word>since|from|after|later than|before|prior to|earlier than|until|till|by the end of|(?:on|in) or after|(?:on|in) or before|after or in|before or in)\s+(?:the\s+)?(?:year\s+)?|(?<word>自从|自))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Modifier();

    [GeneratedRegex(@"^(?<word>以来|及其?之后|及以后|及其?之前|及以前|之后|以后|之前|以前|为止|起|后(?![面续期])|前(?![面台期]))", RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();
}
