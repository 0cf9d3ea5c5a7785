using System.Security.Cryptography;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Postgres;
using Memori.Text2Sql.Sql;
using Npgsql;

namespace Memori.Text2Sql.Tests.Support;

/// <summary>
/// A database of its own for a test class, on the server that MEMORI_TEST_POSTGRES names (see eng/postgres.sh).
/// Without one its tests are skipped, but on CI they fail.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const string Variable = "MEMORI_TEST_POSTGRES";

    private readonly string _database = "memori_test_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
    private DatabaseUrl? _server;

    /// <summary>The URL of this class's database, with password.</summary>
    public string Url
    {
        get
        {
            var server = Require();
            return $"postgres://{server.User}:{Uri.EscapeDataString(server.Password ?? "")}@{server.Host}:{server.Port}/{_database}";
        }
    }

    /// <summary>This class's database.</summary>
    public DataSource Source => SourceOf(Require() with { Database = _database });

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } url)
        {
            _server = DatabaseUrl.Parse(url);
            await RunAsync(_server, $"CREATE DATABASE {_database}");
        }
        else if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            throw new InvalidOperationException($"{Variable} is not set: on CI the PostgreSQL tests must run.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await RunAsync(_server, $"DROP DATABASE {_database} WITH (FORCE)");
        }
    }

    /// <summary>Runs a script in this class's database, as its owner.</summary>
    public Task RunAsync(string script) => RunAsync(Require() with { Database = _database }, script);

    /// <summary>This class's database as another role sees it.</summary>
    public DataSource As(string user, string password) => SourceOf(Require() with { Database = _database, User = user, Password = password });

    /// <summary>The one value of a query of its owner.</summary>
    public async Task<string?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection((Require() with { Database = _database }).ToConnectionString() + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString();
    }

    private static DataSource SourceOf(DatabaseUrl url) => new()
    {
        Id = 1,
        Name = url.Database,
        Key = url.Key,
        Dialect = SqlDialect.Postgres,
        ConnectionString = url.ToConnectionString(),
    };

    private static async Task RunAsync(DatabaseUrl url, string script)
    {
        await using var connection = new NpgsqlConnection(url.ToConnectionString() + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(script, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private DatabaseUrl Require()
    {
        Assert.SkipWhen(_server is null, $"{Variable} is not set; eng/postgres.sh start prints a URL for it.");
        return _server!;
    }
}
