namespace Memori.Server.Ask.Runs;

/// <summary>
/// The runs of this process: those under way and, for some minutes and within a bounded room, those that are over, so that whoever lost the connection gets what was
/// told meanwhile. Another's run looks like none. Thread-safe.
/// </summary>
internal sealed class AskRuns(TimeProvider time)
{
    private const long MostBytes = 64L << 20;
    private const int MostOver = 1_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, AskRun> _runs = new(StringComparer.Ordinal);

    /// <summary>How many are held.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _runs.Count;
            }
        }
    }

    /// <summary>Takes in a run that begins.</summary>
    public void Add(AskRun run)
    {
        lock (_lock)
        {
            _runs.Add(run.Id, run);
            Prune();
        }
    }

    /// <summary>The user's run.</summary>
    /// <exception cref="MemoriException"><c>run-not-found</c>.</exception>
    public AskRun Require(string userId, string id)
    {
        lock (_lock)
        {
            Prune();
            return _runs.TryGetValue(id, out var run) && run.UserId == userId ? run : throw RunFaults.NotFound();
        }
    }

    /// <summary>Drops all runs of a user.</summary>
    public void Forget(string userId)
    {
        lock (_lock)
        {
            foreach (var run in _runs.Values.Where(run => run.UserId == userId).ToList())
            {
                run.Forget();
                _runs.Remove(run.Id);
            }
        }
    }

    private void Prune()
    {
        var over = _runs.Values.Where(run => run.EndedAt is not null).OrderByDescending(run => run.EndedAt).ToList();
        var (room, since) = (MostBytes, time.GetUtcNow() - KeptFor);
        foreach (var (at, run) in over.Index())
        {
            room -= run.Bytes;
            if (at >= MostOver || room < 0 || run.EndedAt < since)
            {
                _runs.Remove(run.Id);
            }
        }
    }
}
