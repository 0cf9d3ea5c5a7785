using System.Globalization;

namespace Memori.Text2Sql.Execution;

/// <summary>A cell as text: times as ISO 8601, bytes as hexadecimal digits.</summary>
public static class CellText
{
    /// <summary>The text of <paramref name="cell"/>; empty for null.</summary>
    /// <param name="cell">A value of a result.</param>
    /// <param name="culture">The culture of numbers.</param>
    public static string Of(object? cell, CultureInfo culture) => cell switch
    {
        null => "",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFK", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFK", CultureInfo.InvariantCulture),
        byte[] bytes => "x'" + Convert.ToHexString(bytes) + "'",
        bool value => value ? "true" : "false",
        IFormattable value => value.ToString(null, culture),
        _ => cell.ToString() ?? "",
    };
}
