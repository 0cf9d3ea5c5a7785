using Memori.Ledger;
using Memori.Text2Sql.Grounding;

namespace Memori.Text2Sql.Generation;

/// <summary>One rung of the ladder: turns a grounded question into candidates. Thread-safe.</summary>
public interface ISqlGenerator
{
    /// <summary><c>remembered</c>, <c>embedded</c> or <c>claude</c>.</summary>
    string Name { get; }

    /// <summary>Candidates, best first; empty when it does not know.</summary>
    Task<Generated> GenerateAsync(GroundedQuestion question, CancellationToken cancellationToken = default);

    /// <summary>A new attempt after the database refused <paramref name="failed"/>; empty when the generator does not repair.</summary>
    Task<Generated> RepairAsync(GroundedQuestion question, SqlCandidate failed, string error, CancellationToken cancellationToken = default) =>
        Task.FromResult(Generated.Nothing);
}

/// <summary>What a generator made, and what that used.</summary>
public sealed record Generated
{
    /// <summary>No candidate, no tokens.</summary>
    public static Generated Nothing { get; } = new();

    /// <summary>Candidates, best first.</summary>
    public IReadOnlyList<SqlCandidate> Candidates { get; init; } = [];

    /// <summary>A question back to the person instead of an answer, or null.</summary>
    public Clarification? Clarification { get; init; }

    /// <summary>Tokens and cost.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>The model that answered, or null.</summary>
    public string? Model { get; init; }
}

/// <summary>SQL that may answer the question; not yet checked by anyone.</summary>
/// <param name="Sql">The SQL, in the datasource's dialect, without any limit or policy of ours.</param>
/// <param name="Confidence">How sure the generator is, 0–1, before verification.</param>
public sealed record SqlCandidate(string Sql, double Confidence)
{
    /// <summary>What the generator says of it, or null: the answer's explanation is made from the tree.</summary>
    public string? Note { get; init; }

    /// <summary>For a remembered candidate, the generator that first made it: asking that one again would say nothing new. Else null.</summary>
    public string? Origin { get; init; }

    /// <summary>The ids of memories it was made from.</summary>
    public IReadOnlyList<string> MemoryIds { get; init; } = [];
}

/// <summary>A question back to the person, with options to choose from.</summary>
/// <param name="Question">The question, in the person's language.</param>
/// <param name="Options">Answers to choose from, each a whole question to ask instead.</param>
public sealed record Clarification(string Question, IReadOnlyList<string> Options);
