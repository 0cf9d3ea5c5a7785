namespace Memori.Claude.Chat.Caching;

/// <summary>For whom an answer may be kept and given again: nobody else ever gets it.</summary>
/// <param name="UserId">The user.</param>
/// <param name="SessionId">Only in this session, or null for all of the user's.</param>
/// <param name="Namespace">The namespace, or null.</param>
/// <param name="KeyId">The id of the API key that the request came with, or null.</param>
public sealed record CachePartition(string UserId, string? SessionId = null, string? Namespace = null, string? KeyId = null);
