using System.Globalization;

namespace Memori.Text2Sql.DataSources.Files;

/// <summary>The ways to write a date or time that all values seen so far fit. Not thread-safe.</summary>
internal sealed class DateForms
{
    private const int MaxLength = 40;

    private static readonly string[] s_dates =
    [
        "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "M/d/yyyy", "d/M/yyyy", "d.M.yyyy", "d-M-yyyy",
        "d-MMM-yyyy", "d MMM yyyy", "MMM d, yyyy", "d MMMM yyyy", "MMMM d, yyyy",
    ];

    private static readonly string[] s_times =
    [
        "", " H:mm", " H:mm:ss", " H:mm:ss.FFFFFFF", "'T'H:mm:ss.FFFFFFF", "'T'H:mm:ss.FFFFFFFK", " H:mm:ss.FFFFFFFK", " h:mm tt", " h:mm:ss tt",
        " H时m分", " H时m分s秒",
    ];

    private static readonly string[][] s_timestamps = [.. s_dates.Select(static date => s_times.Select(time => date + time).ToArray())];

    // Each element is one way to write a date with all ways to write what follows it: a column may have both 10:00 and 10:00:30.
    private readonly List<string[]> _forms;

    private DateForms(IEnumerable<string[]> forms) => _forms = [.. forms];

    /// <summary>Days.</summary>
    public static DateForms Dates() => new(s_dates.Select(static date => new[] { date }));

    /// <summary>Days with a time of day, in some values at least.</summary>
    public static DateForms Timestamps() => new(s_timestamps.Select(static forms => (string[])forms.Clone()));

    /// <summary>Times of day.</summary>
    public static DateForms Times() => new([["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF"]]);

    /// <summary>Whether one way is left.</summary>
    public bool Any => _forms.Count > 0;

    /// <summary>Whether both month/day and day/month are left.</summary>
    public bool IsAmbiguous => _forms.Exists(static form => form[0].StartsWith("M/d/", StringComparison.Ordinal)) && _forms.Exists(static form => form[0].StartsWith("d/M/", StringComparison.Ordinal));

    /// <summary>Drops the ways in which <paramref name="value"/> is not written.</summary>
    public void Narrow(ReadOnlySpan<char> value)
    {
        for (var i = _forms.Count - 1; i >= 0; i--)
        {
            if (!TryParse(_forms[i], value, out _))
            {
                _forms.RemoveAt(i);
            }
        }
    }

    /// <summary>Whether <paramref name="value"/> is written in one of the ways.</summary>
    public bool Fits(ReadOnlySpan<char> value)
    {
        foreach (var form in _forms)
        {
            if (TryParse(form, value, out _))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a value; with an offset, as UTC.</summary>
    public bool TryParse(ReadOnlySpan<char> value, out DateTime moment)
    {
        moment = default;
        return _forms.Count > 0 && TryParse(_forms[0], value, out moment);
    }

    private static bool TryParse(string[] forms, ReadOnlySpan<char> value, out DateTime moment)
    {
        const DateTimeStyles Style = DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault;
        moment = default;
        if (value.Length > MaxLength)
        {
            return false;
        }

        for (var i = 0; i < forms.Length; i++)
        {
            if (DateTime.TryParseExact(value, forms[i], CultureInfo.InvariantCulture, Style, out moment))
            {
                // The next value is most often written the same way.
                (forms[0], forms[i]) = (forms[i], forms[0]);
                return true;
            }
        }

        return false;
    }
}
