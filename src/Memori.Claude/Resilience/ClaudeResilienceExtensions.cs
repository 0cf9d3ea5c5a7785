using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Claude.Resilience;

/// <summary>Adds resilience to a chat client.</summary>
public static class ClaudeResilienceExtensions
{
    /// <summary>Retries, time-outs, a circuit breaker and typed failures around <paramref name="client"/>, whose own retries must be off.</summary>
    public static IChatClient UseClaudeResilience(this IChatClient client, ClaudeOptions options, TimeProvider? time = null, ILogger? logger = null, Func<double>? random = null) =>
        new ClaudeResilienceChatClient(client, options, time ?? TimeProvider.System, logger ?? NullLogger.Instance, random);
}
