using Memori.Embeddings;

namespace Memori.Recall;

/// <summary>
/// What likeness of meaning adds to the scores of a search. What counts is how far the cosine lies above the one that memories of this owner
/// usually have with this query: what is usual differs from model to model (0.1 to 0.8), what lies above it hardly.
/// For one thread, within the index's lock.
/// </summary>
internal sealed class VectorScores
{
    private readonly SlotVectors _vectors;
    private readonly QueryVector _query;
    private readonly float _background;

    private VectorScores(SlotVectors vectors, QueryVector query)
    {
        _vectors = vectors;
        _query = query;
        _background = vectors.Background(query);
    }

    /// <summary>Null when there is nothing to compare: no vectors, or those of another model.</summary>
    public static VectorScores? Of(SlotVectors? vectors, QueryVector? query) =>
        vectors is { Count: > 0 } && query is not null && vectors.Model == query.Model ? new VectorScores(vectors, query) : null;

    /// <summary>What it adds for a memory, 0 to the weight; null when the memory has no vector.</summary>
    public float? Of(int slot) => _vectors.Similarity(_query, slot) is { } similarity ? Of(similarity) : null;

    /// <summary>The memories most alike that may be shown, with what each gains, the best first.</summary>
    public List<(int Slot, float Gain)> Nearest(SeenSlots seen, int count) =>
        [.. _vectors.Nearest(_query, seen, count).Select(near => (near.Slot, Of(near.Similarity)))];

    private float Of(float similarity) => _query.Weight * Math.Clamp((similarity - _background) / (1 - _background + 1e-6f), 0, 1);
}
