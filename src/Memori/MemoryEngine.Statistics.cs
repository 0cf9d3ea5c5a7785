using System.Runtime.InteropServices;
using Memori.Storage;

namespace Memori;

public sealed partial class MemoryEngine
{
    private const int StatisticsPage = 2000;

    /// <summary>The user's active memories that the scope sees, in figures. Goes through them page by page: what changes meanwhile may be counted or not.</summary>
    public async Task<MemoryStatistics> StatisticsAsync(Scope scope, CancellationToken cancellationToken = default)
    {
        await _accesses.FlushAsync().ConfigureAwait(false);
        var now = _time.GetUtcNow();
        var tally = new Tally();
        var query = new MemoryQuery { SessionId = scope.SessionId, Namespace = scope.Namespace, Status = MemoryStatus.Active, Limit = StatisticsPage };
        while (true)
        {
            var page = await _store.ListAsync(Owner.User(scope.UserId), query, cancellationToken).ConfigureAwait(false);
            foreach (var memory in page)
            {
                tally.Add(memory, _importance.Score(memory, now));
            }

            if (page.Count < StatisticsPage)
            {
                return tally.Total();
            }

            query = query with { After = MemoryPosition.Of(page[^1]) };
        }
    }

    /// <summary>What was counted so far.</summary>
    private sealed class Tally
    {
        private readonly Dictionary<MemoryLayer, int> _byLayer = [];
        private readonly Dictionary<MemoryKind, int> _byKind = [];
        private int _count;
        private long _tokens;
        private double _importance;
        private DateTimeOffset? _oldest;
        private DateTimeOffset? _newest;

        public void Add(Memory memory, double importance)
        {
            _count++;
            _tokens += memory.TokenCount;
            _importance += importance;
            _newest ??= memory.CreatedAt;
            _oldest = memory.CreatedAt;
            CollectionsMarshal.GetValueRefOrAddDefault(_byLayer, memory.Layer, out _)++;
            CollectionsMarshal.GetValueRefOrAddDefault(_byKind, memory.Kind, out _)++;
        }

        public MemoryStatistics Total() => new()
        {
            Total = _count,
            Tokens = _tokens,
            AverageImportance = _count == 0 ? 0 : _importance / _count,
            Oldest = _oldest,
            Newest = _newest,
            ByLayer = _byLayer,
            ByKind = _byKind,
        };
    }
}
