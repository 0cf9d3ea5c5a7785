using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Memori.LoadTest;

/// <summary>What the users saw. Thread-safe.</summary>
internal sealed class Tally
{
    private readonly ConcurrentQueue<(string Kind, string Status, double Milliseconds)> _requests = new();
    private readonly ConcurrentDictionary<string, string> _examples = new();
    private readonly ConcurrentDictionary<(string User, string Session), bool> _sessions = new();
    private readonly ConcurrentQueue<(string User, string Id)> _memories = new();
    private long _tokens;

    /// <summary>Every request: what, how it ended, how long it took.</summary>
    public IReadOnlyCollection<(string Kind, string Status, double Milliseconds)> Requests => _requests;

    /// <summary>One answer of each kind that was no success.</summary>
    public IReadOnlyDictionary<string, string> Examples => _examples;

    /// <summary>The sessions in which something was answered.</summary>
    public IEnumerable<(string User, string Session)> Sessions => _sessions.Keys;

    /// <summary>The memories that were acknowledged.</summary>
    public IReadOnlyCollection<(string User, string Id)> Memories => _memories;

    /// <summary>Tokens that the answers say were used, all four buckets.</summary>
    public long Tokens => Interlocked.Read(ref _tokens);

    public void Add(string kind, string status, long begun, string? problem)
    {
        _requests.Enqueue((kind, status, Stopwatch.GetElapsedTime(begun).TotalMilliseconds));
        if (problem is not null)
        {
            _examples.TryAdd($"{kind} {status}", problem.Length > 300 ? problem[..300] : problem);
        }
    }

    public void Spent(JsonNode usage) => Interlocked.Add(ref _tokens, (long)usage["total_tokens"]!);

    public void Used(string user, string session) => _sessions.TryAdd((user, session), true);

    public void Remembered(string user, string id) => _memories.Enqueue((user, id));
}
