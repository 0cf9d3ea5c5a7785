using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Memori.Claude.Models;

/// <summary>Ids that end in a date, as those of snapshots do.</summary>
internal static class DatedId
{
    private const string Format = "yyyyMMdd";

    /// <summary>The name before the date, when there is one.</summary>
    public static bool TryStrip(string id, [NotNullWhen(true)] out string? name)
    {
        var dash = id.LastIndexOf('-');
        name = dash > 0 && DateOnly.TryParseExact(id.AsSpan(dash + 1), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? id[..dash] : null;
        return name is not null;
    }
}
