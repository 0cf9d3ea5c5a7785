using Memori.Text;
using Memori.Text2Sql.Learning.Pairs;

namespace Memori.Server.Pairs;

/// <summary>A verified pair as it travels.</summary>
public sealed record PairDocument
{
    /// <summary>The memory that holds it.</summary>
    public required string MemoryId { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The SQL, before any policy.</summary>
    public required string Sql { get; init; }

    /// <summary>The moment from which relative dates in the question count.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>How sure it is, 0–1.</summary>
    public double Confidence { get; init; }

    /// <summary>right, wrong, or null.</summary>
    public string? Verdict { get; init; }

    /// <summary>What made the SQL, or null.</summary>
    public string? Generator { get; init; }

    /// <summary>Whether it was published to all who may ask the datasource.</summary>
    public bool Shared { get; init; }

    /// <summary>Whether it is used; else it was put aside.</summary>
    public bool Active { get; init; }

    /// <summary>Why it was put aside, in English, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The document of a pair.</summary>
    public static PairDocument From(PairEntry entry) => new()
    {
        MemoryId = entry.MemoryId,
        Question = entry.Question,
        Sql = entry.Sql,
        AskedAt = entry.AskedAt,
        Confidence = entry.Confidence,
        Verdict = entry.Verdict,
        Generator = entry.Generator,
        Shared = entry.Shared,
        Active = entry.Active,
        Reason = entry.Reason,
    };
}

/// <summary>Verified pairs.</summary>
/// <param name="Pairs">The person's own first, the newest first; then those published.</param>
public sealed record PairListDocument(IReadOnlyList<PairDocument> Pairs);

/// <summary>What an import came to.</summary>
/// <param name="Kept">How many are remembered.</param>
/// <param name="Empty">How many are remembered less surely, because they give no rows.</param>
/// <param name="Duplicate">How many were known already.</param>
/// <param name="Conflicting">How many stand aside, because the same question has other SQL.</param>
/// <param name="Refused">How many are not allowed, or no query, or no question.</param>
/// <param name="Failed">How many the database did not run.</param>
/// <param name="Pairs">Each of them, in the order of the file.</param>
public sealed record PairImportDocument(int Kept, int Empty, int Duplicate, int Conflicting, int Refused, int Failed, IReadOnlyList<ImportedPairDocument> Pairs)
{
    /// <summary>The document of a report.</summary>
    public static PairImportDocument From(PairImportReport report, Language language) => new(
        report.Count(PairOutcome.Kept),
        report.Count(PairOutcome.Empty),
        report.Count(PairOutcome.Duplicate),
        report.Count(PairOutcome.Conflicting),
        report.Count(PairOutcome.Refused),
        report.Count(PairOutcome.Failed),
        [.. report.Pairs.Select(pair => new ImportedPairDocument(
            pair.Index, pair.Question, pair.Outcome.ToString().ToLowerInvariant(), pair.MemoryId, pair.Code, pair.Message?.In(language), pair.NearDuplicateOf))]);
}

/// <summary>One pair of an import.</summary>
/// <param name="Index">Its place in the file, from 0.</param>
/// <param name="Question">The question.</param>
/// <param name="Outcome">kept, empty, duplicate, conflicting, refused or failed.</param>
/// <param name="MemoryId">The memory that holds it, or null.</param>
/// <param name="Code">The rule or reason, or null.</param>
/// <param name="Message">The same for a person, or the database's words; or null.</param>
/// <param name="NearDuplicateOf">A question almost the same that has other SQL, or null.</param>
public sealed record ImportedPairDocument(int Index, string Question, string Outcome, string? MemoryId, string? Code, string? Message, string? NearDuplicateOf);
