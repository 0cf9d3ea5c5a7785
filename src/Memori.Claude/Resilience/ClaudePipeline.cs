using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Memori.Claude.Resilience;

/// <summary>The pipeline around one call: total deadline → retry → circuit breaker → time of one attempt.</summary>
internal static class ClaudePipeline
{
    /// <summary>When the call began: a wait that would outlast the deadline is not begun.</summary>
    public static readonly ResiliencePropertyKey<long> Started = new("memori.claude.started");

    public static ResiliencePipeline Build(ClaudeOptions options, TimeProvider time, CircuitBreakerStateProvider state, ILogger logger, Func<double>? random)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.TotalTimeout });
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(Retry(options, time, logger, random));
        }

        return builder
            .AddCircuitBreaker(Breaker(options, state, logger))
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout })
            .Build();
    }

    private static RetryStrategyOptions Retry(ClaudeOptions options, TimeProvider time, ILogger logger, Func<double>? random)
    {
        var retry = new RetryStrategyOptions { MaxRetryAttempts = options.MaxRetries };
        retry.Randomizer = random ?? retry.Randomizer;
        retry.ShouldHandle = args =>
        {
            var retryAfter = (args.Outcome.Exception as ClaudeException)?.RetryAfter;
            return ValueTask.FromResult(IsTransient(args.Outcome.Exception) && CanWait(retryAfter, args.Context));
        };
        retry.DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(
            (args.Outcome.Exception as ClaudeException)?.RetryAfter ?? Backoff(args.AttemptNumber));
        retry.OnRetry = args =>
        {
            var fault = args.Outcome.Exception as ClaudeException;
            logger.Retrying(fault?.Code ?? "claude-timeout", fault?.RequestId, args.AttemptNumber + 1, args.RetryDelay, args.Outcome.Exception);
            return ValueTask.CompletedTask;
        };
        return retry;

        bool CanWait(TimeSpan? retryAfter, ResilienceContext context) =>
            retryAfter is not { } wait
            || (wait <= options.MaxRetryAfter
                && (!context.Properties.TryGetValue(Started, out var started) || time.GetElapsedTime(started) + wait < options.TotalTimeout));

        TimeSpan Backoff(int attempt)
        {
            var seconds = Math.Min(options.RetryDelay.TotalSeconds * Math.Pow(2, attempt), options.MaxRetryDelay.TotalSeconds);
            return TimeSpan.FromSeconds(seconds * (1 - (0.25 * retry.Randomizer())));
        }
    }

    private static CircuitBreakerStrategyOptions Breaker(ClaudeOptions options, CircuitBreakerStateProvider state, ILogger logger) => new()
    {
        FailureRatio = options.BreakerFailureRatio,
        MinimumThroughput = options.BreakerMinimumCalls,
        SamplingDuration = options.BreakerWindow,
        BreakDuration = options.BreakerPause,
        StateProvider = state,
        ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is TimeoutRejectedException or ClaudeException { IsOutage: true }),
        OnOpened = args =>
        {
            logger.CircuitOpened(args.BreakDuration);
            return ValueTask.CompletedTask;
        },
        OnClosed = _ =>
        {
            logger.CircuitClosed();
            return ValueTask.CompletedTask;
        },
    };

    private static bool IsTransient(Exception? cause) => cause is TimeoutRejectedException or ClaudeException { IsTransient: true };
}
