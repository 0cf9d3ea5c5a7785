using System.Net;
using Anthropic;
using Memori.Claude.Chat;
using Memori.Claude.Models;
using Memori.Claude.Resilience;
using Memori.Claude.Tokens;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Claude;

/// <summary>Builds the client of Claude.</summary>
public static class ClaudeChatClient
{
    /// <summary>
    /// Claude as an <see cref="IChatClient"/>, on the official SDK. From the outside in: the model's rules, cache breakpoints, metering,
    /// resilience, the SDK without retries of its own. Thread-safe; dispose it to close its connections.
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
        return Create(options, catalog, time ?? TimeProvider.System, loggers ?? NullLoggerFactory.Instance, random);
    }

    internal static IChatClient Create(ClaudeOptions options, ModelCatalog catalog, TimeProvider time, ILoggerFactory loggers, Func<double>? random) =>
        new SdkChatClient(Sdk(options, time), options, catalog)
            .UseClaudeResilience(options, time, loggers.CreateLogger<ClaudeResilienceChatClient>(), random)
            .UseMetering(catalog, options.Model, time, loggers.CreateLogger<MeteringChatClient>())
            .UseCacheBreakpoints()
            .UseModelRules(catalog, options, time, loggers.CreateLogger<ModelRulesChatClient>());

    private static AnthropicClient Sdk(ClaudeOptions options, TimeProvider time) => new()
    {
        ApiKey = options.ApiKey,
        BaseUrl = options.BaseUrl.AbsoluteUri.TrimEnd('/'),
        MaxRetries = 0,
        // Ours are shorter and counted by our own clock; unset, the SDK would choose by max_tokens.
        Timeout = options.TotalTimeout + TimeSpan.FromMinutes(1),
        HttpClient = new HttpClient(new FaultHandler(options.StallTimeout, time)
        {
            InnerHandler = new SocketsHttpHandler
            {
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            },
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        },
    };
}
