using System.Collections.Concurrent;
using System.Security.Cryptography;
using Memori.Postgres;
using Memori.Server.Configuration;
using Memori.Server.Tests.Attacks;
using Memori.Sqlite;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

[assembly: AssemblyFixture(typeof(Memori.Server.Tests.TestStore.End))]

namespace Memori.Server.Tests;

/// <summary>
/// The store that the tests of the service run on: an embedded one in the test's own directory or, where MEMORI_TEST_STORE is <c>postgres</c>, a database of its own
/// for each directory on the server that MEMORI_TEST_POSTGRES names. They are dropped when their directories are gone, and all when the tests are over.
/// </summary>
internal static class TestStore
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("MEMORI_TEST_POSTGRES");

    private static readonly ConcurrentDictionary<string, Lazy<string>> Databases = new(StringComparer.Ordinal);

    private static readonly string Run = "memori_service_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    private static readonly Lazy<string> Template = new(MakeTemplate);

    // A directory that is not there may be one that its service has still to make.
    private static readonly ConcurrentDictionary<string, bool> Seen = new(StringComparer.Ordinal);

    private static int _made;

    /// <summary>Whether the tests run on PostgreSQL.</summary>
    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("MEMORI_TEST_STORE") == "postgres";

    /// <summary>The settings with the store that the tests run on; the same directory has the same store.</summary>
    public static MemoriSettings OnTestStore(this MemoriSettings settings) => !IsPostgres || settings.DatabaseUrl is not null
        ? settings
        : settings with { DatabaseUrl = Databases.GetOrAdd(Path.GetFullPath(settings.DataDirectory), _ => new Lazy<string>(Make)).Value, DatabaseConnections = 8 };

    /// <summary>For what is about files of the embedded store.</summary>
    public static void OnlyEmbedded() => Assert.SkipWhen(IsPostgres, "This is about the files of the embedded store.");

    /// <summary>Runs a statement as nobody of the service could: past the wall between owners, where there is one.</summary>
    public static async Task DamageAsync(IServiceProvider services, string statement)
    {
        if (IsPostgres)
        {
            Administrate(statement, DatabaseOf(services));
            return;
        }

        await services.GetRequiredService<IDatabase>().WriteAsync((transaction, token) => transaction.ExecuteAsync(statement, token));
    }

    /// <summary>A store on its own; the same directory has the same store.</summary>
    public static async Task<IDatabase> OpenAsync(string directory, TimeProvider time)
    {
        var settings = new MemoriSettings { DataDirectory = directory }.OnTestStore();
        IDatabase database = IsPostgres
            ? PostgresDatabase.Create(new PostgresOptions { Url = settings.DatabaseUrl!, MaximumConnections = 8 }, time)
            : await SqliteDatabase.OpenAsync(settings.StateFile, time);
        foreach (var library in ServiceStartup.StateLibraries)
        {
            await database.MigrateAsync(library);
        }

        return database;
    }

    /// <summary>The jobs in such a store.</summary>
    public static IJobStore JobsIn(IDatabase database, TimeProvider time) =>
        database is PostgresDatabase postgres ? new PostgresJobStore(postgres, time) : new SqliteJobStore((SqliteDatabase)database, time);

    /// <summary>Writes the log of the embedded store into its file, where there is one.</summary>
    public static async Task EmptyLogAsync(IServiceProvider services)
    {
        if (services.GetRequiredService<IDatabase>() is SqliteDatabase file)
        {
            await file.EmptyLogAsync();
        }
    }

    /// <summary>How often a text is in the files of a directory, and in how many rows of its store.</summary>
    public static int Occurrences(IServiceProvider services, string directory, string text) =>
        Bytes.Count(directory, text) + (IsPostgres ? RowsWith(DatabaseOf(services), text) : 0);

    private static int RowsWith(string database, string word)
    {
        using var connection = Connect(database);
        using var tables = new NpgsqlCommand(
            "SET bytea_output = 'escape'; SELECT string_agg(format('SELECT count(*) FROM %s AS t WHERE position(@word IN t::text) > 0', oid::regclass), ' UNION ALL ') FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
            connection);
        using var rows = new NpgsqlCommand($"SELECT sum(count)::integer FROM ({tables.ExecuteScalar()}) AS found", connection);
        rows.Parameters.AddWithValue("@word", word);
        return (int)rows.ExecuteScalar()!;
    }

    private static string DatabaseOf(IServiceProvider services) => new Uri(services.GetRequiredService<MemoriSettings>().DatabaseUrl!).AbsolutePath[1..];

    private static string Make()
    {
        foreach (var (directory, database) in Databases.Where(known => known.Value.IsValueCreated).ToList())
        {
            if (Directory.Exists(directory))
            {
                Seen[directory] = true;
            }
            else if (Seen.ContainsKey(directory) && Databases.TryRemove(directory, out _))
            {
                Administrate($"DROP DATABASE IF EXISTS {new Uri(database.Value).AbsolutePath[1..]} WITH (FORCE)");
            }
        }

        var name = $"{Run}_{Interlocked.Increment(ref _made)}";
        Administrate($"CREATE DATABASE {name} TEMPLATE {Template.Value} OWNER {Run}");
        return UrlOf(name);
    }

    // What a service finds in a database that another has used already; brought up to date once and copied for each test.
    private static string MakeTemplate()
    {
        Administrate($"CREATE ROLE {Run} LOGIN PASSWORD 'test'");
        Administrate($"CREATE DATABASE {Run} OWNER {Run}");
        var data = Directory.CreateTempSubdirectory("memori-template-");
        Task.Run(async () =>
        {
            var settings = new MemoriSettings { DataDirectory = data.FullName, DatabaseUrl = UrlOf(Run) };
            await using var services = new ServiceCollection().AddMemoriService(settings).BuildServiceProvider();
            await ServiceStartup.PrepareAsync(services);
        }).GetAwaiter().GetResult();
        data.Delete(recursive: true);
        return Run;
    }

    /// <summary>The end of all tests.</summary>
    public sealed class End : IDisposable
    {
        public void Dispose()
        {
            if (!Template.IsValueCreated)
            {
                return;
            }

            foreach (var name in Databases.Values.Where(database => database.IsValueCreated).Select(database => new Uri(database.Value).AbsolutePath[1..]).Append(Run))
            {
                Administrate($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            }

            Administrate($"DROP ROLE IF EXISTS {Run}");
        }
    }

    private static string UrlOf(string database) => new UriBuilder(Server!) { UserName = Run, Password = "test", Path = database }.Uri.ToString();

    private static void Administrate(string statement, string database = "postgres")
    {
        using var connection = Connect(database);
        using var command = new NpgsqlCommand(statement, connection);
        command.ExecuteNonQuery();
    }

    private static NpgsqlConnection Connect(string database)
    {
        var server = new Uri(Server ?? throw new InvalidOperationException("MEMORI_TEST_STORE=postgres needs MEMORI_TEST_POSTGRES; eng/postgres.sh start prints a URL for it."));
        var secret = server.UserInfo.Split(':');
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = server.Host,
            Port = server.Port,
            Username = secret[0],
            Password = Uri.UnescapeDataString(secret[1]),
            Database = database,
            Pooling = false,
            CommandTimeout = 120,
        };
        var connection = new NpgsqlConnection(address.ConnectionString);
        connection.Open();
        return connection;
    }
}
