using System.Text.RegularExpressions;
using Memori.Text;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>How a column of text writes dates that the database does not know as such: 2026/3/5, 2026.03.05, 2026年3月5日, 2026-09.</summary>
/// <param name="Form">The form, as <c>YYYY/M/D</c>, <c>YYYY.MM.DD</c>, <c>YYYY年M月D日</c> or <c>YYYY-MM</c>: two letters where all have two digits.</param>
internal sealed partial record WrittenDates(string Form)
{
    private const int Sample = 50;

    private bool HasDays { get; } = Form.Contains('D', StringComparison.Ordinal);

    /// <summary>How a column of text writes its dates; null where it holds something else.</summary>
    public static WrittenDates? Of(ColumnSchema column)
    {
        var values = column.Type == ColumnType.Text ? column.Profile.Values.Take(Sample).ToList() : [];
        var matches = values.ConvertAll(v => Written().Match(v));
        if (matches.Count == 0 || matches.Exists(m => !m.Success))
        {
            return null;
        }

        string One(string name) => matches[0].Groups[name].Value;
        bool Alike(string name) => matches.TrueForAll(m => m.Groups[name].Value == One(name));
        var padded = matches.TrueForAll(m => m.Groups["month"].Length == 2 && m.Groups["day"].Length != 1);
        return Alike("first") && Alike("second") && Alike("end")
            ? new WrittenDates($"YYYY{One("first")}{(padded ? "MM" : "M")}{One("second")}{(One("day").Length == 0 ? "" : padded ? "DD" : "D")}{One("end")}") : null;
    }

    /// <summary>Whether a span of days begins and ends where the form can tell.</summary>
    public bool Tells(TimeMention time) =>
        HasDays || ((time.From == DateOnly.MinValue || time.From.Day == 1) && (time.To == DateOnly.MaxValue || time.To.Day == 1));

    [GeneratedRegex("^(?:1[89]|2[01])[0-9]{2}(?<first>[-/.年])(?<month>0[1-9]|1[0-2]|[1-9])(?:(?<second>\\k<first>|月)(?:(?<day>0[1-9]|[12][0-9]|3[01]|[1-9])(?<end>日)?)?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Written();
}
