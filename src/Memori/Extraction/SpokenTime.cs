using System.Text.RegularExpressions;
using Memori.Text;

namespace Memori.Extraction;

/// <summary>From when on, and until when, a statement says that it holds: "from next month", "until Friday", 下个月起.</summary>
internal static partial class SpokenTime
{
    private const int MonthsBack = 1;

    public static (DateTimeOffset? From, DateTimeOffset? To) Of(string sentence, DateTimeOffset saidAt)
    {
        var language = LanguageDetection.Detect(sentence) ?? Language.English;
        foreach (var mention in TimeExpressions.Find(sentence, language, saidAt))
        {
            var before = sentence[..mention.Start];
            var said = sentence.Substring(mention.Start, mention.Length);
            var after = sentence[(mention.Start + mention.Length)..];
            if (Until().IsMatch(before + said) && !mention.To.Equals(DateOnly.MaxValue))
            {
                return (null, At(mention.To, saidAt));
            }

            var isStart = Starts().IsMatch(before) || StartsWith().IsMatch(said) || ChineseStarts().IsMatch(said + after);
            if (isStart && mention.From != DateOnly.MinValue)
            {
                return (At(Coming(mention, said, before, saidAt), saidAt), null);
            }
        }

        return (null, null);
    }

    /// <summary>"From July" said in March is the July to come, whatever a question about July would mean.</summary>
    private static DateOnly Coming(TimeMention mention, string said, string before, DateTimeOffset saidAt)
    {
        var today = DateOnly.FromDateTime(saidAt.DateTime);
        var isBareMonth = mention.Grain is TimeGrain.Month or TimeGrain.Day && !Year().IsMatch(said) && NamedMonth().IsMatch(said) && !Since().IsMatch(before + said);
        return isBareMonth && mention.From < today.AddMonths(-MonthsBack) ? mention.From.AddYears(1) : mention.From;
    }

    private static DateTimeOffset At(DateOnly day, DateTimeOffset saidAt) => new(day.ToDateTime(TimeOnly.MinValue), saidAt.Offset);

    [GeneratedRegex(@"\b(?:from|starting|starting in|starting from|starting on|beginning|beginning in|as of|effective|since|since the|in|on|moving|move)\s+(?:the\s+)?$|(?:从|自|打)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Starts();

    [GeneratedRegex(@"^(?:since|from)\b|^next\b|^tomorrow\b|^下", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StartsWith();

    [GeneratedRegex(@"(?:起|开始|以后|之后|以来)", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseStarts();

    [GeneratedRegex(@"\b(?:until|till|through|by the end of)\s+[^,]*$|(?:直到|到|截至|截止)[^,，]{0,8}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Until();

    [GeneratedRegex(@"\bsince\b|以来", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Since();

    [GeneratedRegex(@"\d{4}|今年|去年|明年|前年")]
    private static partial Regex Year();

    [GeneratedRegex(@"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|月", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedMonth();
}
