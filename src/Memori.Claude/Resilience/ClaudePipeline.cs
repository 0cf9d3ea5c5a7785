using Memori.Claude.Pacing;
using Memori.Claude.Telemetry;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Memori.Claude.Resilience;

/// <summary>
/// The way of a call: total deadline → retry → turn → (what the caller does for every attempt: its budget) → circuit breaker → time of one attempt.
/// Turn and budget are outside the breaker, so that what they refuse says nothing about the API's health. Thread-safe; shared by all who call the same API.
/// </summary>
internal sealed class ClaudePipeline : IDisposable
{
    private static readonly ResiliencePropertyKey<Call> CallKey = new("memori.claude.call");
    private static readonly ResiliencePropertyKey<TimeSpan> AttemptTime = new("memori.claude.attempt-time");
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ClaudeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _calls;
    private readonly ResiliencePipeline _attempts;
    private long _openUntil = DateTimeOffset.MinValue.UtcTicks;

    public ClaudePipeline(ClaudeOptions options, TimeProvider time, ILogger logger, Func<double>? random)
    {
        _options = options;
        _time = time;
        _logger = logger;
        Pacer = new Pacer(options, time);
        _calls = Calls(random);
        _attempts = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(Breaker())
            .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = args => ValueTask.FromResult(args.Context.Properties.GetValue(AttemptTime, options.Timeout)) })
            .Build();
    }

    public Pacer Pacer { get; }

    public CircuitState Circuit => _state.CircuitState == CircuitState.Open && Pause() is null ? CircuitState.HalfOpen : _state.CircuitState;

    /// <summary>Makes a call of as many <paramref name="attempt"/>s as it takes, each with a turn of its own, and gives what the last one gave.</summary>
    /// <param name="attempt">
    /// One attempt: <see cref="AttemptAsync"/>, with whatever belongs around it. A <see cref="ClaudeException"/> that is transient is tried again, anything else is not.
    /// </param>
    /// <param name="terms">What the call is like.</param>
    /// <exception cref="ClaudeException">The last attempt failed, or there was none.</exception>
    public async Task<T> CallAsync<T>(Func<Turn, CancellationToken, Task<T>> attempt, CallTerms terms, CancellationToken cancellationToken)
    {
        var call = new Call(terms, _time.GetTimestamp());
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(CallKey, call);
        try
        {
            return await _calls.ExecuteAsync(
                async context =>
                {
                    call.Attempts++;
                    if (Pause() is { } pause)
                    {
                        throw ClaudeFaults.CircuitOpen(pause);
                    }

                    using var turn = await Pacer.EnterAsync(terms, context.CancellationToken).ConfigureAwait(false);
                    Turn.Current = turn;
                    return await attempt(turn, context.CancellationToken).ConfigureAwait(false);
                },
                context).ConfigureAwait(false);
        }
        catch (Exception cause) when (FaultTranslation.Translate(cause, _options, cancellationToken) is { } fault)
        {
            fault.RetriesUsedUp = fault is { IsTransient: true, IsOurs: false } && terms.Retry && _options.MaxRetries > 0 && call.Attempts > _options.MaxRetries;
            throw Logged(fault);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Makes one attempt, if the circuit is closed. <paramref name="limit"/>: its time; null for <see cref="ClaudeOptions.Timeout"/>.</summary>
    /// <exception cref="ClaudeException">It failed.</exception>
    public async Task<T> AttemptAsync<T>(Func<CancellationToken, Task<T>> send, TimeSpan? limit, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(AttemptTime, limit ?? _options.Timeout);
        try
        {
            return await _attempts.ExecuteAsync(
                async context =>
                {
                    try
                    {
                        return await send(context.CancellationToken).ConfigureAwait(false);
                    }
                    catch (Exception cause) when (cause is not ClaudeException)
                    {
                        // The breaker judges by our failures, so they are made inside it.
                        var fault = FaultTranslation.Translate(cause, _options, context.CancellationToken);
                        if (fault is null)
                        {
                            throw;
                        }

                        throw fault;
                    }
                },
                context).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is TimeoutRejectedException or BrokenCircuitException)
        {
            var fault = FaultTranslation.Translate(cause, _options, cancellationToken);
            if (fault is null)
            {
                throw;
            }

            throw fault;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Our failure for what broke an answer that had begun; null when it is not ours to explain.</summary>
    public ClaudeException? Broken(Exception cause, CancellationToken cancellationToken)
    {
        var fault = FaultTranslation.Translate(cause, _options, cancellationToken);
        return fault is null ? null : Logged(fault);
    }

    public void Dispose() => Pacer.Dispose();

    private ResiliencePipeline Calls(Func<double>? random)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _time }
            .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = args => ValueTask.FromResult(Deadline(CallOf(args.Context))) });
        return (_options.MaxRetries > 0 ? builder.AddRetry(Retry(random)) : builder).Build();
    }

    private RetryStrategyOptions Retry(Func<double>? random)
    {
        var retry = new RetryStrategyOptions { MaxRetryAttempts = _options.MaxRetries };
        retry.Randomizer = random ?? retry.Randomizer;
        retry.ShouldHandle = args => ValueTask.FromResult(
            args.Outcome.Exception is ClaudeException { IsTransient: true, IsOurs: false } fault
            && CallOf(args.Context).Terms.Retry
            && CanWait(fault.RetryAfter, args.AttemptNumber, CallOf(args.Context)));
        retry.DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(
            (args.Outcome.Exception as ClaudeException)?.RetryAfter ?? Backoff(args.AttemptNumber) * (1 - (0.25 * retry.Randomizer())));
        retry.OnRetry = args =>
        {
            var fault = (ClaudeException)args.Outcome.Exception!;
            _logger.Retrying(fault, args.AttemptNumber + 1, args.RetryDelay);
            UpstreamMetrics.Retry(fault.Code);
            return ValueTask.CompletedTask;
        };
        return retry;
    }

    // A wait that would outlast the deadline is not begun.
    private bool CanWait(TimeSpan? retryAfter, int attempt, Call call) =>
        (retryAfter is null || retryAfter <= _options.MaxRetryAfter)
        && _time.GetElapsedTime(call.Started) + (retryAfter ?? Backoff(attempt)) < Deadline(call);

    private TimeSpan Backoff(int attempt) =>
        TimeSpan.FromSeconds(Math.Min(_options.RetryDelay.TotalSeconds * Math.Pow(_options.RetryFactor, attempt), _options.MaxRetryDelay.TotalSeconds));

    private TimeSpan Deadline(Call call) => call.Terms.Timeout is { } attempt && attempt > _options.TotalTimeout ? attempt : _options.TotalTimeout;

    private CircuitBreakerStrategyOptions Breaker() => new()
    {
        FailureRatio = _options.BreakerFailureRatio,
        MinimumThroughput = _options.BreakerMinimumCalls,
        SamplingDuration = _options.BreakerWindow,
        BreakDuration = _options.BreakerPause,
        StateProvider = _state,
        ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is TimeoutRejectedException or ClaudeException { IsOutage: true }),
        OnOpened = args =>
        {
            Interlocked.Exchange(ref _openUntil, (_time.GetUtcNow() + args.BreakDuration).UtcTicks);
            _logger.CircuitOpened(args.BreakDuration);
            UpstreamMetrics.Open();
            return ValueTask.CompletedTask;
        },
        OnClosed = _ =>
        {
            _logger.CircuitClosed();
            return ValueTask.CompletedTask;
        },
    };

    // Known before a turn and a budget are taken; who gets through all the same is stopped by the breaker itself.
    private TimeSpan? Pause()
    {
        var left = Interlocked.Read(ref _openUntil) - _time.GetUtcNow().UtcTicks;
        return left > 0 && _state.CircuitState == CircuitState.Open ? TimeSpan.FromTicks(left) : null;
    }

    private ClaudeException Logged(ClaudeException fault)
    {
        _logger.Failed(fault);
        return fault;
    }

    private static Call CallOf(ResilienceContext context) => context.Properties.GetValue(CallKey, null!);

    private sealed class Call(CallTerms terms, long started)
    {
        public CallTerms Terms => terms;

        public long Started => started;

        public int Attempts { get; set; }
    }
}
