using System.Collections.ObjectModel;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Verification.Calibration;

namespace Memori.Text2Sql.Verification;

/// <summary>A candidate that the guard admitted and the database ran read-only.</summary>
/// <param name="Generator">The rung that made it.</param>
/// <param name="Candidate">What was generated.</param>
/// <param name="Guarded">What the guard admitted.</param>
/// <param name="Result">The rows.</param>
/// <param name="Confidence">How sure, 0–1, after verification.</param>
public sealed record VerifiedQuery(string Generator, SqlCandidate Candidate, GuardedQuery Guarded, QueryResult Result, double Confidence)
{
    /// <summary>The model that wrote it, or null.</summary>
    public string? Model { get; init; }

    /// <summary>What makes it less likely to be right.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Other candidates of the same generator that gave another result, the likeliest first.</summary>
    public IReadOnlyList<VerifiedQuery> Rivals { get; init; } = [];

    /// <summary>What its confidence was made from, by name.</summary>
    internal IReadOnlyDictionary<string, double> Signals { get; private init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>The same with <paramref name="signals"/> and the confidence that they give.</summary>
    internal VerifiedQuery WithSignals(IReadOnlyDictionary<string, double> signals) =>
        this with { Signals = signals, Confidence = ConfidenceModel.Of(Generator, Candidate.Confidence, signals) };
}

/// <summary>What came of checking one candidate: the query, or why not.</summary>
/// <param name="Query">The verified query, or null.</param>
/// <param name="Error">What the guard or the database said against it, or null.</param>
internal sealed record VerificationOutcome(VerifiedQuery? Query, CandidateError? Error);
