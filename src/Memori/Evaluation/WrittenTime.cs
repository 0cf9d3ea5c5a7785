using System.Globalization;
using System.Text.RegularExpressions;

namespace Memori.Evaluation;

/// <summary>Times as recall sets write them: ISO 8601, <c>1:56 pm on 8 May, 2023</c>, <c>2024年04月01日 周一 08:36</c>.</summary>
public static partial class WrittenTime
{
    private static readonly string[] Formats = ["h:mm tt 'on' d MMMM, yyyy", "yyyy年M月d日 H:mm", "yyyy年M月d日"];

    /// <summary>The time, taken as UTC when no offset is written; null when it is not understood.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var plain = Weekday().Replace(text.Trim(), " ");
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        return DateTimeOffset.TryParseExact(plain, Formats, CultureInfo.InvariantCulture, Styles, out var exact) ? exact
            : DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, Styles, out var free) ? free
            : null;
    }

    [GeneratedRegex(@"\s*(周|星期|礼拜)[一二三四五六日天]\s*")]
    private static partial Regex Weekday();
}
