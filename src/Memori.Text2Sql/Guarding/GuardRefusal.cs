using Memori.Text;

namespace Memori.Text2Sql.Guarding;

/// <summary>Why the guard refused.</summary>
/// <param name="Rule">The rule's stable code, see <see cref="GuardRules"/>.</param>
/// <param name="Message">A sentence for the person.</param>
/// <param name="Position">Where, in UTF-16 code units from 0.</param>
public sealed record GuardRefusal(string Rule, LocalizedText Message, int Position);

/// <summary>What came of a query at the guard: it was admitted, or refused.</summary>
public sealed record GuardOutcome
{
    private GuardOutcome(GuardedQuery? query, GuardRefusal? refusal)
    {
        Query = query;
        Refusal = refusal;
    }

    /// <summary>Whether the query was admitted: <see cref="Query"/> is there, else <see cref="Refusal"/>.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Query))]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Refusal))]
    public bool Admitted => Query is not null;

    /// <summary>The admitted query, or null.</summary>
    public GuardedQuery? Query { get; }

    /// <summary>The refusal, or null.</summary>
    public GuardRefusal? Refusal { get; }

    internal static GuardOutcome Admit(GuardedQuery query) => new(query, null);

    internal static GuardOutcome Refuse(GuardRefusal refusal) => new(null, refusal);
}
