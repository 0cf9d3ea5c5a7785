using System.Globalization;
using System.Text.RegularExpressions;

namespace Memori.Text;

public static partial class TimeExpressions
{
    private const string Numerals = "零一二三四五六七八九";

    private static IEnumerable<TimeMention> ChinesePeriods(string text, DateOnly today)
    {
        foreach (Match m in ChineseRolling().Matches(text))
        {
            var unit = m.Groups["unit"].Value;
            var count = m.Groups["half"].Success ? 6 : Numeral(m.Groups["n"].Value);
            yield return Rolling(m, today, count, m.Groups["half"].Success ? TimeGrain.Month : ChineseGrain(unit));
        }

        foreach (Match m in ChineseDate().Matches(text))
        {
            if (ChineseYear(m, today) is { } year && Calendar(m, year, today) is { } mention)
            {
                yield return mention;
            }
        }

        foreach (Match m in ChineseWeekday().Matches(text))
        {
            var which = m.Groups["which"].Value;
            var weeks = which.StartsWith('上') ? -which.Count(c => c == '上') : which.Count(c => c == '下');
            var day = "一二三四五六日天".IndexOf(m.Groups["day"].Value, StringComparison.Ordinal);
            yield return Whole(m, Floor(today, TimeGrain.Week).AddDays((7 * weeks) + Math.Min(day, 6)), TimeGrain.Day);
        }

        foreach (Match m in ChineseRelative().Matches(text))
        {
            var grain = ChineseGrain(m.Groups["unit"].Value);
            var step = m.Groups["which"].Value[0] switch { '上' => -m.Groups["which"].Value.TakeWhile(c => c == '上').Count(), '下' => 1, _ => 0 };
            yield return Whole(m, Add(Floor(today, grain), step, grain), grain);
        }

        foreach (Match m in ChineseDay().Matches(text))
        {
            var offset = m.Value switch { "今天" or "今日" => 0, "昨天" or "昨日" => -1, "前天" => -2, "大前天" => -3, _ => 1 };
            yield return Whole(m, today.AddDays(offset), TimeGrain.Day);
        }

        foreach (Match m in ChineseAgo().Matches(text))
        {
            var grain = ChineseGrain(m.Groups["unit"].Value);
            yield return Whole(m, Add(today, -Numeral(m.Groups["n"].Value), grain), grain);
        }
    }

    private static TimeMention? Calendar(Match m, int year, DateOnly today)
    {
        if (m.Groups["quarter"].Success)
        {
            var number = Numeral(m.Groups["quarter"].Value);
            return number is >= 1 and <= 4 ? Whole(m, new DateOnly(year, (number * 3) - 2, 1), TimeGrain.Quarter) : null;
        }

        if (m.Groups["part"].Success)
        {
            var from = new DateOnly(year, m.Groups["part"].Value == "上" ? 1 : 7, 1);
            return Span(m, from, from.AddMonths(6), TimeGrain.Quarter);
        }

        if (!m.Groups["month"].Success)
        {
            return HasYear(m) ? Whole(m, new DateOnly(year, 1, 1), TimeGrain.Year) : null;
        }

        var month = Numeral(m.Groups["month"].Value);
        if (month is < 1 or > 12)
        {
            return null;
        }

        if (!HasYear(m) && month > today.Month)
        {
            year--;
        }

        return m.Groups["day"].Success
            ? Day(year, month, Numeral(m.Groups["day"].Value)) is { } day ? Whole(m, day, TimeGrain.Day) : null
            : Whole(m, new DateOnly(year, month, 1), TimeGrain.Month);
    }

    private static bool HasYear(Match m) => m.Groups["y"].Success || m.Groups["rel"].Success;

    private static int? ChineseYear(Match m, DateOnly today) => m.Groups["rel"].Value switch
    {
        "去" or "上" => today.Year - 1,
        "前" => today.Year - 2,
        "明" or "下" => today.Year + 1,
        _ when !m.Groups["y"].Success => today.Year,
        _ => Int(m.Groups["y"]) is var y and >= 1 and <= 9998 ? y : null,
    };

    private static int Numeral(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        int total = 0, digit = 0;
        foreach (var c in text.Replace('两', '二'))
        {
            if (c == '十')
            {
                total += (digit == 0 ? 1 : digit) * 10;
                digit = 0;
            }
            else
            {
                digit = Math.Max(0, Numerals.IndexOf(c));
            }
        }

        return total + digit;
    }

    private static TimeGrain ChineseGrain(string unit) => unit[^1] switch
    {
        '天' or '日' => TimeGrain.Day,
        '周' or '期' or '拜' => TimeGrain.Week,
        '月' => TimeGrain.Month,
        '度' => TimeGrain.Quarter,
        _ => TimeGrain.Year,
    };

    private const string ChineseCount = "(?<n>[0-9]{1,4}|[一二两三四五六七八九十]{1,3})";

    [GeneratedRegex("(?:最近|过去|近|前)(?:的)?(?:" + ChineseCount + "个?(?<unit>天|日|周|星期|礼拜|月|季度|年)|(?<half>半年))(?!前)", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseRolling();

    [GeneratedRegex("(?:(?<y>[0-9]{4})年|(?<rel>今|去|前|明)年)?(?:的)?(?:第?(?<quarter>[一二三四1-4])季度|[Qq](?<quarter>[1-4])|(?<part>[上下])半年|(?<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?(?:(?<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号])?)|(?<![0-9])(?<y>[0-9]{3,4})年(?!级)|(?<rel>今|去|前|明)年", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseDate();

    [GeneratedRegex("(?<which>上上|上一|上|本|这一|这|当前|当|下一|下)个?(?<unit>周|星期|礼拜|月|季度|年)(?!度|末)", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseRelative();

    [GeneratedRegex("(?<which>上上|上|本|这|下下|下)(?:一)?个?(?:周|星期|礼拜)(?<day>[一二三四五六日天])", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseWeekday();

    [GeneratedRegex("今天|今日|昨天|昨日|大前天|前天|明天", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseDay();

    [GeneratedRegex(ChineseCount + "个?(?<unit>天|日|周|星期|月|季度|年)(?:之|以)?前", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseAgo();
}
