namespace Memori.Server.Memories;

/// <summary>A memory with all that it replaced and all that replaced it.</summary>
/// <param name="Versions">The oldest first.</param>
public sealed record MemoryHistoryDocument(IReadOnlyList<MemoryVersionDocument> Versions)
{
    /// <summary>The document of a history.</summary>
    public static MemoryHistoryDocument From(IReadOnlyList<MemoryVersion> versions) =>
        new([.. versions.Select(version => new MemoryVersionDocument(MemoryDocument.From(version.Memory), version.ReplacedAt, version.Reason))]);
}

/// <summary>One of a chain of memories.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="ReplacedAt">When another took its place, or null while it is in force.</param>
/// <param name="Reason">another-value or told, or null when not noted.</param>
public sealed record MemoryVersionDocument(MemoryDocument Memory, DateTimeOffset? ReplacedAt, string? Reason);
