using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Memori.Text;
using Memori.Text2Sql.Answering;

namespace Memori.Server.Ask.Runs;

/// <summary>Something that a run told.</summary>
/// <param name="Number">Its number in the run, from 1.</param>
/// <param name="Name">What it is: <c>run</c>, <c>stage</c>, <c>answer</c>, <c>problem</c> or <c>stopped</c>.</param>
/// <param name="Json">Its data.</param>
internal sealed record RunEvent(int Number, string Name, byte[] Json);

/// <summary>
/// A question that is being answered, or was a moment ago: all that it told, for as many as listen, from wherever each of them lost it. Goes on when nobody does. Thread-safe.
/// </summary>
internal sealed class AskRun : IProgress<AskStep>, IDisposable
{
    private const int MostListeners = 32;

    // More steps than any ladder climbs.
    private const int MostEvents = 1_000;

    private readonly Lock _lock = new();
    private readonly List<RunEvent> _events = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Language _language;
    private TaskCompletionSource _told = New();
    private int _listeners;

    public AskRun(string id, string userId, Language language) => (Id, UserId, _language) = (id, userId, language);

    /// <summary>Its id, which is its answer's.</summary>
    public string Id { get; }

    /// <summary>Whose it is.</summary>
    public string UserId { get; }

    /// <summary>Canceled when somebody stops it.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Whether its person was forgotten meanwhile: nothing of it is to be kept.</summary>
    public bool IsForgotten { get; private set; }

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How many bytes it holds.</summary>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    public void Report(AskStep value) => Tell("stage", RunStageDocument.From(value, _language), ServiceJson.Readable.RunStageDocument);

    /// <summary>Tells all who listen, and those who come later.</summary>
    public void Tell<T>(string name, T data, JsonTypeInfo<T> type) => Add(name, JsonSerializer.SerializeToUtf8Bytes(data, type), null);

    /// <summary>Tells the last: the run is over.</summary>
    public void End<T>(string name, T data, JsonTypeInfo<T> type, DateTimeOffset at) => Add(name, JsonSerializer.SerializeToUtf8Bytes(data, type), at);

    /// <summary>Has it stop as soon as it can; one that is over stays as it is.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            if (EndedAt is null)
            {
                _stop.Cancel();
            }
        }
    }

    /// <summary>The same, as its person is being forgotten.</summary>
    public void Forget()
    {
        IsForgotten = true;
        Stop();
    }

    /// <summary>Begins to listen; dispose the result to end that.</summary>
    /// <exception cref="MemoriException"><c>busy</c>: too many listen.</exception>
    public IDisposable Listen()
    {
        if (Interlocked.Increment(ref _listeners) > MostListeners)
        {
            Interlocked.Decrement(ref _listeners);
            throw RunFaults.TooManyListeners();
        }

        return new Listening(this);
    }

    /// <summary>What was told after <paramref name="number"/>; waited for while there is nothing. Empty when there will be nothing more.</summary>
    public async Task<IReadOnlyList<RunEvent>> AfterAsync(int number, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task told;
            lock (_lock)
            {
                if (number < _events.Count)
                {
                    return _events[Math.Max(0, number)..];
                }

                if (EndedAt is not null)
                {
                    return [];
                }

                told = _told.Task;
            }

            await told.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Add(string name, byte[] json, DateTimeOffset? endedAt)
    {
        lock (_lock)
        {
            if (EndedAt is not null || (endedAt is null && _events.Count >= MostEvents))
            {
                return;
            }

            _events.Add(new RunEvent(_events.Count + 1, name, json));
            Bytes += json.Length;
            EndedAt = endedAt;
            _told.SetResult();
            _told = New();
        }
    }

    private sealed class Listening(AskRun run) : IDisposable
    {
        private AskRun? _run = run;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _run, null) is { } left)
            {
                Interlocked.Decrement(ref left._listeners);
            }
        }
    }
}
