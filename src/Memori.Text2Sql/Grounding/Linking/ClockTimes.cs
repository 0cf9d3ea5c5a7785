using System.Globalization;
using System.Text.RegularExpressions;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>A time of day in a text.</summary>
/// <param name="Start">Where it begins, in UTF-16 code units.</param>
/// <param name="Length">How long it is, in UTF-16 code units.</param>
/// <param name="From">When it begins; null where it is open.</param>
/// <param name="To">When it is over, not included; null where it is open. Before <paramref name="From"/> where it runs over midnight.</param>
internal sealed record ClockMention(int Start, int Length, TimeOnly? From, TimeOnly? To);

/// <summary>Finds times of day: "before 10 am", "after 18:30", "between 9 and 11 am", "in the morning", 晚上10点以后, 上午9点到11点, 下午.</summary>
internal static partial class ClockTimes
{
    private const string Numerals = "零一二三四五六七八九";

    private static readonly Dictionary<string, (int From, int To)> Parts = DataFile.Rows("dayparts.tsv")
        .ToDictionary(r => r[0], r => (int.Parse(r[1], CultureInfo.InvariantCulture), int.Parse(r[2], CultureInfo.InvariantCulture)), StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<ClockMention> Find(string text)
    {
        var end = 0;
        foreach (var clock in English().Matches(text).Select(OfEnglish).Concat(Chinese().Matches(text).Select(OfChinese)).Concat(Part().Matches(text).Select(OfPart)).OfType<ClockMention>().OrderBy(c => c.Start).ThenByDescending(c => c.Length))
        {
            if (clock.Start >= end)
            {
                end = clock.Start + clock.Length;
                yield return clock;
            }
        }
    }

    private static ClockMention? OfEnglish(Match match)
    {
        if (Hour(match, "hour", match.Groups["half"].Success ? "half" : "last") is not { } one)
        {
            return null;
        }

        var word = match.Groups["word"].Value.ToLowerInvariant();
        return match.Groups["to"].Success
            ? Hour(match, "to", "last") is { } other ? new ClockMention(match.Index, match.Length, one, other) : null
            : Bounded(match, one, word is "before" or "until" or "by" or "earlier than", word is "after" or "since" or "from" or "later than", match.Groups["minute"].Success);
    }

    private static ClockMention? OfChinese(Match match)
    {
        if (Hour(match, "hour", "part") is not { } one)
        {
            return null;
        }

        // 3点建议 is no time.
        var word = match.Groups["word"].Value;
        if (word.Length == 0 && !match.Groups["part"].Success && !match.Groups["to"].Success && !match.Groups["hourhalf"].Success && !match.Groups["minute"].Success && !match.Value.Contains('钟', StringComparison.Ordinal))
        {
            return null;
        }

        return match.Groups["to"].Success
            ? Hour(match, "to", match.Groups["topart"].Success ? "topart" : "part") is { } other ? new ClockMention(match.Index, match.Length, one, other) : null
            : Bounded(match, one, word is "以前" or "之前" or "前", word is "以后" or "之后" or "后" or "起", match.Groups["minute"].Success);
    }

    // A whole hour lasts one, a minute one: "at 10 am", 8:30.
    private static ClockMention Bounded(Match match, TimeOnly time, bool before, bool after, bool minutes) => new(match.Index, match.Length, before ? null : time, before ? time : after ? null : time.Add(minutes ? TimeSpan.FromMinutes(1) : TimeSpan.FromHours(1)));

    private static ClockMention? OfPart(Match match) =>
        Parts.TryGetValue(match.Groups["part"].Value, out var part) ? new ClockMention(match.Index, match.Length, new TimeOnly(part.From, 0), part.To == 24 ? null : new TimeOnly(part.To, 0)) : null;

    private static TimeOnly? Hour(Match match, string name, string half)
    {
        var hour = Number(match.Groups[name].Value);
        var minute = match.Groups[name + "half"].Success ? 30 : match.Groups[name + "minute"] is { Success: true } told ? Number(told.Value) : name == "hour" && match.Groups["minute"] is { Success: true } first ? Number(first.Value) : 0;
        var said = match.Groups[half].Value.ToLowerInvariant().Replace(".", "", StringComparison.Ordinal);
        var late = said is "pm" or "noon" || (Parts.TryGetValue(said, out var part) && part.From >= 12 && !(said is "夜里" or "半夜" or "深夜" && hour < 6));
        hour += late && hour < 12 ? 12 : said is "am" or "凌晨" or "夜里" or "夜间" or "半夜" or "深夜" or "晚上" && hour == 12 ? -12 : 0;
        return hour is >= 0 and < 24 && minute is >= 0 and < 60 ? new TimeOnly(hour, minute) : hour == 24 && minute == 0 ? new TimeOnly(0, 0) : null;
    }

    private static int Number(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        var value = text.Replace("两", "二", StringComparison.Ordinal);
        return value.IndexOf('十', StringComparison.Ordinal) is var ten and >= 0
            ? (10 * (ten == 0 ? 1 : Numerals.IndexOf(value[0], StringComparison.Ordinal))) + (ten == value.Length - 1 ? 0 : Numerals.IndexOf(value[^1], StringComparison.Ordinal))
            : Numerals.IndexOf(value, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?:\b(?<word>before|after|at|by|since|until|from|between|earlier than|later than)\s+)?(?:\b(?<hour>\d{1,2}):(?<minute>[0-5]\d)(?!:?\d)(?:\s*(?<half>[ap]\.?m\b\.?))?|\b(?<hour>\d{1,2})(?=\s*[ap]\.?m\b|\s*(?:and|to|-|until)\s*\d{1,2}(?::[0-5]\d)?\s*[ap]\.?m\b)(?:\s*(?<half>[ap]\.?m\b\.?))?)(?:\s*(?:and|to|-|until)\s*(?<to>\d{1,2})(?::(?<tominute>[0-5]\d))?(?:\s*(?<last>[ap]\.?m\b\.?))?)?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex English();

    [GeneratedRegex("(?<![\\d.])(?<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|夜间|半夜|深夜)?(?<hour>\\d{1,2}|[二两]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?:点钟?|[:：](?=[0-5]\\d))(?:(?<hourhalf>半)|(?<hourminute>(?<minute>[0-5]?\\d))分?)?(?:[到至\\-~](?<topart>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|夜间|半夜|深夜)?(?<to>\\d{1,2}|[二两]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?:点钟?|[:：](?=[0-5]\\d))(?:(?<tohalf>半)|(?<tominute>[0-5]?\\d)分?)?)?(?:之间)?(?<word>以后|之后|以前|之前|前|后|起)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Chinese();

    [GeneratedRegex("\\b(?:in the|during the) (?<part>morning|afternoon|evening|night)s?\\b|\\bat (?<part>night)\\b|(?:在)?(?<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|夜间|半夜|深夜)(?!\\d|[一二两三四五六七八九十])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Part();
}
