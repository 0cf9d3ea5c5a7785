using System.Globalization;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>Reads numbers in digits, English words and Chinese numerals: 1,000 · 2 million · 一万二 · 3.5亿 · 20%.</summary>
internal static class NumberReader
{
    private const decimal HundredMillion = 100_000_000;
    private const int YearLength = 4;

    // A number that is larger is not multiplied or added to: 亿亿亿亿.
    private const decimal Most = 100_000_000_000_000_000_000m;

    // Two ways to write each digit.
    private const string Numerals = "零〇一一二二三三四四五五六六七七八八九九";

    // What follows a number that is complete: 一米九的, 3块5以上; 3米5厘米 and 5米3次 go on.
    private const string AfterTenths = "的以高钱多左上且和或并时及、";

    private static readonly Dictionary<string, decimal> Known = DataFile.Pairs("numbers.tsv")
        .ToDictionary(p => p.Key, p => decimal.Parse(p.Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>The number that begins at <paramref name="start"/>, and how many tokens it takes; null when none begins there.</summary>
    public static (decimal Value, int Length)? Read(IReadOnlyList<Token> tokens, int start)
    {
        if (IsMinus(tokens, start))
        {
            return ReadOne(tokens, start + 1) is var (value, length) ? (-value, length + 1) : null;
        }

        if (Digits(tokens, start) is { } spelled)
        {
            return spelled;
        }

        // 一米九, 3块5: the digit behind the unit is of the tenths.
        return ReadOne(tokens, start) is not var (whole, taken) ? null
            : whole < 10 && whole == decimal.Truncate(whole) && start + taken + 1 < tokens.Count && tokens[start + taken].Text is "米" or "块" && Digit(tokens[start + taken + 1]) is { } tenth
                && (start + taken + 2 >= tokens.Count || tokens[start + taken + 2].Kind == TokenKind.Mark || AfterTenths.Contains(tokens[start + taken + 2].Text, StringComparison.Ordinal))
                ? (whole + (tenth < 10 ? tenth / 10 : tenth / 100), taken + 2)
            : (whole, taken);
    }

    // A dash right before a number that no number or word stands before: -10.
    private static bool IsMinus(IReadOnlyList<Token> tokens, int start) =>
        tokens[start].Text is "-" or "−" && start + 1 < tokens.Count && tokens[start + 1].Kind == TokenKind.Number && tokens[start].End == tokens[start + 1].Start
        && (start == 0 || (tokens[start - 1].Kind == TokenKind.Ideograph && (start < 2 || tokens[start - 2].Kind != TokenKind.Number)) || (tokens[start - 1].Kind == TokenKind.Word && tokens[start - 1].End < tokens[start].Start));

    // 一九九一, 二〇一八
    private static (decimal Value, int Length)? Digits(IReadOnlyList<Token> tokens, int start)
    {
        decimal value = 0;
        var at = start;
        for (; at < tokens.Count && at - start <= YearLength && Numerals.IndexOf(tokens[at].Text, StringComparison.Ordinal) is >= 0 and var digit; at++)
        {
            value = (value * 10) + (digit / 2);
        }

        return at - start == YearLength ? (value, at - start) : null;
    }

    private static decimal? Digit(Token token) =>
        token.Kind == TokenKind.Number && token.Text.Length <= 2 && decimal.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : token.Kind == TokenKind.Ideograph && Numerals.IndexOf(token.Text, StringComparison.Ordinal) is >= 2 and var digit ? digit / 2 : null;

    private static (decimal Value, int Length)? ReadOne(IReadOnlyList<Token> tokens, int start)
    {
        decimal total = 0, section = 0, digit = 0, lastUnit = 0;
        var any = false;
        var pending = false;
        var position = start;
        for (; position < tokens.Count; position++)
        {
            var token = tokens[position];
            if (pending && token.Text == "千" && position + 1 < tokens.Count && tokens[position + 1].Text is "米" or "克" or "瓦")
            {
                // 3.2千米 are kilometres.
                break;
            }

            if (token.Kind == TokenKind.Number)
            {
                if (pending || !decimal.TryParse(token.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out digit) || (any && digit > Most))
                {
                    break;
                }

                (pending, any) = (true, true);
            }
            else if (token.Kind is TokenKind.Word or TokenKind.Ideograph && Known.TryGetValue(token.Lower, out var value))
            {
                if (value == 100 && position + 1 < tokens.Count && tokens[position + 1].Text == "分")
                {
                    // 25百分位: 百分 begins another word.
                    break;
                }

                if (value >= 10 && (value >= 100 || token.Kind == TokenKind.Ideograph))
                {
                    if ((!any && value != 10) || total > Most || section > Most || digit > Most)
                    {
                        break;
                    }

                    if (value == HundredMillion && !pending && section == 0 && total > 0)
                    {
                        // 8.5万亿
                        (total, lastUnit) = (total * value, value);
                        continue;
                    }

                    (total, section, digit) = Multiply(total, section, pending || section > 0 ? digit : any ? 0 : 1, value);
                    (lastUnit, pending, any) = (value, false, true);
                }
                else if (pending && token.Kind == TokenKind.Ideograph)
                {
                    break;
                }
                else
                {
                    digit = pending ? digit + value : value;
                    (pending, any) = (true, true);
                }
            }
            else if (token.Text != "个" || !pending || position + 1 >= tokens.Count || tokens[position + 1].Text is not ("亿" or "万"))
            {
                // 一个亿
                break;
            }
        }

        if (!any)
        {
            return null;
        }

        // 一万二 and 1万2 mean 12,000: a last digit counts in the next lower unit.
        if (pending && lastUnit >= 100 && digit < 10 && digit == decimal.Truncate(digit) && IsChinese(tokens, start, position))
        {
            digit *= lastUnit / 10;
        }

        var sum = total + section + (pending ? digit : 0);
        if (position < tokens.Count && tokens[position].Text == "%")
        {
            return (sum, position + 1 - start);
        }

        return (sum, position - start);
    }

    private static (decimal Total, decimal Section, decimal Digit) Multiply(decimal total, decimal section, decimal digit, decimal unit) =>
        unit >= 10_000 || (unit >= 1000 && section > 0 && unit != 1000) ? (total + ((section + digit) * unit), 0, 0)
        : unit == 100 && section == 0 ? (total, digit * 100, 0)
        : (total, section + (digit * unit), 0);

    private static bool IsChinese(IReadOnlyList<Token> tokens, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (tokens[i].Kind == TokenKind.Ideograph)
            {
                return true;
            }
        }

        return false;
    }
}
