using System.Reflection;
using Memori.Storage;
using Memori.Text2Sql.DataSources;

namespace Memori.Postgres.Tests;

public sealed class MigrationTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    private static readonly Assembly[] Libraries = [typeof(IDatabase).Assembly, typeof(DataSourceCatalog).Assembly, typeof(Server.ServiceStartup).Assembly];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryLibrary_FromManyProcessesAtOnce_IsAppliedOnce()
    {
        await Parallel.ForAsync(0, 4, Cancellation, async (_, token) =>
        {
            await using var database = await server.OpenAsync();
            foreach (var library in Libraries)
            {
                await database.MigrateAsync(library, token);
            }
        });

        await using var database = await server.OpenAsync();
        var applied = await database.ReadAsync(
            (connection, token) => connection.QueryAsync("SELECT library, count(*) FROM schema_migration GROUP BY library ORDER BY library", row => (row.GetString(0), row.GetInt64(1)), token),
            Cancellation);
        applied.ShouldBe([.. Libraries.Append(typeof(PostgresDatabase).Assembly)
            .Select(library => (library.GetName().Name!, (long)library.GetManifestResourceNames().Count(name => name.EndsWith(".postgres.sql", StringComparison.Ordinal))))
            .OrderBy(pair => pair.Item1, StringComparer.Ordinal)]);
    }
}
