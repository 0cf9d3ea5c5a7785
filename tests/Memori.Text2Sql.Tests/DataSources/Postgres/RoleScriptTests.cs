using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Diagnosis;
using Memori.Text2Sql.DataSources.Postgres;
using Memori.Text2Sql.Tests.Support;
using Npgsql;

namespace Memori.Text2Sql.Tests.DataSources.Postgres;

public sealed class RoleScriptTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Schema =
        """
        CREATE SCHEMA IF NOT EXISTS "odd ""schema";
        CREATE TABLE IF NOT EXISTS shop (id int PRIMARY KEY, secret text);
        CREATE TABLE IF NOT EXISTS "odd ""schema"."t;able" ("col""umn" int, hidden int);
        CREATE OR REPLACE FUNCTION elevate() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
        INSERT INTO shop VALUES (1, 'a') ON CONFLICT DO NOTHING;
        """;

    // A name that would be something else if it were not quoted.
    private readonly string _role = $"reader \"; DROP TABLE shop; -- '$memori0$ {Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString("N")[^8..]}";
    private SourceHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SourceHost.StartAsync();
        _ = postgres.Url;
        await postgres.RunAsync(Schema);
    }

    public async ValueTask DisposeAsync()
    {
        await postgres.RunAsync($"DO $x$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{_role.Replace("'", "''", StringComparison.Ordinal)}') THEN DROP OWNED BY {Quoted}; DROP ROLE {Quoted}; END IF; END $x$");
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Role_Reads_AndNothingElse()
    {
        await RunAsync(new RoleScriptOptions { Role = _role });
        await postgres.RunAsync($"ALTER ROLE {Quoted} PASSWORD 'p'");

        await using var connection = new NpgsqlConnection(postgres.As(_role, "p").ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Token);

        (await ScalarAsync(connection, "SELECT secret FROM shop")).ShouldBe("a");
        (await ScalarAsync(connection, "SELECT count(*) FROM \"odd \"\"schema\".\"t;able\"")).ShouldBe(0L);
        (await ScalarAsync(connection, "SELECT current_setting('default_transaction_read_only')")).ShouldBe("on");

        // Even with what READ ONLY holds back switched off.
        await ScalarAsync(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE");
        await ScalarAsync(connection, "SET default_transaction_read_only = off");
        string[] refused =
        [
            "INSERT INTO shop VALUES (2, 'b')", "UPDATE shop SET secret = 'b'", "DELETE FROM shop", "TRUNCATE shop",
            "CREATE TABLE mine (id int)", "CREATE SCHEMA mine", "CREATE TEMP TABLE mine (id int)", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "SELECT lo_create(0)", "SELECT lo_creat(-1)", "SELECT lo_from_bytea(0, 'x')", "SELECT elevate()", "CREATE ROLE other", "SET ROLE postgres", "DROP TABLE shop",
        ];
        foreach (var statement in refused)
        {
            var failure = await Should.ThrowAsync<PostgresException>(() => ScalarAsync(connection, statement), statement);
            failure.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, statement);
        }
    }

    [Fact]
    public async Task Role_PassesTheConnectionTest()
    {
        await RunAsync(new RoleScriptOptions { Role = _role });
        await postgres.RunAsync($"ALTER ROLE {Quoted} PASSWORD 'p'");

        var url = DatabaseUrl.Parse(postgres.Url) with { User = _role };
        var report = await _host.Check.TryAsync(new NewDataSource(url.WithoutPassword) { Password = "p" }, Token);

        report.Steps.ShouldAllBe(step => step.Outcome == StepOutcome.Ok);
        report.Tables.ShouldBe(2);
    }

    [Fact]
    public async Task Columns_AreAllThatIsGranted_AndTheScriptMayRunAgain()
    {
        await RunAsync(new RoleScriptOptions { Role = _role });
        await RunAsync(new RoleScriptOptions { Role = _role, Login = false, Tables = ["shop(id)", "odd \"schema.t;able(col\"umn)"] });
        await RunAsync(new RoleScriptOptions { Role = _role, Tables = ["shop(id)"] });
        await postgres.RunAsync($"ALTER ROLE {Quoted} PASSWORD 'p'");

        await using var connection = new NpgsqlConnection(postgres.As(_role, "p").ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Token);

        (await ScalarAsync(connection, "SELECT id FROM shop")).ShouldBe(1);
        (await Should.ThrowAsync<PostgresException>(() => ScalarAsync(connection, "SELECT secret FROM shop"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pg_read_all_data")]
    [InlineData("PUBLIC")]
    [InlineData("none")]
    [InlineData("a\nb")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task ImpossibleRoles_AreRefused(string role) =>
        (await Should.ThrowAsync<MemoriException>(() => Script(new RoleScriptOptions { Role = role }))).Code.ShouldBe("role-invalid");

    [Fact]
    public async Task Script_HoldsNoPassword_AndKeepsNothing()
    {
        var script = await Script(new RoleScriptOptions());

        script.ShouldContain("CREATE ROLE \"memori_reader\"");
        script.ShouldNotContain(DatabaseUrl.Parse(postgres.Url).Password!);
        (await _host.Catalog.ListAsync(Token)).Count.ShouldBe(1);
        (await Should.ThrowAsync<MemoriException>(() => new RoleScript(_host.Catalog).WriteAsync(new NewDataSource("sample"), new RoleScriptOptions(), Token)))
            .Code.ShouldBe("datasource-not-postgres");
    }

    private string Quoted => $"\"{_role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private Task<string> Script(RoleScriptOptions options) => new RoleScript(_host.Catalog).WriteAsync(new NewDataSource(postgres.Url), options, Token);

    private async Task RunAsync(RoleScriptOptions options) => await postgres.RunAsync(await Script(options));

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
