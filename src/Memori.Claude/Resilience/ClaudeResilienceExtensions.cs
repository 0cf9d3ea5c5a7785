using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Claude.Resilience;

/// <summary>Adds resilience to a chat client.</summary>
public static class ClaudeResilienceExtensions
{
    /// <summary>
    /// Retries, time-outs, pacing, a circuit breaker and typed failures around any <paramref name="client"/>, whose own retries must be off. Each has a circuit
    /// of its own.
    /// </summary>
    public static IChatClient UseClaudeResilience(this IChatClient client, ClaudeOptions options, TimeProvider? time = null, ILogger? logger = null, Func<double>? random = null)
    {
        var pipeline = new ClaudePipeline(options, time ?? TimeProvider.System, logger ?? NullLogger.Instance, random);
        return client.UseAttempts(pipeline).UseRetries(pipeline, options.Model);
    }

    /// <summary>The inner half: circuit breaker, time of one attempt, typed failures.</summary>
    internal static IChatClient UseAttempts(this IChatClient client, ClaudePipeline pipeline) => new AttemptChatClient(client, pipeline);

    /// <summary>The outer half: total deadline, retries, turns. What lies between the halves is done for every attempt.</summary>
    internal static IChatClient UseRetries(this IChatClient client, ClaudePipeline pipeline, string defaultModel) =>
        new ClaudeResilienceChatClient(client, pipeline, defaultModel);
}
