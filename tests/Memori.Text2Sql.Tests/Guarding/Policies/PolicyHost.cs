using Memori.Storage;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Text2Sql.Tests.Guarding.Policies;

/// <summary>The whole way of a statement on one datasource that has a policy, with a store of its own.</summary>
internal sealed class PolicyHost : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ServiceProvider _services;

    private PolicyHost()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(new FixedTime());
        services.AddSingleton(new DataSourceOptions { DataDirectory = _directory.Path });
        services.AddMemori().AddSqliteStore(_directory.File("memori.db"));
        services.AddText2Sql();
        _services = services.BuildServiceProvider();
    }

    public DataSource Source { get; private set; } = null!;

    public AccessPolicies Policies => _services.GetRequiredService<AccessPolicies>();

    public AccessCatalog Catalog => _services.GetRequiredService<AccessCatalog>();

    internal Memori.Text2Sql.Grounding.Grounder Grounder => _services.GetRequiredService<Memori.Text2Sql.Grounding.Grounder>();

    public MemoryEngine Memory => _services.GetRequiredService<MemoryEngine>();

    public AskPipeline Asking => _services.GetRequiredService<AskPipeline>();

    /// <summary>A SQLite file made by <paramref name="script"/>.</summary>
    public static async Task<PolicyHost> SqliteAsync(string script, string? policy = null)
    {
        var host = new PolicyHost();
        return await host.StartAsync(SqliteFile.Create(host._directory.File("shop.db"), script).Key, policy);
    }

    /// <summary>A PostgreSQL database.</summary>
    public static Task<PolicyHost> PostgresAsync(string url, string? policy = null) => new PolicyHost().StartAsync(url, policy);

    public string File(string name) => _directory.File(name);

    public Task SetAsync(string policy) => Policies.SetAsync(Source, policy, "admin", cancellationToken: TestContext.Current.CancellationToken);

    public Task<CallerAccess> AccessAsync(Caller caller) => Catalog.GetAsync(Source, caller, TestContext.Current.CancellationToken);

    public Task<SqlOutcome> RunAsync(Caller caller, string sql) =>
        _services.GetRequiredService<SqlPipeline>().RunAsync(Source, caller, sql, TestContext.Current.CancellationToken);

    /// <summary>All cells of the result, as text: rows separated by <c>;</c>, cells by <c>|</c>.</summary>
    public async Task<string> RowsAsync(Caller caller, string sql)
    {
        var (_, result) = (await RunAsync(caller, sql)).Require();
        return string.Join(';', result.Rows.Select(row => string.Join('|', row.Select(cell => FormattableString.Invariant($"{cell}")))));
    }

    /// <summary>The rule that refuses.</summary>
    public async Task<string?> RuleAsync(Caller caller, string sql) => (await RunAsync(caller, sql)).Refusal?.Rule;

    private async Task<PolicyHost> StartAsync(string target, string? policy)
    {
        await _services.GetRequiredService<IDatabase>().MigrateAsync(typeof(AskPipeline).Assembly);
        Source = await _services.GetRequiredService<DataSourceCatalog>().RegisterAsync(target);
        if (policy is not null)
        {
            await SetAsync(policy);
        }

        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _directory.Dispose();
    }
}
