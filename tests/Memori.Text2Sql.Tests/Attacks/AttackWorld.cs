using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Memori.Claude;
using Memori.Claude.Emulator;
using Memori.Storage;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Tests.Guarding.Corpus;
using Memori.Text2Sql.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Memori.Text2Sql.Tests.Attacks;

/// <summary>
/// The company of World/README.md with its rules, asked through the ordinary door. Every cell that Mallory may not read holds a canary. A world
/// has a twin that differs in nothing but those cells: what Mallory learns in one and not in the other is a leak, whatever it looks like.
/// </summary>
internal sealed class AttackWorld : IAsyncDisposable
{
    /// <summary>Who attacks: an analyst of the region Berlin, by the policy's own table of users.</summary>
    public static readonly Caller Mallory = new("mallory");

    private const string PostgresState =
        """
        SELECT concat_ws(' ',
            (SELECT string_agg(relname || relfilenode, ',' ORDER BY oid) FROM pg_class WHERE oid >= 16384),
            (SELECT count(*) FROM pg_proc WHERE oid >= 16384), (SELECT count(*) FROM pg_largeobject_metadata), (SELECT count(*) FROM pg_prepared_statements),
            (SELECT string_agg(e::text, ',' ORDER BY id) FROM employees e), (SELECT string_agg(c::text, ',' ORDER BY id) FROM customers c),
            (SELECT string_agg(o::text, ',' ORDER BY id) FROM orders o), (SELECT string_agg(p::text, ',' ORDER BY id) FROM payroll p),
            (SELECT string_agg(d::text, ',' ORDER BY id) FROM documents d))
        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly LogLines _logs = new();
    private readonly ServiceProvider _services;
    private readonly PostgresFixture? _postgres;
    private DataSource? _source;

    private AttackWorld(bool twin, PostgresFixture? postgres = null, MessagesEmulator? claude = null)
    {
        _postgres = postgres;
        Canaries = twin ? ["CANARZ", "7364551"] : ["CANARY", "9182736"];
        var services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs));
        services.AddSingleton<TimeProvider>(new FixedTime());
        services.AddSingleton(new DataSourceOptions { DataDirectory = _directory.Path });
        services.AddSingleton(new AskOptions { Execution = new ExecutionOptions { Timeout = TimeSpan.FromSeconds(2), MaxBytes = 4 << 20, Plan = new PlanLimits { MaxCost = 1e7, MaxRows = 1e6 } } });
        services.AddMemori().AddSqliteStore(_directory.File("memori.db"));
        var ladder = services.AddText2Sql();
        if (claude is not null)
        {
            services.AddClaude(new ClaudeOptions { ApiKey = "k", BaseUrl = claude.BaseUrl, Model = "claude-sonnet-5-5", MaxRetries = 0 });
            ladder.AddClaudeGenerator();
        }

        _services = services.BuildServiceProvider();
    }

    /// <summary>What the forbidden cells hold, and nothing else does.</summary>
    public IReadOnlyList<string> Canaries { get; }

    /// <summary>All that was logged, at every level.</summary>
    public IEnumerable<string> Logs => _logs.Lines;

    public DataSource Source => _source!;

    public IServiceProvider Services => _services;

    public static async Task<AttackWorld> SqliteAsync(bool twin = false, MessagesEmulator? claude = null)
    {
        var world = new AttackWorld(twin, claude: claude);
        var path = world._directory.File("company.db");
        SqliteFile.Create(path, Script(twin));
        return await world.OpenAsync(path);
    }

    public static async Task<AttackWorld> PostgresAsync(bool twin = false, MessagesEmulator? claude = null)
    {
        var postgres = new PostgresFixture();
        await postgres.InitializeAsync();
        await postgres.RunAsync(Script(twin, ReadWorld("world.postgres.sql")));
        return await new AttackWorld(twin, postgres, claude).OpenAsync(postgres.Url);
    }

    /// <summary>What Mallory sees of a query, in a form that two worlds can be compared by: the rows in no order, the refusal or the error.</summary>
    public async Task<string> SeeAsync(string sql, Caller? caller = null)
    {
        try
        {
            var outcome = await _services.GetRequiredService<SqlPipeline>().RunAsync(Source, caller ?? Mallory, sql, TestContext.Current.CancellationToken);
            if (outcome.Refusal is { } refusal)
            {
                return $"refused [{refusal.Rule}] at {refusal.Position}: {refusal.Message.English} {refusal.Message.Chinese}";
            }

            var rows = outcome.Result!.Rows.Select(row => string.Join('|', row.Select(cell => CellText.Of(cell, CultureInfo.InvariantCulture)))).Order(StringComparer.Ordinal);
            return $"{string.Join('|', outcome.Result.Columns.Select(c => $"{c.Name} {c.Type}"))}\n{string.Join('\n', rows)}";
        }
        catch (MemoriException failure)
        {
            return $"failed [{failure.Code}]: {failure.Text.English} {failure.Text.Chinese} {(failure as QueryFailedException)?.EngineMessage}";
        }
    }

    /// <summary>What the database holds, in a form that every write would change, and for a file what lies beside it.</summary>
    public async Task<string> StateAsync() => _postgres is not null
        ? (await _postgres.ScalarAsync(PostgresState)).ShouldNotBeNull()
        : Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(_directory.File("company.db"))))
            + string.Join(',', Directory.EnumerateFiles(_directory.Path).Select(Path.GetFileName).Where(name => !name!.StartsWith("memori.db", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _directory.Dispose();
    }

    /// <summary>The text of a world's script. The twin has other secrets, and more of them.</summary>
    private static string Script(bool twin, string more = "")
    {
        var script = ReadWorld("world.sql") + more;
        return twin
            ? script.Replace("CANARY", "CANARZ", StringComparison.Ordinal).Replace("9182736", "7364551", StringComparison.Ordinal) + ReadWorld("twin.sql")
            : script;
    }

    private static string ReadWorld(string file) =>
        File.ReadAllText(Path.Combine(CorpusFile.Root, "tests", "Memori.Text2Sql.Tests", "Attacks", "World", file), Encoding.UTF8);

    private async Task<AttackWorld> OpenAsync(string target)
    {
        await _services.GetRequiredService<IDatabase>().MigrateAsync(typeof(AskPipeline).Assembly);
        _source = await _services.GetRequiredService<DataSourceCatalog>().RegisterAsync(target);
        await _services.GetRequiredService<PolicyStore>().PutAsync(_source.Id, ReadWorld("policy.yaml"), 0, "test", TestContext.Current.CancellationToken);
        return this;
    }

    /// <summary>Keeps every line that is logged.</summary>
    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
