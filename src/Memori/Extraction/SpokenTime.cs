using System.Text.RegularExpressions;
using Memori.Text;

namespace Memori.Extraction;

/// <summary>
/// From when on, and until when, a statement says that it holds: "from next month", "until Friday", 下个月起. A time that a definition or a
/// rule speaks of ("in the last 90 days", "orders since 2024") says nothing of that.
/// </summary>
internal static partial class SpokenTime
{
    private const int MonthsBack = 1;

    /// <param name="text">The statement.</param>
    /// <param name="saidAt">When it was said, on the clock of the person.</param>
    /// <param name="kind">What it is. A fact is about its speaker, so that its times are those of the fact; a rule speaks of data.</param>
    /// <param name="definition">Where in the text a definition says what the term means; empty when it is none.</param>
    public static (DateTimeOffset? From, DateTimeOffset? To) Of(string text, DateTimeOffset saidAt, MemoryKind kind, Range definition = default)
    {
        var language = LanguageDetection.Detect(text) ?? Language.English;
        foreach (var mention in TimeExpressions.Find(text, language, saidAt))
        {
            var lead = Lead().Match(text, mention.Start, mention.Length).Length;
            var before = text[..(mention.Start + lead)];
            var trail = Trail().Match(text, mention.Start, mention.Length).Length;
            var after = text[(mention.Start + mention.Length - trail)..];
            if (before.Length >= definition.Start.Value && before.Length < definition.End.Value && !Takes().IsMatch(before) && !GoesOn().IsMatch(after))
            {
                continue;
            }

            var said = text.Substring(mention.Start, mention.Length);
            var isFact = kind == MemoryKind.Fact;
            if (mention.To != DateOnly.MaxValue && (isFact ? Until().IsMatch(before) || Lasts().IsMatch(after) : IsEndOfRule(before, after)))
            {
                return (null, At(mention.To, saidAt));
            }

            if (mention.From != DateOnly.MinValue && (Takes().IsMatch(before) || (isFact ? IsStartOfFact(before, after) : IsStartOfRule(before, said, after))))
            {
                return (At(Coming(mention, said, before, saidAt), saidAt), null);
            }
        }

        return Weekday().Match(text).Groups["day"] is { Success: true } day ? (At(Coming(day.Value, saidAt), saidAt), null) : (null, null);
    }

    private static bool IsStartOfFact(string before, string after) =>
        Starts().IsMatch(before) || Goes().IsMatch(before) || ChineseGoes().IsMatch(after) || GoesOn().IsMatch(after) || ChineseStarts().IsMatch(after);

    private static bool IsStartOfRule(string before, string said, string after) =>
        (Starts().IsMatch(before) && (Opens().IsMatch(before) || GoesOn().IsMatch(after) || (IsComing().IsMatch(said) && IsLast().IsMatch(after))))
        || (Opens().IsMatch(before) && ChineseStarts().IsMatch(after));

    private static bool IsEndOfRule(string before, string after) =>
        (Until().IsMatch(before) && (Opens().IsMatch(before) || !OfData().IsMatch(before)) && !IsHan(before)) || (Opens().IsMatch(before) && Until().IsMatch(before)) || (Until().IsMatch(before) && Lasts().IsMatch(after));

    private static bool IsHan(string before) => before.Length > 0 && LanguageDetection.IsHan(before[^1]);

    /// <summary>"From July" said in March is the July to come, whatever a question about July would mean.</summary>
    private static DateOnly Coming(TimeMention mention, string said, string before, DateTimeOffset saidAt)
    {
        var today = DateOnly.FromDateTime(saidAt.DateTime);
        var isBareMonth = mention.Grain is TimeGrain.Month or TimeGrain.Day && !Year().IsMatch(said) && NamedMonth().IsMatch(said) && !Since().IsMatch(before);
        return isBareMonth && mention.From < today.AddMonths(-MonthsBack) ? mention.From.AddYears(1) : mention.From;
    }

