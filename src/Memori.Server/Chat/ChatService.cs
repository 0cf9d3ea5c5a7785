using Memori.Chat;
using Memori.Claude;
using Memori.Claude.Chat.Caching;
using Memori.Claude.Chat.Context;
using Memori.Claude.Models;
using Memori.Claude.Tokens;
using Memori.Injection;
using Microsoft.Extensions.AI;

namespace Memori.Server.Chat;

/// <summary>Claude with memory, for conversations. What asks Claude for other ends (SQL, extraction) uses the client without it. Thread-safe.</summary>
internal sealed class ChatService(
    IChatClient claude,
    ChatCalls calls,
    MemoryInjector injector,
    ResponseCache cache,
    ModelCatalog catalog,
    ClaudeOptions options,
    TokenEstimator estimator,
    TimeProvider time,
    ILogger<MemoriChatClient> logger)
{
    private readonly IChatClient _client = Compose(claude, injector, cache, catalog, options, estimator, time, logger);

    /// <summary>Makes calls of requests.</summary>
    public ChatCalls Calls => calls;

    public Task<ChatResponse> AskAsync(ChatCall call, CancellationToken cancellationToken) => _client.GetResponseAsync(call.Messages, call.Options, cancellationToken);

    public IAsyncEnumerable<ChatResponseUpdate> StreamAsync(ChatCall call, CancellationToken cancellationToken) =>
        _client.GetStreamingResponseAsync(call.Messages, call.Options, cancellationToken);

    /// <summary>
    /// From the inside out: Claude with its rules, budgets and retries; answers given again, which must cost nothing and depend on all that is sent; the history that is
    /// still sent, memories included; memories, which find their turns by the client's own, whole history.
    /// </summary>
    private static IChatClient Compose(
        IChatClient claude,
        MemoryInjector injector,
        ResponseCache cache,
        ModelCatalog catalog,
        ClaudeOptions options,
        TokenEstimator estimator,
        TimeProvider time,
        ILogger<MemoriChatClient> logger) => claude
            .UseResponseCache(cache)
            .UseContextStrategy(catalog, options, estimator, time: time)
            .UseMemori(injector, time: time, logger: logger);
}
