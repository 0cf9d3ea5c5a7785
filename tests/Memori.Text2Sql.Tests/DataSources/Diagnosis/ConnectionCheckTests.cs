using System.Net;
using System.Net.Sockets;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Diagnosis;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.DataSources.Diagnosis;

public sealed class ConnectionCheckTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private SourceHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SourceHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Postgres_AllSteps_WarnsOfASuperuser()
    {
        await postgres.RunAsync("CREATE TABLE IF NOT EXISTS shown (id int); CREATE TABLE IF NOT EXISTS other (id int)");

        var report = await Try(postgres.Url);

        report.Steps.Select(step => step.Name).ShouldBe(["host", "port", "tls", "login", "database", "read-only", "privileges", "schema"]);
        report.Ok.ShouldBeTrue();
        report.Tables.ShouldBe(2);
        var privileges = report.Steps.Single(step => step.Name == "privileges");
        privileges.Outcome.ShouldBe(StepOutcome.Warning);
        privileges.Message.English.ShouldContain("superuser");
        privileges.Message.Chinese.ShouldContain("超级用户");
        privileges.Advice!.English.ShouldContain("grant-sql");
        (await _host.Catalog.ListAsync(Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task WrongPassword_FailsAtLogin() => await FailsAsync(Changed(url => url with { Password = "wrong-canary" }), "login", "datasource-login-failed");

    [Fact]
    public async Task UnknownDatabase_FailsAfterLogin()
    {
        var report = await FailsAsync(Changed(url => url with { Database = "there_is_none" }), "database", "datasource-no-such-database");

        report.Steps.Single(step => step.Name == "login").Outcome.ShouldBe(StepOutcome.Ok);
    }

    [Fact]
    public async Task UnknownHost_FailsAtHost() => await FailsAsync("postgres://u@no-such-host.invalid/db", "host", "datasource-unknown-host");

    [Fact]
    public async Task ClosedPort_FailsAtPort() => await FailsAsync("postgres://u@127.0.0.1:1/db", "port", "datasource-unreachable");

    [Fact]
    public async Task TlsDemandedOfAServerWithout_FailsAtTls()
    {
        using var server = new OneAnswer([(byte)'N']);

        await FailsAsync($"postgres://u@127.0.0.1:{server.Port}/db?sslmode=require", "tls", "datasource-no-tls");
    }

    [Fact]
    public async Task SomethingElse_IsNotTakenForPostgres()
    {
        using var server = new OneAnswer("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());

        await FailsAsync($"postgres://u@127.0.0.1:{server.Port}/db", "tls", "datasource-not-postgres");
    }

    [Fact]
    public async Task SqliteFile_AllSteps()
    {
        SqliteFile.Create(_host.File("a.db"), "CREATE TABLE a (x); CREATE VIEW b AS SELECT x FROM a");

        var report = await Try(_host.File("a.db"));

        report.Steps.Select(step => (step.Name, step.Outcome)).ShouldBe([("file", StepOutcome.Ok), ("database", StepOutcome.Ok), ("read-only", StepOutcome.Ok), ("schema", StepOutcome.Ok)]);
        report.Tables.ShouldBe(2);
    }

    [Fact]
    public async Task DamagedFile_FailsAtDatabase()
    {
        await File.WriteAllBytesAsync(_host.File("bad.db"), [.. "SQLite format 3\0"u8, .. new byte[5000]], Token);

        await FailsAsync(_host.File("bad.db"), "database", "datasource-not-a-database");
    }

    [Fact]
    public async Task EmptyDatabase_IsAWarning()
    {
        SqliteFile.Create(_host.File("empty.db"), "CREATE TABLE a (x); DROP TABLE a");

        (await Try(_host.File("empty.db"))).Steps[^1].Outcome.ShouldBe(StepOutcome.Warning);
    }

    [Fact]
    public async Task Stored_IsTriedWithItsPassword()
    {
        var source = await _host.Catalog.RegisterAsync(postgres.Url, Token);
        _host.Restart();

        (await _host.Check.TryAsync(source.Id, Token)).Ok.ShouldBeTrue();
    }

    private Task<ConnectionReport> Try(string target) => _host.Check.TryAsync(new NewDataSource(target), Token);

    private async Task<ConnectionReport> FailsAsync(string target, string step, string code)
    {
        var report = await Try(target);
        report.Ok.ShouldBeFalse();
        report.Steps[^1].Name.ShouldBe(step);
        report.Steps[^1].Outcome.ShouldBe(StepOutcome.Failed);
        string.Join('\n', report.Steps).ShouldNotContain("wrong-canary");
        (await Should.ThrowAsync<MemoriException>(() => _host.Catalog.RegisterAsync(target, Token))).Code.ShouldBeOneOf(code, "datasource-unreachable");
        return report;
    }

    private string Changed(Func<DatabaseUrl, DatabaseUrl> change)
    {
        var url = change(DatabaseUrl.Parse(postgres.Url));
        return $"postgres://{url.User}:{Uri.EscapeDataString(url.Password!)}@{url.Host}:{url.Port}/{url.Database}";
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A server that answers whatever it is sent with the same bytes.</summary>
    private sealed class OneAnswer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public OneAnswer(byte[] answer)
        {
            _listener.Start();
            _ = AnswerAsync(answer);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Dispose() => _listener.Dispose();

        private async Task AnswerAsync(byte[] answer)
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    await client.GetStream().ReadExactlyAsync(new byte[8]);
                    await client.GetStream().WriteAsync(answer);
                }
            }
            catch (Exception failure) when (failure is SocketException or IOException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
