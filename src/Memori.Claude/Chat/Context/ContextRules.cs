namespace Memori.Claude.Chat.Context;

/// <summary>A strategy in figures.</summary>
/// <param name="Share">The share of the token limit above which rounds are dropped.</param>
/// <param name="Step">
/// The share that is kept then. Where it is less than <paramref name="Share"/>, the conversation has room to grow, and its prefix stays the same, and cached, for many turns.
/// </param>
/// <param name="MaximumRounds">The most rounds.</param>
/// <param name="MinimumRounds">The rounds that are kept in any case, as long as they fit <paramref name="Share"/>.</param>
internal sealed record ContextRules(double Share, double Step, int MaximumRounds, int MinimumRounds)
{
    public static ContextRules Of(ContextStrategy strategy) => strategy switch
    {
        ContextStrategy.Aggressive => new ContextRules(0.8, 0.8, 3, 1),
        ContextStrategy.Balanced => new ContextRules(0.6, 0.3, int.MaxValue, 5),
        ContextStrategy.Conservative => new ContextRules(0.8, 0.6, int.MaxValue, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(strategy), strategy, null),
    };
}
