using System.Buffers;
using System.Collections.Frozen;

namespace Memori.Text.Analysis;

/// <summary>Tells at once that a text has no time expression, as most have none; else the grammar must be asked. Thread-safe.</summary>
internal static class TimeHints
{
    private const string Units = "天日周星礼月季年";

    private static readonly SearchValues<char> DigitsAndUnits = SearchValues.Create("0123456789０１２３４５６７８９" + Units);

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789０１２３４５６７８９");

    private static readonly SearchValues<string> Words = SearchValues.Create(
        [
            "day", "week", "month", "quarter", "year", "tomorrow",
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> MonthBeginnings = SearchValues.Create(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> TimeWords = SearchValues.Create(
        [
            "yesterday", "today", "tonight", "tomorrow", "ago", "last", "next", "since", "recently", "just", "morning", "evening", "weekend", "this", "past",
            "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> CalendarWords = new[]
    {
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "christmas", "easter",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a word is written like a name and only names a time.</summary>
    public static bool IsCalendarWord(string word) => CalendarWords.Contains(word);

    /// <summary>Whether <see cref="TimeExpressions"/> may find something.</summary>
    public static bool MayHavePeriod(ReadOnlySpan<char> text) => text.ContainsAny(DigitsAndUnits) || text.ContainsAny(Words);

    /// <summary>Whether there may be a day of the year with its number.</summary>
    public static bool MayHaveDay(ReadOnlySpan<char> text) => text.ContainsAny(Digits);

    /// <summary>Whether there may be a month or a day of the year.</summary>
    public static bool MayHaveMonth(ReadOnlySpan<char> text) => text.ContainsAny(Digits) || text.ContainsAny(MonthBeginnings);

    /// <summary>Whether a word of time or a day may be in the text.</summary>
    public static bool MaySayTime(ReadOnlySpan<char> text) => text.ContainsAny(DigitsAndUnits) || text.ContainsAny(TimeWords);
}
