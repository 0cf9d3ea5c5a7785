using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Memori.Storage;

namespace Memori.Server.State;

/// <summary>The numbered changes of the state's tables.</summary>
internal static partial class StateMigrations
{
    private const string Applied = "SELECT library, number FROM schema_migration";

    /// <summary>Those that this version brings for a store.</summary>
    public static HashSet<(string Library, long Number)> Of(string dialect) => [.. ServiceStartup.StateLibraries.SelectMany(library => NumbersOf(library, dialect))];

    /// <summary>Those that were applied to a store.</summary>
    public static Task<IReadOnlyList<(string Library, long Number)>> AppliedAsync(IDatabase database, CancellationToken cancellationToken) =>
        database.ReadAsync((connection, token) => connection.QueryAsync(Applied, row => (row.GetString(0), row.GetInt64(1)), token), cancellationToken);

    private static IEnumerable<(string Library, long Number)> NumbersOf(Assembly library, string dialect) => library
        .GetManifestResourceNames()
        .Where(name => name.EndsWith($".{dialect}.sql", StringComparison.Ordinal))
        .Select(name => ResourceName().Match(name))
        .Where(match => match.Success)
        .Select(match => (library.GetName().Name!, long.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"\.Migrations\.(?<number>\d{4})-", RegexOptions.ExplicitCapture)]
    private static partial Regex ResourceName();
}
