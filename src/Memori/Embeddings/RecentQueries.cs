namespace Memori.Embeddings;

/// <summary>The vectors of the latest questions: one question is often recalled for several times. Bounded. Thread-safe.</summary>
internal sealed class RecentQueries
{
    private const int Capacity = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, QueryVector> _vectors = [];
    private readonly Queue<string> _order = new();

    public QueryVector? Find(string text)
    {
        lock (_lock)
        {
            return _vectors.GetValueOrDefault(text);
        }
    }

    public void Keep(string text, QueryVector? vector)
    {
        lock (_lock)
        {
            if (vector is null || !_vectors.TryAdd(text, vector))
            {
                return;
            }

            _order.Enqueue(text);
            if (_order.Count > Capacity)
            {
                _vectors.Remove(_order.Dequeue());
            }
        }
    }
}
