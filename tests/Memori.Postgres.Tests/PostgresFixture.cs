using System.Security.Cryptography;
using Npgsql;

namespace Memori.Postgres.Tests;

/// <summary>
/// A database of its own, which sorts as English does and not as .NET's ordinal order, with a user of its own that owns it and is no superuser
/// (row-level security would not hold for one),
/// on the server that MEMORI_TEST_POSTGRES names (see eng/postgres.sh). Without one its tests are skipped, but on CI they fail.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const string Variable = "MEMORI_TEST_POSTGRES";

    private readonly string _name = "memori_store_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
    private readonly string? _server = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } url ? url : null;

    /// <summary>The database, as its owner.</summary>
    public string Url => UrlOf(_name);

    /// <summary>The database and how it is reached.</summary>
    public PostgresOptions Options => new() { Url = Url, MaximumConnections = 10 };

    /// <summary>The same by way of pgbouncer in transaction mode, which MEMORI_TEST_PGBOUNCER names.</summary>
    public PostgresOptions Pooled
    {
        get
        {
            var pooler = Environment.GetEnvironmentVariable("MEMORI_TEST_PGBOUNCER");
            Assert.SkipWhen(string.IsNullOrEmpty(pooler) && Environment.GetEnvironmentVariable("CI") != "true", "MEMORI_TEST_PGBOUNCER is not set; eng/postgres.sh pgbouncer prints a URL for it.");
            return Options with { Url = new UriBuilder(Url) { Port = new Uri(pooler.ShouldNotBeNull()).Port }.Uri.ToString(), DirectUrl = Url };
        }
    }

    /// <summary>The name of the database and of its owner.</summary>
    public string Name => _name;

    public async ValueTask InitializeAsync()
    {
        if (_server is not null)
        {
            await AdministrateAsync($"CREATE ROLE {_name} LOGIN PASSWORD 'test'", $"CREATE DATABASE {_name} OWNER {_name} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C.UTF-8'");
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
            await AdministrateAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)", $"DROP ROLE IF EXISTS {_name}");
        }
    }

    /// <summary>The database, as another user with the password <c>test</c>.</summary>
    public string UrlOf(string user)
    {
        var server = new Uri(Require());
        return $"postgres://{user}:test@{server.Host}:{server.Port}/{_name}";
    }

    /// <summary>An open database.</summary>
    public Task<PostgresDatabase> OpenAsync(TimeProvider? time = null) =>
        PostgresDatabase.OpenAsync(Options, time ?? TimeProvider.System, TestContext.Current.CancellationToken);

    /// <summary>Runs statements in this database as the server's superuser.</summary>
    public Task AdministrateHereAsync(params string[] statements) => RunAsync(PostgresUrl.Parse(Require()), _name, statements);

    /// <summary>Runs statements elsewhere on the server as its superuser.</summary>
    public Task AdministrateAsync(params string[] statements) => RunAsync(PostgresUrl.Parse(Require()), null, statements);

    private static async Task RunAsync(NpgsqlConnectionStringBuilder server, string? database, string[] statements)
    {
        server.Database = database ?? server.Database;
        server.Pooling = false;
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private string Require()
    {
        Assert.SkipWhen(_server is null, $"{Variable} is not set; eng/postgres.sh start prints a URL for it.");
        return _server!;
    }
}
