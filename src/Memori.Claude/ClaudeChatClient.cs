using Anthropic;
using Memori.Claude.Budgets;
using Memori.Claude.Chat;
using Memori.Claude.Models;
using Memori.Claude.Resilience;
using Memori.Claude.Telemetry;
using Memori.Claude.Tokens;
using Memori.Claude.Upstream;
using Memori.Ledger;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Claude;

/// <summary>Builds the client of Claude.</summary>
public static class ClaudeChatClient
{
    /// <summary>
    /// Claude as an <see cref="IChatClient"/>, on the official SDK. From the outside in: the model's rules, cache breakpoints, retries,
    /// the circuit breaker, metering, the SDK without retries of its own. Thread-safe; dispose it to close its connections.
    /// </summary>
    /// <param name="options">How Claude is reached.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="loggers">Where to log; null for nowhere.</param>
    /// <param name="random">The source of the retries' jitter, 0–1; null for the default one.</param>
    /// <exception cref="MemoriException"><c>invalid-claude-options</c> with every error, or <c>invalid-model-catalog</c>.</exception>
    public static IChatClient Create(ClaudeOptions options, TimeProvider? time = null, ILoggerFactory? loggers = null, Func<double>? random = null)
    {
        var catalog = ModelCatalog.Load(options.CatalogPath);
        options.Validate(catalog);
        var upstream = new ClaudeUpstream(options, time, loggers, random);
        return Create(upstream, options, catalog, budgets: null, time ?? TimeProvider.System, loggers ?? NullLoggerFactory.Instance, ownsUpstream: true);
    }

    /// <summary>
    /// Claude on a shared <paramref name="upstream"/>, which outlives it, with budgets: a call is charged to <see cref="Payer.Current"/>. From the outside in: a cheaper
    /// model when little of the budget is left, the model's rules, cache breakpoints, telemetry, retries in turn, the budget of each attempt, the circuit breaker and the time
    /// of an attempt, metering, the SDK.
    /// </summary>
    /// <param name="upstream">The API.</param>
    /// <param name="options">How Claude is reached.</param>
    /// <param name="catalog">The models.</param>
    /// <param name="budgets">Ledger, estimator and what happens when little is left; null for no budgets.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="loggers">Where to log; null for nowhere.</param>
    public static IChatClient Create(
        ClaudeUpstream upstream, ClaudeOptions options, ModelCatalog catalog, ClaudeBudgets? budgets = null, TimeProvider? time = null, ILoggerFactory? loggers = null) =>
        Create(upstream, options, catalog, budgets, time ?? TimeProvider.System, loggers ?? NullLoggerFactory.Instance, ownsUpstream: false);

    private static IChatClient Create(
        ClaudeUpstream upstream, ClaudeOptions options, ModelCatalog catalog, ClaudeBudgets? budgets, TimeProvider time, ILoggerFactory loggers, bool ownsUpstream) =>
        new SdkChatClient(Sdk(upstream, options, time, ownsUpstream), options, catalog)
            .UseMetering(catalog, options.Model, time, loggers.CreateLogger<MeteringChatClient>())
            .UseAttempts(upstream.Pipeline)
            .When(budgets, (client, on) => client.UseBudget(on.Ledger, catalog, options, on.Options, on.Estimator, time, loggers.CreateLogger<BudgetChatClient>()))
            .UseRetries(upstream.Pipeline, options.Model)
            .UseTelemetry(options)
            .UseCacheBreakpoints()
            .UseModelRules(catalog, options, time, loggers.CreateLogger<ModelRulesChatClient>())
            .When(budgets, (client, on) => client.UseDowngrade(on.Ledger, catalog, options.Model, on.Options, time, loggers.CreateLogger<DowngradeChatClient>()));

    private static IChatClient When(this IChatClient client, ClaudeBudgets? budgets, Func<IChatClient, ClaudeBudgets, IChatClient> use) =>
        budgets is null ? client : use(client, budgets);

    private static AnthropicClient Sdk(ClaudeUpstream upstream, ClaudeOptions options, TimeProvider time, bool ownsUpstream) => new()
    {
        ApiKey = options.ApiKey,
        BaseUrl = options.BaseUrl.AbsoluteUri.TrimEnd('/'),
        MaxRetries = 0,
        // Ours are shorter and counted by our own clock; unset, the SDK would choose by max_tokens.
        Timeout = options.TotalTimeout + TimeSpan.FromMinutes(1),
        HttpClient = new HttpClient(new FaultHandler(options.StallTimeout, time) { InnerHandler = upstream.Connections }, disposeHandler: ownsUpstream)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        },
    };
}
