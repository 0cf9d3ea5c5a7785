using Memori.Server;
using Memori.Text2Sql.DataSources;

namespace Memori.Postgres.Tests;

/// <summary>The database that keeps the state is no datasource, by whatever address and login.</summary>
public sealed class OwnStateTests(PostgresFixture server) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("memori-own-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task OwnDatabase_ByAnyAddress_IsRefused()
    {
        await using var state = await server.OpenAsync();
        foreach (var library in ServiceStartup.StateLibraries)
        {
            await state.MigrateAsync(library, Cancellation);
        }

        var sources = new DataSourceCatalog(state, new DataSourceOptions { DataDirectory = _folder.FullName }, TimeProvider.System);
        var reader = server.Name + "_reader";
        await server.AdministrateAsync($"CREATE ROLE {reader} LOGIN PASSWORD 'test'");
        try
        {
            string[] addresses = [server.Url, new UriBuilder(server.Url) { Host = "localhost" }.Uri.AbsoluteUri, server.UrlOf(reader)];
            foreach (var address in addresses)
            {
                (await CodeOf(() => sources.RegisterAsync(address, Cancellation))).ShouldBe("datasource-own-state", new Uri(address).Authority);
            }

            (await sources.ListAsync(Cancellation)).ShouldHaveSingleItem("but the sample").Key.ShouldBe("sample");
        }
        finally
        {
            await server.AdministrateAsync($"DROP ROLE {reader}");
        }
    }

    [Fact]
    public async Task OwnDatabase_ThroughAPooler_IsRefused()
    {
        var pooled = server.Pooled;
        await using var state = await server.OpenAsync();
        foreach (var library in ServiceStartup.StateLibraries)
        {
            await state.MigrateAsync(library, Cancellation);
        }

        var sources = new DataSourceCatalog(state, new DataSourceOptions { DataDirectory = _folder.FullName }, TimeProvider.System);
        (await CodeOf(() => sources.RegisterAsync(pooled.Url, Cancellation))).ShouldBe("datasource-own-state");
    }

    private static async Task<string> CodeOf(Func<Task> act) => (await Should.ThrowAsync<MemoriException>(act)).Code;
}
