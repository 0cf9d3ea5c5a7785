using System.Reflection;
using System.Text.RegularExpressions;
using Memori.Storage;
using Memori.Text2Sql.DataSources;
using Npgsql;

namespace Memori.Postgres.Tests;

/// <summary>Every statement that the libraries run by <see cref="IDatabase"/> is one that PostgreSQL understands, whatever its parameters are.</summary>
public sealed partial class StatementTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    private static readonly Assembly[] Libraries = [typeof(IDatabase).Assembly, typeof(DataSourceCatalog).Assembly, typeof(Server.ServiceStartup).Assembly, typeof(PostgresDatabase).Assembly];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryStatement_IsUnderstood()
    {
        await using var database = await server.OpenAsync();
        foreach (var library in Libraries)
        {
            await database.MigrateAsync(library, Cancellation);
        }

        // As in a move, which has a table of its own.
        await new PostgresTables(database).BeginMoveAsync(Cancellation);
        await using var connection = new NpgsqlConnection(PostgresUrl.Parse(server.Url).ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        List<string> failures = [];
        var count = 0;
        foreach (var (name, sql) in Libraries.SelectMany(Statements))
        {
            count++;
            try
            {
                await using var command = new NpgsqlCommand($"PREPARE it AS {Numbered(sql)}; DEALLOCATE it", connection);
                await command.ExecuteNonQueryAsync(Cancellation);
            }
            catch (PostgresException failure)
            {
                failures.Add($"{name}: {failure.MessageText}\n{sql}\n");
            }
        }

        failures.ShouldBeEmpty();
        count.ShouldBeGreaterThan(150);
    }

    private static IEnumerable<(string Name, string Sql)> Statements(Assembly library) =>
        from type in library.GetTypes()
        from field in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where field is { IsLiteral: true } && field.FieldType == typeof(string)
        let sql = (string)field.GetRawConstantValue()!
        where Verb().IsMatch(sql) && !IsOfASource(type, sql) && field.Name != "SelectUsage" // the beginning of some
        select ($"{type.FullName}.{field.Name}", sql);

    /// <summary>What is run on the databases that people ask, not on the service's own.</summary>
    private static bool IsOfASource(Type type, string sql) =>
        type.Namespace!.EndsWith(".Sqlite", StringComparison.Ordinal) || sql.Contains("sqlite_schema", StringComparison.Ordinal);

    private static string Numbered(string sql)
    {
        List<string> names = [];
        return Parameter().Replace(sql, match =>
        {
            if (!names.Contains(match.Value))
            {
                names.Add(match.Value);
            }

            return $"${names.IndexOf(match.Value) + 1}";
        });
    }

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s")]
    private static partial Regex Verb();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();
}
