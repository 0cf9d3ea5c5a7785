namespace Memori.Text2Sql.Schema;

/// <summary>The form that all texts of a column share.</summary>
internal enum TextForm
{
    /// <summary>No text seen yet.</summary>
    Unseen,

    /// <summary><c>YYYY-MM-DD</c>.</summary>
    Date,

    /// <summary><c>YYYY-MM-DD</c> with a time of day, in some values at least.</summary>
    Timestamp,

    /// <summary><c>HH:MM</c> or <c>HH:MM:SS</c>.</summary>
    Time,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Recognises dates and times as SQLite's own date functions do.</summary>
internal static class TextForms
{
    /// <summary>The form of what was seen so far together with one more text.</summary>
    public static TextForm Combine(TextForm seen, ReadOnlySpan<byte> text)
    {
        if (seen == TextForm.Other)
        {
            return seen;
        }

        var form = Of(text);
        return seen == TextForm.Unseen || seen == form ? form
            : seen is TextForm.Date or TextForm.Timestamp && form is TextForm.Date or TextForm.Timestamp ? TextForm.Timestamp
            : TextForm.Other;
    }

    /// <summary>The column type of a form, or null when it is plain text.</summary>
    public static ColumnType? TypeOf(TextForm form) => form switch
    {
        TextForm.Date => ColumnType.Date,
        TextForm.Timestamp => ColumnType.Timestamp,
        TextForm.Time => ColumnType.Time,
        _ => null,
    };

    private static TextForm Of(ReadOnlySpan<byte> text) =>
        IsDate(text) ? text.Length == 10 ? TextForm.Date
            : text[10] is (byte)' ' or (byte)'T' && IsTime(text[11..], zone: true) ? TextForm.Timestamp : TextForm.Other
        : IsTime(text, zone: false) ? TextForm.Time : TextForm.Other;

    private static bool IsDate(ReadOnlySpan<byte> text) =>
        text.Length >= 10 && Digits(text[..4]) && text[4] == '-' && Digits(text[5..7]) && text[7] == '-' && Digits(text[8..10])
        && Two(text[5..]) is >= 1 and <= 12 && Two(text[8..]) is >= 1 and <= 31;

    private static bool IsTime(ReadOnlySpan<byte> text, bool zone)
    {
        if (text.Length < 5 || !Digits(text[..2]) || text[2] != ':' || !Digits(text[3..5]) || Two(text) > 24 || Two(text[3..]) > 59)
        {
            return false;
        }

        var rest = text[5..];
        if (rest.Length >= 3 && rest[0] == ':' && Digits(rest[1..3]))
        {
            rest = rest[3..];
            if (rest.Length >= 2 && rest[0] == '.')
            {
                var digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
                rest = digits < 0 ? [] : rest[(digits + 1)..];
            }
        }

        return rest.IsEmpty || (zone && IsZone(rest));
    }

    private static bool IsZone(ReadOnlySpan<byte> text) =>
        text is [(byte)'Z'] || (text.Length >= 5 && text[0] is (byte)'+' or (byte)'-' && Digits(text[1..3]));

    private static bool Digits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static int Two(ReadOnlySpan<byte> text) => ((text[0] - '0') * 10) + (text[1] - '0');
}
