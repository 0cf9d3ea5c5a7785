using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Memori.LoadTest;

/// <summary>What the users saw, and what Claude has charged. Thread-safe.</summary>
internal sealed class Tally
{
    /// <summary>How a request ended that the kill cut off, or that found nobody while the service was being started again.</summary>
    public const string Interrupted = "cut off by the kill";

    private readonly ConcurrentQueue<Seen> _requests = new();
    private readonly ConcurrentDictionary<string, string> _examples = new();
    private readonly ConcurrentDictionary<(string User, string Session, string? Said), bool> _turns = new();
    private readonly ConcurrentDictionary<(string User, string Id), bool> _memories = new();
    private long _tokens;
    private long _charged;
    private long _downFrom = long.MaxValue;
    private long _downUntil = long.MaxValue;

    /// <summary>Every request.</summary>
    public IReadOnlyCollection<Seen> Requests => _requests;

    /// <summary>One answer of each kind that was no success.</summary>
    public IReadOnlyDictionary<string, string> Examples => _examples;

    /// <summary>The sessions in which something was answered, each with the turns of it that were.</summary>
    public IEnumerable<IGrouping<(string User, string Session), string?>> Sessions => _turns.Keys.GroupBy(turn => (turn.User, turn.Session), turn => turn.Said);

    /// <summary>The memories that were acknowledged.</summary>
    public ICollection<(string User, string Id)> Memories => _memories.Keys;

    /// <summary>Tokens that the answers say were used, all four buckets.</summary>
    public long Tokens => Interlocked.Read(ref _tokens);

    /// <summary>Tokens that Claude has charged, all four buckets.</summary>
    public long ChargedTokens => Interlocked.Read(ref _charged);

    public void Add(string kind, string status, long begun, string? problem)
    {
        var now = Stopwatch.GetTimestamp();
        var isCut = status is not ("200" or "201") && begun < Volatile.Read(ref _downUntil) && now >= Volatile.Read(ref _downFrom);
        status = isCut ? Interrupted : status;
        _requests.Enqueue(new Seen(kind, status, Stopwatch.GetElapsedTime(begun, now).TotalMilliseconds));
        if (problem is not null && !isCut)
        {
            _examples.TryAdd($"{kind} {status}", problem.Length > 300 ? problem[..300] : problem);
        }
    }

    public void Spent(JsonNode usage) => Interlocked.Add(ref _tokens, (long)usage["total_tokens"]!);

    public void Charged(long tokens) => Interlocked.Add(ref _charged, tokens);

    /// <summary>Something was answered in a session: a turn of a conversation, or null for something else.</summary>
    public void Used(string user, string session, string? said) => _turns.TryAdd((user, session, said), true);

    public void Remembered(string user, string id) => _memories.TryAdd((user, id), true);

    /// <summary>The service is killed now.</summary>
    public void Down() => Volatile.Write(ref _downFrom, Stopwatch.GetTimestamp());

    /// <summary>It answers again.</summary>
    public void Up() => Volatile.Write(ref _downUntil, Stopwatch.GetTimestamp());
}

/// <summary>A request: what it was, how it ended (a status, or a word), how long it took.</summary>
internal sealed record Seen(string Kind, string Status, double Milliseconds)
{
    /// <summary>Whether it was answered.</summary>
    public bool IsAnswered => Status is "200" or "201";

    /// <summary>Whether it was refused for want of a free slot.</summary>
    public bool IsBusy => Status == "503";

    /// <summary>Whether it failed in a way that nothing explains.</summary>
    public bool IsError => !IsAnswered && !IsBusy && Status != Tally.Interrupted;
}
