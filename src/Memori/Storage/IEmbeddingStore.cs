namespace Memori.Storage;

/// <summary>
/// The part of a memory store that keeps the vectors of an embedding service. A vector belongs to a memory, to the content that the memory had,
/// and to one model; it is deleted with its memory. Vectors of different models never mix: every call names the model.
/// Durable, on a durable store, when the task completes. Thread-safe.
/// </summary>
public interface IEmbeddingStore
{
    /// <summary>Owners with writes that <see cref="NextAsync"/> was not yet asked about to the end, in an order of the store's own.</summary>
    Task<IReadOnlyList<Owner>> UnsettledAsync(string model, int limit, CancellationToken cancellationToken = default);

    /// <summary>The next active memories of the owner without a vector of this model for the content that they now have, the longest written first.</summary>
    Task<EmbeddingWork> NextAsync(Owner owner, string model, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps vectors and, with them, that the owner is settled up to a version. A vector whose memory is gone or has another content meanwhile is
    /// passed over. Vectors raise the owner's version, so that every index hears of them; memories keep theirs.
    /// </summary>
    /// <param name="owner">The owner.</param>
    /// <param name="model">The model, its dimensions included.</param>
    /// <param name="embeddings">The vectors.</param>
    /// <param name="settled">The version of the <see cref="EmbeddingWork"/> that is done with them.</param>
    /// <param name="cancellationToken">Cancels before the write begins.</param>
    Task SaveAsync(Owner owner, string model, IReadOnlyList<MemoryEmbedding> embeddings, long settled, CancellationToken cancellationToken = default);

    /// <summary>
    /// The vectors of this model, of the contents that the memories now have, that were kept after version <paramref name="since"/> or whose memory
    /// was written after it; 0 gives all. Empty vectors are left out.
    /// </summary>
    Task<IReadOnlyList<MemoryEmbedding>> EmbeddingsAsync(Owner owner, string model, long since, CancellationToken cancellationToken = default);

    /// <summary>How many active memories there are, and how many of them have a vector of this model (an empty one included).</summary>
    Task<EmbeddingCounts> CountEmbeddingsAsync(string model, CancellationToken cancellationToken = default);

    /// <summary>Deletes the vectors of all other models.</summary>
    /// <returns>How many.</returns>
    Task<int> DropOtherModelsAsync(string model, CancellationToken cancellationToken = default);
}

/// <summary>Memories to be embedded.</summary>
/// <param name="Memories">The memories.</param>
/// <param name="Version">Up to which version the owner is settled once they have their vectors.</param>
public sealed record EmbeddingWork(IReadOnlyList<UnembeddedMemory> Memories, long Version);

/// <summary>A memory without a vector.</summary>
/// <param name="MemoryId">Its id.</param>
/// <param name="ContentKey">The key of its content; see <see cref="Memori.Text.ContentKey"/>.</param>
/// <param name="Speaker">Who said it, or null.</param>
/// <param name="Content">Its content.</param>
public sealed record UnembeddedMemory(string MemoryId, string ContentKey, string? Speaker, string Content);

/// <summary>The vector of a memory.</summary>
/// <param name="MemoryId">The memory.</param>
/// <param name="ContentKey">The key of the content that it is the vector of.</param>
/// <param name="Vector">The quantised vector: a 32-bit float (little endian) and a signed byte for each dimension. Empty: the model makes nothing of this text.</param>
public sealed record MemoryEmbedding(string MemoryId, string ContentKey, ReadOnlyMemory<byte> Vector);

/// <summary>How far embedding is.</summary>
/// <param name="Done">Active memories with a vector.</param>
/// <param name="Total">Active memories.</param>
public sealed record EmbeddingCounts(long Done, long Total);
