using System.Security.Cryptography;
using System.Text;

namespace Memori.Fitting;

/// <summary>Which databases of a set nothing is fitted on.</summary>
internal static class UnseenDatabases
{
    /// <summary>The fifth of them with the lowest SHA-256 of their names; none of fewer than five.</summary>
    public static HashSet<string> Of(IEnumerable<string> databases)
    {
        var ordered = databases.Distinct(StringComparer.Ordinal).OrderBy(id => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(id))), StringComparer.Ordinal).ToList();
        return ordered.Count < 5 ? [] : [.. ordered.Take((ordered.Count + 4) / 5)];
    }
}
