using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Memori.Claude.Pacing;
using Memori.Claude.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly.CircuitBreaker;

namespace Memori.Claude.Upstream;

/// <summary>
/// The Messages API as everything in the process shares it: its connections, retries, circuit breaker and pace. The chat client and the proxy send through the same one.
/// Thread-safe; dispose it to close its connections.
/// </summary>
public sealed class ClaudeUpstream : IDisposable
{
    private static readonly HttpRequestOptionsKey<bool> UsedUp = new("memori.claude.retries-used-up");
    private readonly ClaudeOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;
    private readonly string _address;

    /// <summary>The API as <paramref name="options"/> say.</summary>
    /// <param name="options">How it is reached, and how patiently.</param>
    /// <param name="time">The clock of all waits and time-outs; null for the system's.</param>
    /// <param name="loggers">Where failures are logged; null for nowhere.</param>
    /// <param name="random">The source of the retries' jitter, 0–1; null for the default one.</param>
    public ClaudeUpstream(ClaudeOptions options, TimeProvider? time = null, ILoggerFactory? loggers = null, Func<double>? random = null)
    {
        _options = options;
        _time = time ?? TimeProvider.System;
        _address = options.BaseUrl.AbsoluteUri.TrimEnd('/');
        Pipeline = new ClaudePipeline(options, _time, (loggers ?? NullLoggerFactory.Instance).CreateLogger<ClaudeUpstream>(), random);
        Connections = new SocketsHttpHandler
        {
            // What passes through a proxy passes as it is: nothing unpacked, followed, remembered or added on the way.
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        };
        _http = new HttpMessageInvoker(Connections, disposeHandler: false);
    }

    /// <summary>How it is.</summary>
    public UpstreamHealth Health => new(
        Pipeline.Circuit switch
        {
            CircuitState.Closed => "closed",
            CircuitState.HalfOpen => "half-open",
            _ => "open",
        },
        Pipeline.Pacer.Waiting,
        Pipeline.Pacer.Until);

    internal ClaudePipeline Pipeline { get; }

    internal SocketsHttpHandler Connections { get; }

    /// <summary>Whether <paramref name="response"/> is an error that was tried as often as the options allow: its receiver should not try again at once.</summary>
    public static bool RetriesUsedUp(HttpResponseMessage response) => response.RequestMessage?.Options.TryGetValue(UsedUp, out var usedUp) == true && usedUp;

    /// <summary>
    /// Sends a request, with retries, and gives the last response, whatever its status, as soon as its headers are there. Its body comes byte for byte as the API
    /// sent it, fails with <c>claude-stalled</c> when it is silent for too long, and with an <see cref="IOException"/> when it is cut.
    /// </summary>
    /// <exception cref="ClaudeException">There was no response: unreachable, timed out, circuit open, no turn in time.</exception>
    public async Task<HttpResponseMessage> SendAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        var attempts = new Attempts(this, request);
        try
        {
            return await Pipeline.CallAsync(attempts.NextAsync, Terms(request), cancellationToken).ConfigureAwait(false);
        }
        catch (ClaudeException fault) when (attempts.Refused is { } response)
        {
            response.RequestMessage!.Options.Set(UsedUp, fault.RetriesUsedUp);
            return response;
        }
        catch (AttemptForbiddenException forbidden)
        {
            ExceptionDispatchInfo.Throw(forbidden.InnerException!);
            throw;
        }
        catch
        {
            attempts.Refused?.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _http.Dispose();
        Connections.Dispose();
        Pipeline.Dispose();
    }

    private static CallTerms Terms(UpstreamRequest request) => new()
    {
        Model = request.Model,
        User = request.User,
        Account = request.Account,
        InputTokens = request.InputTokens,
        Retry = request.Retry,
        Timeout = request.Timeout,
    };

    private HttpRequestMessage Make(UpstreamRequest request)
    {
        var message = request.Create();
        if (message.RequestUri is { IsAbsoluteUri: false } path)
        {
            message.RequestUri = new Uri($"{_address}/{path.OriginalString.TrimStart('/')}");
        }

        return message;
    }

    /// <summary>The attempts of one request.</summary>
    private sealed class Attempts(ClaudeUpstream upstream, UpstreamRequest request)
    {
        /// <summary>The error response of the last attempt; null when it had none.</summary>
        public HttpResponseMessage? Refused { get; private set; }

        public async Task<HttpResponseMessage> NextAsync(Turn turn, CancellationToken cancellationToken)
        {
            Refused?.Dispose();
            Refused = null;
            await AnnounceAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await upstream.Pipeline.AttemptAsync(token => SendAsync(turn, token), request.Timeout, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception cause) when (Refused is null && cause is not ClaudeException { IsFree: true } && request.Lost is not null)
            {
                await request.Lost().ConfigureAwait(false);
                throw;
            }
        }

        private async Task AnnounceAsync(CancellationToken cancellationToken)
        {
            try
            {
                await (request.Attempting?.Invoke(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
            }
            catch (Exception cause) when (!cancellationToken.IsCancellationRequested)
            {
                throw new AttemptForbiddenException(cause);
            }
        }

        private async Task<HttpResponseMessage> SendAsync(Turn turn, CancellationToken cancellationToken)
        {
            var response = await upstream._http.SendAsync(upstream.Make(request), cancellationToken).ConfigureAwait(false);
            try
            {
                turn.Report(response);
                await response.WatchAsync(upstream._options.StallTimeout, upstream._time, cancellationToken).ConfigureAwait(false);
                if (response.IsSuccessStatusCode)
                {
                    return response;
                }

                var fault = ClaudeFaults.From(await ErrorBody.ReadAsync(response, upstream._time, cancellationToken).ConfigureAwait(false));
                Refused = response;
                throw fault;
            }
            catch when (Refused is null)
            {
                response.Dispose();
                throw;
            }
        }
    }
}
