using System.Globalization;

namespace Memori.Text2Sql.Generation.Remembered;

/// <summary>The ways in which SQL writes the bounds of a period; the same place of two lists is the same way.</summary>
internal static class PeriodText
{
    /// <summary>How its first day may be written; empty when it has none.</summary>
    public static IReadOnlyList<string> Firsts(Slot period) => period.IsOpenStart || period.From is not { } first ? [] : Starts(first);

    /// <summary>How its end may be written, as the day after the last or as the last; empty when it has none.</summary>
    public static IReadOnlyList<string> Lasts(Slot period) =>
        period.IsOpenEnd || period.To is not { } end ? [] : [.. Starts(end), Day(end.AddDays(-1)), Day(end.AddDays(-1)) + " 23:59:59", Day(end.AddDays(-1)) + "T23:59:59"];

    /// <summary>The name of a whole year (<c>2023</c>) or month (<c>2023-05</c>); null for any other period.</summary>
    public static string? Name(Slot period) => period switch
    {
        { From: { Day: 1, Month: 1 } year, To: { } end } when !period.IsOpenStart && !period.IsOpenEnd && end == year.AddYears(1) => year.ToString("yyyy", CultureInfo.InvariantCulture),
        { From: { Day: 1 } month, To: { } end } when !period.IsOpenStart && !period.IsOpenEnd && end == month.AddMonths(1) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string[] Starts(DateOnly day) => [Day(day), Day(day) + " 00:00:00", Day(day) + "T00:00:00"];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
