using Memori.Embeddings;
using Memori.Storage;

namespace Memori.Recall;

internal sealed partial class OwnerIndex
{
    private long _vectorsVersion;

    /// <summary>The vectors of the memories by slot; null without embeddings.</summary>
    public SlotVectors? Vectors { get; init; }

    /// <summary>The owner's version that the vectors reflect.</summary>
    public long VectorsVersion => Interlocked.Read(ref _vectorsVersion);

    /// <summary>Adds the vectors that came up to a version. Those of memories that the index does not hold are left out.</summary>
    public void Apply(IReadOnlyList<MemoryEmbedding> embeddings, long version)
    {
        _lock.EnterWriteLock();
        try
        {
            foreach (var embedding in embeddings)
            {
                if (_table.Ids.Find(embedding.MemoryId) is >= 0 and var slot)
                {
                    Vectors?.Set(slot, embedding.Vector.Span);
                }
            }

            Settle();
            Interlocked.Exchange(ref _vectorsVersion, version);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }
}
