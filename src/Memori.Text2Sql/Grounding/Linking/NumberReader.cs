using System.Globalization;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>Reads numbers in digits, English words and Chinese numerals: 1,000 · 2 million · 一万二 · 3.5亿 · 20%.</summary>
internal static class NumberReader
{
    private const decimal HundredMillion = 100_000_000;

    private static readonly Dictionary<string, decimal> Known = DataFile.Pairs("numbers.tsv")
        .ToDictionary(p => p.Key, p => decimal.Parse(p.Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>The number that begins at <paramref name="start"/>, and how many tokens it takes; null when none begins there.</summary>
    public static (decimal Value, int Length)? Read(IReadOnlyList<Token> tokens, int start)
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
                if (pending || !decimal.TryParse(token.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out digit))
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
                    if (!any && value != 10)
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
