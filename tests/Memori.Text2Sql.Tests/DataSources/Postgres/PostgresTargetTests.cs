using Memori.Sqlite;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.DataSources.Postgres;

public sealed class PostgresTargetTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private SqliteDatabase _state = null!;
    private DataSourceCatalog _sources = null!;

    public async ValueTask InitializeAsync()
    {
        _state = await SqliteDatabase.OpenAsync(_directory.File("state.db"), TimeProvider.System, Token);
        await _state.MigrateAsync(typeof(DataSourceCatalog).Assembly, Token);
        _sources = new DataSourceCatalog(_state, new DataSourceOptions { DataDirectory = _directory.Path }, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _state.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Register_KeepsThePasswordInMemoryOnly()
    {
        var source = await _sources.RegisterAsync(postgres.Url, Token);

        (await _sources.GetAsync(source.Id, Token)).ShouldBe(source);
        source.Key.ShouldNotContain("@");
        var password = new Uri(postgres.Url).UserInfo.Split(':')[1];
        await _state.DisposeAsync();
        foreach (var file in Directory.GetFiles(_directory.Path))
        {
            System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Token)).ShouldNotContain(password);
        }
    }

    [Fact]
    public async Task Register_WrongPassword_SaysSo()
    {
        var url = new UriBuilder(postgres.Url) { Password = "wrong" };

        var failure = await Should.ThrowAsync<MemoriException>(() => _sources.RegisterAsync(url.Uri.AbsoluteUri, Token));

        (failure.Code, failure.Kind).ShouldBe(("datasource-login-failed", FaultKind.Backend));
        failure.Message.ShouldNotContain("wrong");
    }

    [Fact]
    public async Task Register_NoPassword_SaysSo()
    {
        var url = new UriBuilder(postgres.Url) { Password = "" };

        (await Should.ThrowAsync<MemoriException>(() => _sources.RegisterAsync(url.Uri.AbsoluteUri, Token))).Code.ShouldBe("datasource-login-failed");
    }

    [Fact]
    public async Task Register_NoSuchDatabase_SaysSo()
    {
        var url = new UriBuilder(postgres.Url) { Path = "/nothing_here" };

        var failure = await Should.ThrowAsync<MemoriException>(() => _sources.RegisterAsync(url.Uri.AbsoluteUri, Token));

        (failure.Code, failure.Kind).ShouldBe(("datasource-no-such-database", FaultKind.NotFound));
    }

    [Fact]
    public async Task Register_NobodyListens_SaysSo()
    {
        // Port 1 needs root to be bound, and no test runs a server there.
        var failure = await Should.ThrowAsync<MemoriException>(() => _sources.RegisterAsync("postgres://ann:secret@127.0.0.1:1/shop", Token));

        (failure.Code, failure.Kind).ShouldBe(("datasource-unreachable", FaultKind.Backend));
        failure.Message.ShouldContain("postgres://127.0.0.1:1/shop");
        failure.Message.ShouldNotContain("secret");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
