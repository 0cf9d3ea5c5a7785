using Anthropic;
using Memori.Claude.Chat;
using Memori.Claude.Models;
using Memori.Claude.Resilience;
using Memori.Claude.Tokens;
using Memori.Claude.Upstream;
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
        return Create(upstream, options, catalog, time ?? TimeProvider.System, loggers ?? NullLoggerFactory.Instance, ownsUpstream: true);
    }

    internal static IChatClient Create(
        ClaudeUpstream upstream, ClaudeOptions options, ModelCatalog catalog, TimeProvider time, ILoggerFactory loggers, bool ownsUpstream) =>
        new SdkChatClient(Sdk(upstream, options, time, ownsUpstream), options, catalog)
            .UseMetering(catalog, options.Model, time, loggers.CreateLogger<MeteringChatClient>())
            .UseAttempts(upstream.Pipeline)
            .UseRetries(upstream.Pipeline, options.Model)
            .UseCacheBreakpoints()
            .UseModelRules(catalog, options, time, loggers.CreateLogger<ModelRulesChatClient>());

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
