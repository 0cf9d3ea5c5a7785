using System.Text.Json.Nodes;
using Memori.Claude;
using Memori.Claude.Emulator;
using Memori.Jobs;
using Memori.Storage;
using Memori.Text;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Generation.Claude;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Text2Sql.Tests.Support;

/// <summary>The whole way of a question on the sample database, with a store and a clock of its own, and Claude emulated when given.</summary>
internal sealed class AskHost : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ServiceProvider _services;

    private AskHost(MessagesEmulator? claude, ClaudeGenerationOptions? generation)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(new DataSourceOptions { DataDirectory = _directory.Path });
        services.AddMemori().AddSqliteStore(_directory.File("memori.db"));
        var ladder = services.AddText2Sql();
        if (claude is not null)
        {
            services.AddClaude(new ClaudeOptions { ApiKey = "k", BaseUrl = claude.BaseUrl, Model = "claude-sonnet-5-5", MaxRetries = 0 });
            services.AddSingleton(generation ?? new ClaudeGenerationOptions());
            ladder.AddClaudeGenerator();
        }

        _services = services.BuildServiceProvider();
    }

    public FixedTime Time { get; } = new();

    public MemoryEngine Memory => _services.GetRequiredService<MemoryEngine>();

    public Grounder Grounder => _services.GetRequiredService<Grounder>();

    public FeedbackPipeline Feedback => _services.GetRequiredService<FeedbackPipeline>();

    public JobRunner Jobs => _services.GetRequiredService<JobRunner>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A path in the host's own directory.</summary>
    public string File(string name) => _directory.File(name);

    public static async Task<AskHost> StartAsync(MessagesEmulator? claude = null, ClaudeGenerationOptions? generation = null)
    {
        var host = new AskHost(claude, generation);
        await host._services.GetRequiredService<IDatabase>().MigrateAsync(typeof(AskPipeline).Assembly);
        return host;
    }

    public async Task<Answer> AskAsync(string question, string user = "u", IReadOnlySet<string>? generators = null, Language? language = null, string target = "sample") =>
        await _services.GetRequiredService<AskPipeline>().AskAsync(await RequestAsync(question, user, generators, language, target));

    public async Task<AskRequest> RequestAsync(
        string question, string user = "u", IReadOnlySet<string>? generators = null, Language? language = null, string target = "sample")
    {
        var source = await RegisterAsync(target);
        return new AskRequest { Scope = Scope.Create(user, "s"), Caller = new Caller(user), DataSource = source, Text = question, Generators = generators, Language = language };
    }

    /// <summary>A datasource of its own.</summary>
    public Task<DataSource> RegisterAsync(string target) => _services.GetRequiredService<DataSourceCatalog>().RegisterAsync(target);

    public Task<Answer> AskAsync(AskRequest request) => _services.GetRequiredService<AskPipeline>().AskAsync(request);

    /// <summary>What Claude says when it writes <paramref name="sql"/>.</summary>
    public static JsonObject Written(string sql) => new()
    {
        ["interpretation"] = "As asked.",
        ["output_columns"] = new JsonArray(),
        ["ambiguities"] = new JsonArray(),
        ["decision"] = "answer",
        ["joins"] = new JsonArray(),
        ["filters"] = new JsonArray(),
        ["assumptions"] = new JsonArray(),
        ["sql"] = sql,
    };

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _directory.Dispose();
    }
}
