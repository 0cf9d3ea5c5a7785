using System.Globalization;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.DataSources.Csv;

/// <summary>Finds the type that all values of a column fit, and turns them into what SQLite stores.</summary>
internal sealed class CsvColumn
{
    private static readonly string[] s_dates =
        ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "M/d/yyyy", "d/M/yyyy", "d.M.yyyy", "d-M-yyyy"];

    private static readonly string[] s_times = ["", " H:mm", " H:mm:ss", " H:mm:ss.FFFFFFF", "'T'H:mm:ss.FFFFFFF", "'T'H:mm:ss.FFFFFFFK"];

    // For each way to write a date all ways to add a time of day: one column may have both 10:00 and 10:00:30.
    private static readonly string[][] s_timestamps = [.. s_dates.Select(static date => s_times.Select(time => date + time).ToArray())];

    private readonly List<string[]> _dateFormats = [.. s_dates.Select(static date => new[] { date })];
    private readonly List<string[]> _timestampFormats = [.. s_timestamps];
    private bool _integer = true;
    private bool _number = true;
    private bool _boolean = true;
    private bool _seen;

    /// <summary>The type, once every value was looked at.</summary>
    public ColumnType Type => !_seen ? ColumnType.Text
        : _boolean ? ColumnType.Boolean
        : _integer ? ColumnType.Integer
        : _number ? ColumnType.Number
        : _dateFormats.Count > 0 ? ColumnType.Date
        : _timestampFormats.Count > 0 ? ColumnType.Timestamp
        : ColumnType.Text;

    /// <summary>The name of the type in the table's declaration.</summary>
    public string Declaration => Type switch
    {
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.Integer => "INTEGER",
        ColumnType.Number => "REAL",
        ColumnType.Date => "DATE",
        ColumnType.Timestamp => "TIMESTAMP",
        _ => "TEXT",
    };

    /// <summary>Whether a cell says that there is no value.</summary>
    public static bool IsMissing(ReadOnlySpan<char> text) => text.Trim() is "" or "NULL" or "\\N";

    /// <summary>Whether a cell looks like data rather than a name.</summary>
    public static bool LooksLikeData(string text) => IsNumber(text.Trim(), out _) || DateTime.TryParseExact(text.Trim(), s_dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>Looks at one value.</summary>
    public void Look(string text)
    {
        if (IsMissing(text) || IsVague(text))
        {
            return;
        }

        var value = text.AsSpan().Trim();
        _seen = true;
        _boolean = _boolean && BooleanOf(value) is not null;
        _integer = _integer && IsInteger(value, out _);
        _number = _number && IsNumber(value, out _);
        Narrow(_dateFormats, value);
        Narrow(_timestampFormats, value);
    }

    /// <summary>The value to store: DBNull, long, double or string.</summary>
    public object Convert(string text)
    {
        if (IsMissing(text) || (Type != ColumnType.Text && IsVague(text)))
        {
            return DBNull.Value;
        }

        var value = text.AsSpan().Trim();
        return Type switch
        {
            ColumnType.Boolean => BooleanOf(value) == true ? 1L : 0L,
            ColumnType.Integer when IsInteger(value, out var integer) => integer,
            ColumnType.Number when IsNumber(value, out var number) => number,
            ColumnType.Date => DateTime.ParseExact(value, _dateFormats[0][0], CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ColumnType.Timestamp => DateTime.ParseExact(value, _timestampFormats[0], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)
                .ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            _ => text,
        };
    }

    // Marks for "no value" that would be real values in a column of texts; there they are stored as they are.
    private static bool IsVague(ReadOnlySpan<char> text) => text.Trim() is "N/A" or "n/a" or "NA" or "null" or "-" or "--" or "#N/A";

    private static void Narrow(List<string[]> formats, ReadOnlySpan<char> value)
    {
        for (var i = formats.Count - 1; i >= 0; i--)
        {
            if (!DateTime.TryParseExact(value, formats[i], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out _))
            {
                formats.RemoveAt(i);
            }
        }
    }

    private static bool? BooleanOf(ReadOnlySpan<char> value) =>
        value.Equals("true", StringComparison.OrdinalIgnoreCase) || value.Equals("yes", StringComparison.OrdinalIgnoreCase) ? true
        : value.Equals("false", StringComparison.OrdinalIgnoreCase) || value.Equals("no", StringComparison.OrdinalIgnoreCase) ? false
        : null;

    // A leading zero makes a code (007, a phone number), not a number.
    private static bool HasLeadingZero(ReadOnlySpan<char> value)
    {
        var digits = value.TrimStart('-').TrimStart('+');
        return digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]);
    }

    private static bool IsInteger(ReadOnlySpan<char> value, out long integer) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out integer) && !HasLeadingZero(value);

    private static bool IsNumber(ReadOnlySpan<char> value, out double number)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        number = 0;
        return !HasLeadingZero(value)
            && (double.TryParse(value, Style, CultureInfo.InvariantCulture, out number) || (IsGrouped(value) && double.TryParse(value, Style | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out number)))
            && double.IsFinite(number)
            && char.IsAsciiDigit(value[^1]);
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
