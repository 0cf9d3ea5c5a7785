using System.Data;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Memori.Storage;
using Npgsql;

namespace Memori.Postgres;

/// <summary>
/// Applies the numbered migrations of a library, in order, each in a transaction of its own that holds a lock: of two processes at it the second finds them applied.
/// </summary>
internal sealed partial class PostgresMigrator(TimeProvider time)
{
    private const string TakeLock = "SELECT pg_advisory_xact_lock(hashtextextended('memori:migrations', 0))";

    private const string FindTable = "SELECT to_regclass('schema_migration') IS NOT NULL";

    private const string CreateTable = """
        CREATE TABLE IF NOT EXISTS schema_migration (
            library    text   COLLATE "C" NOT NULL,
            number     bigint NOT NULL,
            name       text   NOT NULL,
            applied_at text   NOT NULL,
            PRIMARY KEY (library, number)
        )
        """;

    private const string SelectApplied = "SELECT number FROM schema_migration WHERE library = @library";

    private const string InsertApplied =
        "INSERT INTO schema_migration (library, number, name, applied_at) VALUES (@library, @number, @name, @applied_at)";

    /// <summary>Brings the tables of a library up to date.</summary>
    /// <returns>How many migrations were applied.</returns>
    public async Task<int> ApplyAsync(Assembly library, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var brought = Find(library).ToList();
        var count = 0;
        foreach (var migration in brought)
        {
            if (!(await AppliedAsync(library, brought, connection, cancellationToken).ConfigureAwait(false)).Contains(migration.Number))
            {
                count += await ApplyAsync(library, brought, migration, connection, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }
        }

        return count;
    }

    private static async Task<IReadOnlyList<long>> AppliedAsync(Assembly library, List<Migration> brought, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await connection.QueryAsync(FindTable, row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false) is [false])
        {
            return [];
        }

        var applied = await connection.QueryAsync(SelectApplied, row => row.GetInt64(0), cancellationToken, ("@library", library.GetName().Name)).ConfigureAwait(false);
        return applied.Except(brought.Select(migration => migration.Number)).Any() ? throw PostgresFaults.Newer() : applied;
    }

    private static IEnumerable<Migration> Find(Assembly library) => library
        .GetManifestResourceNames()
        .Select(resource => (Match: ResourceName().Match(resource), resource))
        .Where(pair => pair.Match.Success)
        .Select(pair => new Migration(long.Parse(pair.Match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), pair.Match.Groups["title"].Value, pair.resource))
        .OrderBy(migration => migration.Number);

    [GeneratedRegex(@"\.Migrations\.(?<number>\d{4})-(?<title>[^.]+)\.postgres\.sql$", RegexOptions.ExplicitCapture)]
    private static partial Regex ResourceName();

    private async Task<bool> ApplyAsync(Assembly library, List<Migration> brought, Migration migration, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using var scope = transaction.ConfigureAwait(false);
        await connection.ExecuteAsync(TakeLock, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(CreateTable, cancellationToken).ConfigureAwait(false);
        if ((await AppliedAsync(library, brought, connection, cancellationToken).ConfigureAwait(false)).Contains(migration.Number))
        {
            return false;
        }

        using var reader = new StreamReader(library.GetManifestResourceStream(migration.Resource)!);
        await connection.ExecuteAsync(await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(
            InsertApplied,
            cancellationToken,
            ("@library", library.GetName().Name),
            ("@number", migration.Number),
            ("@name", migration.Title),
            ("@applied_at", time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture))).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private sealed record Migration(long Number, string Title, string Resource);
}
