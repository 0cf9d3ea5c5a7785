using System.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.DataSources.Credentials;

/// <summary>A canary password through every door of the library.</summary>
public sealed class StoredPasswordTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Canary = "kanarienvogel-7f3c@/:%";
    private SourceHost _host = null!;

    private string Role { get; } = "memori_canary_" + Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString("N")[^10..];

    public async ValueTask InitializeAsync()
    {
        _host = await SourceHost.StartAsync();
        _ = postgres.Url;
        await postgres.RunAsync($"CREATE TABLE IF NOT EXISTS thing (id int PRIMARY KEY); CREATE ROLE {Role} LOGIN PASSWORD '{Canary}'; GRANT SELECT ON thing TO {Role}");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await postgres.RunAsync($"DROP OWNED BY {Role}; DROP ROLE {Role}");
    }

    [Fact]
    public async Task Password_OpensAgainAfterARestart_AndIsNowhereInClear()
    {
        var source = await _host.Catalog.RegisterAsync(Url(Canary), Token);
        await _host.Schemas.GetAsync(source, Token);
        _host.Restart();

        var again = await _host.Catalog.GetAsync(source.Id, Token);
        (await _host.Schemas.SyncAsync(again, Token)).Schema.Tables.ShouldContain(table => table.Name == "thing");

        (await _host.Catalog.DescribeAsync(source.Id, Token)).HasPassword.ShouldBeTrue();
        var shown = string.Join('\n', again, source, await _host.Catalog.DescribeAsync(source.Id, Token), new NewDataSource(Url(Canary)) { Password = Canary }, _host.Options);
        shown.ShouldNotContain("kanarienvogel");
        foreach (var (path, bytes) in _host.Files())
        {
            Encoding.Latin1.GetString(bytes).ShouldNotContain("kanarienvogel", customMessage: path);
            Encoding.Latin1.GetString(bytes).ShouldNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary))[..16], customMessage: path);
        }
    }

    [Fact]
    public async Task RegisteringWithoutPassword_UsesTheOneThatIsKept()
    {
        var first = await _host.Catalog.RegisterAsync(Url(Canary), Token);
        _host.Restart();

        (await _host.Catalog.RegisterAsync(Url(null), Token)).Id.ShouldBe(first.Id);
    }

    [Fact]
    public async Task AnotherLogin_GetsNothingOfThePassword()
    {
        await _host.Catalog.RegisterAsync(Url(Canary), Token);

        var failure = await Should.ThrowAsync<MemoriException>(() => _host.Catalog.RegisterAsync(Url(null).Replace(Role, "postgres", StringComparison.Ordinal), Token));

        failure.Code.ShouldBe("datasource-login-failed");
        (await _host.Catalog.GetAsync(2, Token)).ConnectionString.ShouldContain(Role);
    }

    [Fact]
    public async Task KeyFile_IsTheOwnersAlone_AndMadeOnce()
    {
        await _host.Catalog.RegisterAsync(Url(Canary), Token);
        var key = Path.Combine(_host.Data, "secret.key");
        var text = await File.ReadAllTextAsync(key, Token);
        _host.Restart();
        await _host.Catalog.RegisterAsync(new NewDataSource(Url(null)) { Password = Canary }, Token);

        (await File.ReadAllTextAsync(key, Token)).ShouldBe(text);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task LostKey_SaysSo_AndThePasswordCanBeEnteredAgain()
    {
        var source = await _host.Catalog.RegisterAsync(Url(Canary), Token);
        File.Delete(Path.Combine(_host.Data, "secret.key"));
        _host.Restart();

        (await Should.ThrowAsync<MemoriException>(() => _host.Catalog.GetAsync(source.Id, Token))).Code.ShouldBe("datasource-password-lost");
        await _host.Catalog.ChangeAsync(source.Id, new DataSourceChange { Password = Canary }, Token);

        (await _host.Catalog.GetAsync(source.Id, Token)).Id.ShouldBe(source.Id);
    }

    [Fact]
    public async Task WrongConfiguredKey_SaysSo_AndAnAttemptDoesNoHarm()
    {
        _host.Restart(options => options with { SecretKey = "the first passphrase" });
        var source = await _host.Catalog.RegisterAsync(Url(Canary), Token);
        _host.Restart(options => options with { SecretKey = "another passphrase." });

        (await Should.ThrowAsync<MemoriException>(() => _host.Catalog.GetAsync(source.Id, Token))).Code.ShouldBe("datasource-password-lost");
        (await _host.Catalog.RotateKeyAsync(Token)).Lost.ShouldBe([source.Id]);
        _host.Restart(options => options with { SecretKey = "the first passphrase" });

        (await _host.Catalog.GetAsync(source.Id, Token)).Id.ShouldBe(source.Id);
        File.Exists(Path.Combine(_host.Data, "secret.key")).ShouldBeFalse();
    }

    [Fact]
    public async Task Rotate_OfTheFile_SealsAnew_AlsoForAProcessThatRuns()
    {
        var source = await _host.Catalog.RegisterAsync(Url(Canary), Token);
        var running = _host.Catalog;
        var before = await File.ReadAllTextAsync(Path.Combine(_host.Data, "secret.key"), Token);
        _host.Restart();

        var rotation = await _host.Catalog.RotateKeyAsync(Token);

        (rotation.Sealed, rotation.Lost.Count).ShouldBe((1, 0));
        (await File.ReadAllTextAsync(Path.Combine(_host.Data, "secret.key"), Token)).ShouldNotContain(before.Trim());
        (await running.GetAsync(source.Id, Token)).Id.ShouldBe(source.Id);
    }

    [Fact]
    public async Task Rotate_ToAConfiguredKey_NeedsThePreviousOneOnlyOnce()
    {
        _host.Restart(options => options with { SecretKey = "the first passphrase" });
        var source = await _host.Catalog.RegisterAsync(Url(Canary), Token);
        _host.Restart(options => options with { SecretKey = "the second passphrase", PreviousSecretKey = "the first passphrase" });
        (await _host.Catalog.GetAsync(source.Id, Token)).Id.ShouldBe(source.Id);

        await _host.Catalog.RotateKeyAsync(Token);
        _host.Restart(options => options with { SecretKey = "the second passphrase" });

        (await _host.Catalog.GetAsync(source.Id, Token)).Id.ShouldBe(source.Id);
    }

    [Fact]
    public async Task SealedPassword_OpensForNoOtherPlace()
    {
        var source = await _host.Catalog.RegisterAsync(Url(Canary), Token);

        // Whoever can write the state sends the password to a server of their own.
        await _host.WriteAsync($"UPDATE datasource SET location = replace(location, '127.0.0.1', 'collector.invalid') WHERE id = {source.Id}");
        _host.Restart();

        (await Should.ThrowAsync<MemoriException>(() => _host.Catalog.GetAsync(source.Id, Token))).Code.ShouldBe("datasource-password-lost");
    }

    [Fact]
    public async Task WrongPassword_IsInNoPartOfTheFailure()
    {
        var failure = await Should.ThrowAsync<MemoriException>(() => _host.Catalog.RegisterAsync(Url("falscher-kanarienvogel"), Token));

        failure.Code.ShouldBe("datasource-login-failed");
        failure.ToString().ShouldNotContain("kanarienvogel");
        (await _host.Catalog.ListAsync(Token)).Count.ShouldBe(1);
    }

    private string Url(string? password)
    {
        var url = DatabaseUrl.Parse(postgres.Url) with { User = Role };
        return password is null ? url.WithoutPassword : url.WithoutPassword.Replace(Role + "@", $"{Role}:{Uri.EscapeDataString(password)}@", StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
