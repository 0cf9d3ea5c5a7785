using System.Globalization;

namespace Memori.Text2Sql.DataSources.Files;

/// <summary>Reads numbers as people write them.</summary>
internal static class NumberForms
{
    private const string CurrencySigns = "$¥€£₹₩";

    /// <summary>A whole number of 64 bits. A leading zero or plus makes a code (007, a phone number), not a number.</summary>
    public static bool TryInteger(ReadOnlySpan<char> value, out long integer) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out integer) && !IsCode(value);

    /// <summary>A number, with separators between thousands or not. More than 18 digits without a point are a code, which a double would cut.</summary>
    public static bool TryNumber(ReadOnlySpan<char> value, out double number)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        number = 0;
        return !value.IsEmpty
            && char.IsAsciiDigit(value[^1])
            && !IsCode(value)
            && (double.TryParse(value, Style, CultureInfo.InvariantCulture, out number)
                || (IsGrouped(value) && double.TryParse(value, Style | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out number)))
            && double.IsFinite(number);
    }

    /// <summary>A percentage, as its fraction: 0.125 for 12.5%.</summary>
    public static bool TryPercent(ReadOnlySpan<char> value, out double fraction)
    {
        fraction = 0;
        if (value is not [.., '%' or '%'] || !TryNumber(value[..^1].TrimEnd(), out var number))
        {
            return false;
        }

        // Divided as decimals where they fit: 7.1 / 100 is 0.071, not the double beside it.
        fraction = Math.Abs(number) < 1e15 ? (double)((decimal)number / 100m) : number / 100;
        return true;
    }

    /// <summary>An amount with a currency sign before it.</summary>
    public static bool TryAmount(ReadOnlySpan<char> value, out char sign, out double amount)
    {
        (sign, amount) = ('\0', 0);
        var negative = value is ['-', ..];
        var rest = negative ? value[1..] : value;
        if (rest.IsEmpty)
        {
            return false;
        }

        sign = rest[0] == '¥' ? '¥' : rest[0];
        rest = rest[1..].TrimStart();
        if (!CurrencySigns.Contains(sign) || rest is ['-', ..] || !TryNumber(rest, out amount))
        {
            return false;
        }

        amount = negative ? -amount : amount;
        return true;
    }

    private static bool IsCode(ReadOnlySpan<char> value)
    {
        if (value is ['+', ..])
        {
            return true;
        }

        var digits = value is ['-', ..] ? value[1..] : value;
        return (digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]))
            || (digits.Length > 18 && !digits.ContainsAnyExceptInRange('0', '9') && !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }

    // 1,234,567.89, but not 1,2.
    private static bool IsGrouped(ReadOnlySpan<char> value)
    {
        var point = value.IndexOf('.');
        var whole = (point < 0 ? value : value[..point]).TrimStart('-');
        var first = whole.IndexOf(',');
        if (first is < 1 or > 3)
        {
            return false;
        }

        for (var i = first; i < whole.Length; i++)
        {
            if ((whole[i] == ',') != ((i - first) % 4 == 0))
            {
                return false;
            }
        }

        return (whole.Length - first) % 4 == 0;
    }
}
