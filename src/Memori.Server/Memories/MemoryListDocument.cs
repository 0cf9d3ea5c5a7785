using Memori.Recall;

namespace Memori.Server.Memories;

/// <summary>Memories, the newest first.</summary>
/// <param name="Memories">The memories of this page; fewer than <paramref name="Limit"/> on the last one.</param>
/// <param name="Offset">How many were passed over.</param>
/// <param name="Limit">How many at most.</param>
public sealed record MemoryListDocument(IReadOnlyList<MemoryDocument> Memories, int Offset, int Limit);

/// <summary>Memories that answer a query, the best first.</summary>
/// <param name="Query">The query as given.</param>
/// <param name="Results">What was found.</param>
public sealed record MemorySearchDocument(string Query, IReadOnlyList<FoundMemory> Results)
{
    /// <summary>The document of a recall.</summary>
    public static MemorySearchDocument From(string query, IEnumerable<RecalledMemory> found, bool explain) => new(
        query,
        [.. found.Select(recalled => new FoundMemory(MemoryDocument.From(recalled.Memory), Math.Round(recalled.Score, 4), explain ? recalled.Explanation : null))]);
}

/// <summary>A memory that was found.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="Score">How well it answers, 0–1.</param>
/// <param name="Explanation">What made the score, when asked for.</param>
public sealed record FoundMemory(MemoryDocument Memory, double Score, RecallExplanation? Explanation);

/// <summary>What was deleted.</summary>
/// <param name="Message">For people.</param>
/// <param name="Deleted">How many.</param>
public sealed record DeletedDocument(string Message, int Deleted);

/// <summary>What was imported.</summary>
/// <param name="Imported">How many memories were read; those known before are unchanged.</param>
public sealed record ImportedDocument(int Imported);

/// <summary>What was consolidated.</summary>
/// <param name="Consolidated">How many memories were put aside because another stands for them.</param>
public sealed record ConsolidatedDocument(int Consolidated);
