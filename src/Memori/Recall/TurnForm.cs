using System.Text.RegularExpressions;
using Memori.Text.Analysis;

namespace Memori.Recall;

/// <summary>What the form of a text tells, apart from its words.</summary>
internal static partial class TurnForm
{
    /// <summary>Whether it asks something.</summary>
    public static bool Asks(string text) => text.AsSpan().ContainsAny('?', '？');

    /// <summary>Whether it says a time.</summary>
    public static bool SaysTime(string text) => TimeHints.MaySayTime(text) && Time().IsMatch(text);

    [GeneratedRegex(
        """
        \b(yesterday|today|tonight|tomorrow|ago|last|next|since|recently|just|morning|evening|weekend|(this|past)\ (week|month|year|summer|winter|spring|fall|autumn)
        |monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december
        |(19|20)\d\d)\b|昨天|今天|明天|前天|后天|上周|下周|上个月|下个月|去年|明年|今年|\d[年月日号点]|周[一二三四五六日天]|星期[一二三四五六日天]
        """,
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Time();
}
