namespace Memori.Text2Sql.Generation.Embedded.Analysis;

/// <summary>Moves days by the units that growth is told in.</summary>
internal static class Periods
{
    /// <summary>The day a unit later; years for what is no smaller unit.</summary>
    public static DateOnly After(DateOnly day, string unit) => unit switch
    {
        "week" => day.AddDays(7),
        "month" => day.AddMonths(1),
        "quarter" => day.AddMonths(3),
        _ => day.AddYears(1),
    };

    /// <summary>The span of the same length that ends where this one begins: whole months where it is of whole months.</summary>
    public static (DateOnly From, DateOnly To) Before(DateOnly from, DateOnly to)
    {
        var months = (12 * (to.Year - from.Year)) + to.Month - from.Month;
        return from.Day == 1 && to.Day == 1 && months > 0 ? (from.AddMonths(-months), from) : (from.AddDays(from.DayNumber - to.DayNumber), from);
    }
}
