using Memori.Ledger;

namespace Memori.Text2Sql.Generation;

/// <summary>What a generator made, and what that used.</summary>
public sealed record Generated
{
    /// <summary>No candidate, no tokens.</summary>
    public static Generated Nothing { get; } = new();

    /// <summary>Candidates, best first.</summary>
    public IReadOnlyList<SqlCandidate> Candidates { get; init; } = [];

    /// <summary>A question back to the person instead of an answer, or null.</summary>
    public Clarification? Clarification { get; init; }

    /// <summary>Whether the generator says that the data does not answer the question: there is no point in asking it again. Default false.</summary>
    public bool Declined { get; init; }

    /// <summary>Tokens and cost.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>The model that answered, or null.</summary>
    public string? Model { get; init; }
}

/// <summary>A judgement between candidates, and what that used.</summary>
/// <param name="Index">The candidate that is right, from 0; null when none could be told from the others.</param>
public sealed record Choice(int? Index)
{
    /// <summary>A question back to the person, or null.</summary>
    public Clarification? Clarification { get; init; }

    /// <summary>Tokens and cost.</summary>
    public TokenUsage Usage { get; init; }
}

/// <summary>A question back to the person, with options to choose from.</summary>
/// <param name="Question">The question, in the person's language.</param>
/// <param name="Options">Answers to choose from, each a whole question to ask instead.</param>
public sealed record Clarification(string Question, IReadOnlyList<string> Options);
