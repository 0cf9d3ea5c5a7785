using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Sql.Binding;

namespace Memori.Text2Sql.Verification.Gates;

/// <summary>The checks of a query that need no database: what runs may still be wrong, and these are the ways in which it often is.</summary>
internal static class QueryGates
{
    public const string GuessedLiteral = "guessed-literal";
    public const string UnusedValue = "unused-value";
    public const string FanOut = "fan-out";
    public const string NullNotIn = "null-not-in";
    public const string Projection = "projection";
    public const string Window = "window";

    /// <summary>What speaks against <paramref name="candidate"/>, each kind once.</summary>
    public static IReadOnlyList<Finding> Check(SqlCandidate candidate, BoundQuery bound, GroundedQuestion question)
    {
        Finding?[] findings =
        [
            LiteralGate.Check(bound, question),
            ValueGate.Check(bound, question),
            FanOutGate.Check(bound),
            NullGate.Check(bound),
            ProjectionGate.Check(candidate, bound),
            WindowGate.Check(bound),
        ];
        return [.. findings.OfType<Finding>()];
    }
}
