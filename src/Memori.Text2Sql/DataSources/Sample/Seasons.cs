namespace Memori.Text2Sql.DataSources.Sample;

/// <summary>How the calendar moves the sample shop's trade. All figures are percent of the usual.</summary>
internal static class Seasons
{
    private static readonly int[] Trade = [100, 85, 92, 95, 102, 118, 92, 94, 104, 108, 135, 120];

    private static readonly Dictionary<string, int[]> Demand = new()
    {
        ["none"] = [100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100],
        ["winter"] = [180, 150, 90, 60, 40, 30, 25, 30, 60, 100, 160, 200],
        ["spring"] = [80, 100, 150, 160, 140, 100, 80, 75, 90, 90, 70, 60],
        ["summer"] = [30, 35, 60, 90, 140, 190, 210, 180, 110, 60, 35, 30],
        ["autumn"] = [8, 8, 8, 8, 8, 8, 10, 150, 420, 80, 8, 8],
        ["gift"] = [130, 130, 80, 75, 110, 110, 75, 80, 85, 85, 150, 190],
    };

    /// <summary>Orders of that day against the usual.</summary>
    public static int TradeOn(DateOnly day)
    {
        var weekday = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 125 : 95;
        return Trade[day.Month - 1] * weekday / 100 * EventOn(day) / 100;
    }

    /// <summary>Demand for a kind of product that day against its mean.</summary>
    public static int DemandFor(string season, DateOnly day) => Demand[season][day.Month - 1];

    /// <summary>Whether it is a shopping festival, when most prices are cut.</summary>
    public static bool IsFestival(DateOnly day) => EventOn(day) > 100;

    private static int EventOn(DateOnly day) => (day.Month, day.Day) switch
    {
        (6, >= 16 and <= 18) => 200,
        (11, >= 9 and <= 11) => 280,
        (12, 12) => 170,
        _ => 100,
    };
}
