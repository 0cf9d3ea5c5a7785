using System.Globalization;
using Memori.Text2Sql.Execution.Export;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.DataSources.Files;

/// <summary>Finds the type that all values of a column fit, and writes them as that type. Not thread-safe.</summary>
internal sealed class ColumnTyping
{
    private readonly DateForms _dates = DateForms.Dates();
    private readonly DateForms _timestamps = DateForms.Timestamps();
    private readonly DateForms _times = DateForms.Times();
    private bool _boolean = true;
    private bool _integer = true;
    private bool _number = true;
    private bool _percent = true;
    private bool _amount = true;
    private char _sign;
    private bool _anyForm = true;

    /// <summary>Whether a value was seen.</summary>
    public bool Seen { get; private set; }

    /// <summary>The type, once every value was looked at.</summary>
    public ColumnType Type => !Seen ? ColumnType.Text
        : _boolean ? ColumnType.Boolean
        : _integer ? ColumnType.Integer
        : _number || _percent || _amount ? ColumnType.Number
        : _dates.Any ? ColumnType.Date
        : _timestamps.Any ? ColumnType.Timestamp
        : _times.Any ? ColumnType.Time
        : ColumnType.Text;

    /// <summary>Whether the values are percentages, stored as fractions.</summary>
    public bool IsPercent => Seen && _percent;

    /// <summary>Whether the dates could be month/day as well as day/month; the first is taken.</summary>
    public bool IsAmbiguousDate => Type switch
    {
        ColumnType.Date => _dates.IsAmbiguous,
        ColumnType.Timestamp => _timestamps.IsAmbiguous,
        _ => false,
    };

    /// <summary>The name of the type in the table's declaration.</summary>
    public string Declaration => Type switch
    {
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.Integer => "INTEGER",
        ColumnType.Number => "REAL",
        ColumnType.Date => "DATE",
        ColumnType.Timestamp => "TIMESTAMP",
        ColumnType.Time => "TIME",
        _ => "TEXT",
    };

    /// <summary>Whether a cell says that there is no value.</summary>
    public static bool IsMissing(ReadOnlySpan<char> text) => text.Trim() is "" or "NULL" or "\\N";

    /// <summary>Whether a cell looks like data rather than a name.</summary>
    public static bool LooksLikeData(ReadOnlySpan<char> text)
    {
        var value = text.Trim();
        return NumberForms.TryNumber(value, out _) || NumberForms.TryPercent(value, out _) || NumberForms.TryAmount(value, out _, out _)
            || DateForms.Timestamps().Fits(value);
    }

    /// <summary>Looks at one value.</summary>
    public void Look(ReadOnlySpan<char> text)
    {
        var value = text.Trim();
        if (value.IsEmpty || IsMissing(value) || IsVague(value))
        {
            return;
        }

        Seen = true;
        if (!_anyForm)
        {
            return;
        }

        _boolean = _boolean && BooleanOf(value) is not null;
        _integer = _integer && NumberForms.TryInteger(value, out _);
        _number = _number && NumberForms.TryNumber(value, out _);
        _percent = _percent && NumberForms.TryPercent(value, out _);
        _amount = _amount && HasSameSign(value);
        _dates.Narrow(value);
        _timestamps.Narrow(value);
        _times.Narrow(value);
        _anyForm = _boolean || _integer || _number || _percent || _amount || _dates.Any || _timestamps.Any || _times.Any;
    }

    /// <summary>Writes one value.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="isDelimited">See <see cref="FileTable.IsDelimited"/>.</param>
    /// <param name="insert">Where to.</param>
    /// <param name="column">The column, from 0.</param>
    public void Write(ReadOnlySpan<char> text, bool isDelimited, SqliteInsert insert, int column)
    {
        var value = text.Trim();
        var type = Type;
        if (value.IsEmpty || IsMissing(value) || (type != ColumnType.Text && IsVague(value)))
        {
            insert.BindNull(column);
        }
        else if (!TryWrite(value, type, insert, column))
        {
            insert.Bind(column, isDelimited ? FormulaText.Restore(text) : text);
        }
    }

    private bool TryWrite(ReadOnlySpan<char> value, ColumnType type, SqliteInsert insert, int column)
    {
        switch (type)
        {
            case ColumnType.Boolean when BooleanOf(value) is { } truth:
                insert.Bind(column, truth ? 1L : 0L);
                return true;
            case ColumnType.Integer when NumberForms.TryInteger(value, out var integer):
                insert.Bind(column, integer);
                return true;
            case ColumnType.Number when NumberForms.TryNumber(value, out var number) || NumberForms.TryPercent(value, out number) || NumberForms.TryAmount(value, out _, out number):
                insert.Bind(column, number);
                return true;
            case ColumnType.Date when _dates.TryParse(value, out var day):
                return BindMoment(day, "yyyy-MM-dd", insert, column);
            case ColumnType.Timestamp when _timestamps.TryParse(value, out var moment):
                return BindMoment(moment, "yyyy-MM-dd HH:mm:ss.FFFFFFF", insert, column);
            case ColumnType.Time when _times.TryParse(value, out var time):
                return BindMoment(time, "HH:mm:ss.FFFFFFF", insert, column);
            default:
                return false;
        }
    }

    private static bool BindMoment(DateTime moment, string format, SqliteInsert insert, int column)
    {
        Span<char> text = stackalloc char[32];
        moment.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        insert.Bind(column, text[..length]);
        return true;
    }

    private bool HasSameSign(ReadOnlySpan<char> value)
    {
        // One sign for the whole column: amounts of several currencies must not become comparable numbers.
        if (!NumberForms.TryAmount(value, out var sign, out _) || (_sign != '\0' && _sign != sign))
        {
            return false;
        }

        _sign = sign;
        return true;
    }

    // Marks for "no value" that would be real values in a column of texts; there they are stored as they are.
    private static bool IsVague(ReadOnlySpan<char> value) => value is "N/A" or "n/a" or "NA" or "null" or "-" or "--" or "#N/A";

    private static bool? BooleanOf(ReadOnlySpan<char> value) =>
        value is "是" || value.Equals("true", StringComparison.OrdinalIgnoreCase) || value.Equals("yes", StringComparison.OrdinalIgnoreCase) ? true
        : value is "否" || value.Equals("false", StringComparison.OrdinalIgnoreCase) || value.Equals("no", StringComparison.OrdinalIgnoreCase) ? false
        : null;
}
