using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Memori.Storage;

namespace Memori.Sqlite;

/// <summary>Applies the numbered migrations of a library, in order, within the writer's exclusive transaction.</summary>
internal sealed partial class SqliteMigrator(TimeProvider time)
{
    private const string CreateTable = """
        CREATE TABLE IF NOT EXISTS schema_migration (
            library    TEXT    NOT NULL,
            number     INTEGER NOT NULL,
            name       TEXT    NOT NULL,
            applied_at TEXT    NOT NULL,
            PRIMARY KEY (library, number)
        ) WITHOUT ROWID
        """;

    private const string SelectApplied = "SELECT number FROM schema_migration WHERE library = @library";

    private const string InsertApplied =
        "INSERT INTO schema_migration (library, number, name, applied_at) VALUES (@library, @number, @name, @applied_at)";

    /// <summary>The numbers of the migrations that a library brings.</summary>
    public static IEnumerable<long> NumbersOf(Assembly library) => Find(library).Select(migration => migration.Number);

    public async Task<int> ApplyAsync(Assembly library, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var name = library.GetName().Name!;
        await connection.ExecuteAsync(CreateTable, cancellationToken).ConfigureAwait(false);
        var applied = await connection.QueryAsync(SelectApplied, row => row.GetInt64(0), cancellationToken, ("@library", name)).ConfigureAwait(false);
        var brought = Find(library).ToList();
        if (applied.Except(brought.Select(migration => migration.Number)).Any())
        {
            throw SqliteFaults.Newer();
        }

        var count = 0;
        foreach (var (number, title, resource) in brought.Where(migration => !applied.Contains(migration.Number)))
        {
            using var reader = new StreamReader(library.GetManifestResourceStream(resource)!);
            await connection.ExecuteAsync(await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(
                InsertApplied,
                cancellationToken,
                ("@library", name),
                ("@number", number),
                ("@name", title),
                ("@applied_at", time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture))).ConfigureAwait(false);
            count++;
        }

        return count;
    }

    private static IEnumerable<(long Number, string Title, string Resource)> Find(Assembly library) => library
        .GetManifestResourceNames()
        .Select(resource => (Match: ResourceName().Match(resource), resource))
        .Where(pair => pair.Match.Success)
        .Select(pair => (long.Parse(pair.Match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), pair.Match.Groups["title"].Value, pair.resource))
        .OrderBy(migration => migration.Item1);

    [GeneratedRegex(@"\.Migrations\.(?<number>\d{4})-(?<title>[^.]+)\.sqlite\.sql$", RegexOptions.ExplicitCapture)]
    private static partial Regex ResourceName();
}
