using System.Collections.Concurrent;
using Memori.Claude.Emulator.Caching;
using Memori.Claude.Emulator.Limits;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Emulator.Streaming;
using Memori.Claude.Emulator.Thinking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Memori.Claude.Emulator;

/// <summary>
/// The Messages API on 127.0.0.1, for tests: as strict about requests as the real one, with scripted answers. Thread-safe.
/// Without a script it answers <c>OK</c>.
/// </summary>
public sealed class MessagesEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Reply> _queue = new();
    private readonly Lock _lock = new();
    private readonly List<EmulatedRequest> _requests = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private readonly CancellationTokenSource _stopping = new();
    private Func<EmulatedRequest, Reply> _respond = _ => Reply.Text("OK");
    private long _count;
    private int _concurrent;
    private int _maxConcurrent;

    private MessagesEmulator(WebApplication app, EmulatorOptions options)
    {
        _app = app;
        Options = options;
        Cache = new PromptCache(options.Time);
        Limiter = options.Limits is null ? null : new RateLimiter(options.Limits, options.Time);
    }

    /// <summary>Its address, for example <c>http://127.0.0.1:41234</c>.</summary>
    public Uri BaseUrl => new(_app.Urls.Single());

    /// <summary>All requests that came in, refused ones included, in order of arrival.</summary>
    public IReadOnlyList<EmulatedRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>How many requests are being answered now.</summary>
    public int Concurrent => Volatile.Read(ref _concurrent);

    /// <summary>The most that were being answered at once.</summary>
    public int MaxConcurrent => Volatile.Read(ref _maxConcurrent);

    internal EmulatorOptions Options { get; }

    internal PromptCache Cache { get; }

    internal ThinkingRules Thinking { get; } = new();

    internal RateLimiter? Limiter { get; }

    internal CancellationToken Stopping => _stopping.Token;

    /// <summary>Starts an emulator on a free port.</summary>
    public static async Task<MessagesEmulator> StartAsync(EmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        // Empty, so that no environment variable or settings file of the machine reaches it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var emulator = new MessagesEmulator(app, options ?? new EmulatorOptions());
        app.Run(emulator.HandleAsync);
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        return emulator;
    }

    /// <summary>Answers the next accepted requests with <paramref name="replies"/>, in order, before the function of <see cref="Respond"/> is asked.</summary>
    public MessagesEmulator Enqueue(params IEnumerable<Reply> replies)
    {
        foreach (var reply in replies)
        {
            _queue.Enqueue(reply);
        }

        return this;
    }

    /// <summary>Answers every accepted request for which nothing is queued by <paramref name="respond"/>.</summary>
    public MessagesEmulator Respond(Func<EmulatedRequest, Reply> respond)
    {
        _respond = respond;
        return this;
    }

    /// <summary>Completes when <paramref name="count"/> requests have come in since the start; fails after 20 s.</summary>
    public Task ReceivedAsync(int count)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_requests.Count >= count)
            {
                return Task.CompletedTask;
            }

            _waiters.Add((count, reached));
            return reached.Task.WaitAsync(TimeSpan.FromMinutes(1));
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // Stalled answers end first: Kestrel would wait for them.
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var now = Interlocked.Increment(ref _concurrent);
        for (var most = MaxConcurrent; now > most; most = MaxConcurrent)
        {
            Interlocked.CompareExchange(ref _maxConcurrent, now, most);
        }

        try
        {
            await using var compression = Options.Compress ? Compression.Begin(context) : null;
            await MessagesEndpoint.HandleAsync(this, context).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _concurrent);
        }
    }

    internal void Record(EmulatedRequest request)
    {
        lock (_lock)
        {
            _requests.Add(request);
            foreach (var (_, reached) in _waiters.Where(waiter => waiter.Count <= _requests.Count))
            {
                reached.TrySetResult();
            }
        }
    }

    internal Reply NextReply(EmulatedRequest request) => _queue.TryDequeue(out var reply) ? reply : _respond(request);

    internal string NextId(string prefix) => $"{prefix}_{Interlocked.Increment(ref _count):D6}";
}
