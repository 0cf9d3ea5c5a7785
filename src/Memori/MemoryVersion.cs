namespace Memori;

/// <summary>One of a chain of memories that took each other's place.</summary>
/// <param name="Memory">The memory; <see cref="Memory.SupersededBy"/> names its successor, which may have been forgotten.</param>
/// <param name="ReplacedAt">When it was recorded that another took its place, or null while it is in force.</param>
/// <param name="Reason"><c>another-value</c>: another value was given for what can have one only; <c>told</c>: somebody said so; null when not noted.</param>
public sealed record MemoryVersion(Memory Memory, DateTimeOffset? ReplacedAt, string? Reason);
