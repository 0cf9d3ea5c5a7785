namespace Memori.Server.DataSources;

/// <summary>A question that could be asked.</summary>
/// <param name="Question">The question.</param>
/// <param name="Source">verified or schema.</param>
/// <param name="MemoryId">The memory that holds it with its verified SQL, or null.</param>
public sealed record SuggestionDocument(string Question, string Source, string? MemoryId);

/// <summary>Questions that could be asked.</summary>
/// <param name="Suggestions">The questions, those that were verified first.</param>
public sealed record SuggestionListDocument(IReadOnlyList<SuggestionDocument> Suggestions);
