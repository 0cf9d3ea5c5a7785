using System.Runtime.CompilerServices;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace Memori.Claude.Resilience;

/// <summary>
/// Retries, times out and breaks the circuit around the upstream call alone, and turns every failure into a <see cref="ClaudeException"/>.
/// A stream is retried until its first event; after that a failure ends it. Thread-safe.
/// </summary>
public sealed class ClaudeResilienceChatClient : DelegatingChatClient
{
    private readonly ClaudeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CircuitBreakerStateProvider _circuit = new();
    private readonly ResiliencePipeline _pipeline;

    /// <summary>Puts the pipeline around <paramref name="innerClient"/>.</summary>
    /// <param name="innerClient">The upstream client; its own retries must be off.</param>
    /// <param name="options">Validated options.</param>
    /// <param name="time">The clock of all waits and time-outs.</param>
    /// <param name="logger">Where failures are logged.</param>
    /// <param name="random">The source of jitter, 0–1; null for the default one.</param>
    public ClaudeResilienceChatClient(IChatClient innerClient, ClaudeOptions options, TimeProvider time, ILogger logger, Func<double>? random = null)
        : base(innerClient)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _pipeline = ClaudePipeline.Build(options, time, _circuit, logger, random);
    }

    /// <summary>The state of the circuit breaker.</summary>
    public CircuitState Circuit => _circuit.CircuitState;

    /// <inheritdoc />
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await RunAsync(token => base.GetResponseAsync(messages, options, token), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stream = await RunAsync(
            token => OpenStream.OpenAsync(inner => base.GetStreamingResponseAsync(messages, options, inner), token, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var isClaudes = false;
            var hasEnded = false;
            do
            {
                var raw = (stream.Current.RawRepresentation as RawMessageStreamEvent)?.Value;
                isClaudes |= raw is not null;
                hasEnded |= raw is RawMessageStopEvent;
                yield return stream.Current;
            }
            while (await NextAsync(stream, cancellationToken).ConfigureAwait(false));

            if (isClaudes && !hasEnded)
            {
                throw ClaudeFaults.StreamCut(cause: null);
            }
        }
    }

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(ClaudePipeline.Started, _time.GetTimestamp());
        try
        {
            return await _pipeline.ExecuteAsync(
                async context =>
                {
                    try
                    {
                        return await call(context.CancellationToken).ConfigureAwait(false);
                    }
                    catch (Exception cause) when (cause is not ClaudeException)
                    {
                        // The pipeline judges by our failures, so they are made inside it.
                        var fault = Translate(cause, context.CancellationToken);
                        if (fault is null)
                        {
                            throw;
                        }

                        throw fault;
                    }
                },
                context).ConfigureAwait(false);
        }
        catch (Exception cause) when (Translate(cause, cancellationToken) is { } fault)
        {
            throw Logged(fault);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<bool> NextAsync(OpenStream stream, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception cause) when (Translate(cause, cancellationToken) is { } fault)
        {
            throw Logged(fault);
        }
    }

    private ClaudeException? Translate(Exception cause, CancellationToken cancellationToken) => FaultTranslation.Translate(cause, _options, cancellationToken);

    private ClaudeException Logged(ClaudeException fault)
    {
        _logger.Failed(fault.Code, fault.RequestId, fault);
        return fault;
    }
}