    /// <summary>"Starting Monday" is the next one, also when it is said on a Monday.</summary>
    private static DateOnly Coming(string day, DateTimeOffset saidAt)
    {
        var days = ((int)Enum.Parse<DayOfWeek>(day, ignoreCase: true) - (int)saidAt.DayOfWeek + 7) % 7;
        return DateOnly.FromDateTime(saidAt.DateTime).AddDays(days == 0 ? 7 : days);
    }

    private static DateTimeOffset At(DateOnly day, DateTimeOffset saidAt) => new(day.ToDateTime(TimeOnly.MinValue), saidAt.Offset);

    /// <summary>What a time begins with that is no part of it.</summary>
    [GeneratedRegex(@"\G(?:(?:since|from|until|till|through|starting|beginning|as of|in|on|by)\s+(?:the\s+)?|(?:直到|截至|截止到?|自从|从|自|到))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Lead();

    [GeneratedRegex(@"(?:起|开始|以后|之后|以来|为止)\z", RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex Trail();

    [GeneratedRegex(@"\b(?:from|starting|beginning|as of|as from|effective|since)\s+(?:(?:in|on|from|with)\s+)?(?:the\s+)?$|(?:从|自|自从|打)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Starts();

    /// <summary>Words that are said of nothing but the beginning of a statement.</summary>
    [GeneratedRegex(@"\b(?:starting|effective|as of|as from|with effect from)\s+(?:(?:in|on|from|with)\s+)?(?:the\s+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Takes();

    [GeneratedRegex(@"^(?:i|we|my|our)\b.*\b(?:mov(?:e|ed|ing)|relocat(?:e|ed|ing)|join(?:ed|ing)?|start(?:s|ed|ing)?|switch(?:ed|ing)?|begins?|turning)\b[^,]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Goes();

    [GeneratedRegex(@"^(?:我|要|会|就|将|准备|打算|即将|，|,)*(?:搬|入职|加入|跳槽|转到|调到|换到)", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseGoes();

    [GeneratedRegex(@"^\s*(?:on(?:wards?)?\b(?! (?:the|a|my|our)\b)|onwards?\b|forwards?\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GoesOn();

    [GeneratedRegex(@"^(?:份|初|底)?(?:起|开始|以后|之后|以来)", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseStarts();

    [GeneratedRegex(@"^(?:please\s+)?(?:starting|effective|as of|from)\s+(?:on\s+)?(?<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\b(?:starting|effective|as of)\s+(?:on\s+)?(?<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Weekday();

    /// <summary>The time stands before the rule.</summary>
    [GeneratedRegex(@"^(?:(?:please|ok(?:ay)?|so|and|from|starting|beginning|since|until|till|through|effective|as|of|in|on|with|the)[,\s]+)*$|(?:^|[，,；])(?:请|那|你|好的?|另外|从|自|自从|打|直到|截至|截止到?|到)*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Opens();

    [GeneratedRegex(@"\b(?:next\s+\w+|tomorrow)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsComing();

    [GeneratedRegex(@"^\W*$")]
    private static partial Regex IsLast();

    [GeneratedRegex(@"\b(?:until|till|through|by the end of)\s+(?:the\s+)?(?:end\s+of\s+)?$|(?:直到|到|截至|截止到?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Until();

    [GeneratedRegex(@"^(?:份|底|末)?(?:为止|止)", RegexOptions.CultureInvariant)]
    private static partial Regex Lasts();

    /// <summary>Data of until then, not a rule that holds until then.</summary>
    [GeneratedRegex(@"\b(?:orders?|customers?|users?|accounts?|sales|data|records?|invoices?|rows?|revenue|days?|months?|(?!used\b)\w+ed)\s+(?:until|till|through|by)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OfData();

    [GeneratedRegex(@"\bsince\b|以来", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Since();

    [GeneratedRegex(@"\d{4}|今年|去年|明年|前年")]
    private static partial Regex Year();

    [GeneratedRegex(@"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|月", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedMonth();
}
