namespace Memori.Text2Sql.Learning.Pairs;

/// <summary>What became of an imported pair.</summary>
public enum PairOutcome
{
    /// <summary>Remembered.</summary>
    Kept,

    /// <summary>Remembered, less surely: it gives no rows.</summary>
    Empty,

    /// <summary>Known already: the same question with the same SQL, or with SQL that gives the same rows.</summary>
    Duplicate,

    /// <summary>Kept aside and not used: the same question has other SQL with other rows. A verdict of a person settles it.</summary>
    Conflicting,

    /// <summary>Not kept: no question, no query, or not allowed.</summary>
    Refused,

    /// <summary>Not kept: the database did not run it.</summary>
    Failed,
}

/// <summary>One pair of an import.</summary>
/// <param name="Index">Its place in the file, from 0.</param>
/// <param name="Question">The question.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="MemoryId">The memory that holds it, or the one that it repeats; null when it was not kept.</param>
/// <param name="Code">For what was not kept or not used, the rule or reason in kebab case; else null.</param>
/// <param name="Message">The same for a person, or the database's words; null when there is nothing to say.</param>
public sealed record ImportedPair(int Index, string Question, PairOutcome Outcome, string? MemoryId, string? Code, Text.LocalizedText? Message)
{
    /// <summary>A question that is almost the same and has other SQL: one of the two may be wrong, or planted. Null for none.</summary>
    public string? NearDuplicateOf { get; init; }
}

/// <summary>What an import came to.</summary>
/// <param name="Pairs">The pairs in the order of the file.</param>
public sealed record PairImportReport(IReadOnlyList<ImportedPair> Pairs)
{
    /// <summary>How many had this outcome.</summary>
    public int Count(PairOutcome outcome) => Pairs.Count(pair => pair.Outcome == outcome);
}
