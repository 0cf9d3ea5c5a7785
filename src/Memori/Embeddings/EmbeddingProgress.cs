namespace Memori.Embeddings;

/// <summary>How far the memories of a deployment are embedded.</summary>
/// <param name="Model">The vector space that is worked towards.</param>
/// <param name="Done">Active memories that have a vector of it, or that it makes nothing of.</param>
/// <param name="Total">Active memories.</param>
public sealed record EmbeddingProgress(string Model, long Done, long Total);
