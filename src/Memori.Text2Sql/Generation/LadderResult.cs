using Memori.Ledger;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Generation;

/// <summary>What the climb came to.</summary>
internal sealed record LadderResult
{
    /// <summary>What was verified, as it was found.</summary>
    public IReadOnlyList<VerifiedQuery> Verified { get; init; } = [];

    /// <summary>The results that were found, the surest first.</summary>
    public IReadOnlyList<Standing> Standings { get; init; } = [];

    /// <summary>The surest answer, with the confidence that all candidates together give it; null without any.</summary>
    public VerifiedQuery? Best => Standings is [var first, ..] ? first.Query with { Confidence = first.Confidence } : null;

    /// <summary>Whether several answers were weighed to the end and none could be preferred.</summary>
    public bool Split { get; init; }

    public Clarification? Clarification { get; init; }

    public TokenUsage Usage { get; init; }

    /// <summary>The rungs that were asked.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>The memory of a verdict that kept back what a rung offered, or null.</summary>
    public string? CalledWrong { get; init; }

    public MemoriException? Failure { get; init; }

    /// <summary>The result with one more verified answer.</summary>
    public LadderResult With(VerifiedQuery query)
    {
        IReadOnlyList<VerifiedQuery> verified = [.. Verified, query];
        return this with { Verified = verified, Standings = Consensus.Weigh(verified) };
    }
}
