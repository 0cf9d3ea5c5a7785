namespace Memori.Postgres;

/// <summary>
/// The writes of this process that run one after the other, a line for each lock: what waits while a transaction commits shares the next one, and its flush to the disk.
/// One connection stands in the server's line for the lock, not one for each that waits here. Thread-safe.
/// </summary>
/// <param name="keep">Runs and commits writes of one line in one transaction, and answers them; throws nothing.</param>
internal sealed class WriteLines(Func<Served, IReadOnlyList<QueuedWrite>, Task> keep)
{
    private const int LargestGroup = 64;

    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);

    /// <summary>Puts a write at the end of its line.</summary>
    public void Add(Served terms, QueuedWrite write)
    {
        lock (_lines)
        {
            if (_lines.TryGetValue(terms.Lock!, out var line))
            {
                line.Waiting.Enqueue(write);
                return;
            }

            line = new Line();
            line.Waiting.Enqueue(write);
            _lines.Add(terms.Lock!, line);

            // Nobody's context: it works for whoever comes.
            using (ExecutionContext.SuppressFlow())
            {
                line.Served = Task.Run(() => ServeAsync(terms, line));
            }
        }
    }

    /// <summary>Completes when all that stands in line by now is served.</summary>
    public Task ServedAsync()
    {
        lock (_lines)
        {
            return Task.WhenAll(_lines.Values.Select(line => line.Served));
        }
    }

    private async Task ServeAsync(Served terms, Line line)
    {
        while (Take(terms, line) is { Count: > 0 } group)
        {
            await keep(terms, group).ConfigureAwait(false);
        }
    }

    private List<QueuedWrite> Take(Served terms, Line line)
    {
        var group = new List<QueuedWrite>();
        lock (_lines)
        {
            while (group.Count < LargestGroup && line.Waiting.TryDequeue(out var write))
            {
                group.Add(write);
            }

            if (group.Count == 0)
            {
                _lines.Remove(terms.Lock!);
            }
        }

        return group;
    }

    private sealed class Line
    {
        public Queue<QueuedWrite> Waiting { get; } = [];

        public Task Served { get; set; } = Task.CompletedTask;
    }
}
