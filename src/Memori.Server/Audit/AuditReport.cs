using Memori.Text;

namespace Memori.Server.Audit;

/// <summary>What a verification of the audit found.</summary>
public sealed record AuditReport
{
    /// <summary>How many entries there are.</summary>
    public required long Entries { get; init; }

    /// <summary>The first sequence that is there; the entries before it were removed by retention. 0 when there are none.</summary>
    public required long First { get; init; }

    /// <summary>The last sequence; 0 when nothing was ever written.</summary>
    public required long Last { get; init; }

    /// <summary>The hash of the last entry. Noted elsewhere, it proves later that nothing up to it was rewritten.</summary>
    public required string Hash { get; init; }

    /// <summary>How many entries were blanked because a person was forgotten.</summary>
    public required long Forgotten { get; init; }

    /// <summary>What is wrong; empty when nothing is. At most 100.</summary>
    public required IReadOnlyList<AuditFault> Faults { get; init; }

    /// <summary>Whether the audit is as it was written.</summary>
    public bool IsWhole => Faults.Count == 0;
}

/// <summary>Something in the audit that is not as it was written.</summary>
/// <param name="Sequence">Where.</param>
/// <param name="Code">
/// <c>missing</c>: entries are gone before it; <c>changed</c>: it, or its place, is not what was hashed; <c>actor-changed</c>, <c>content-changed</c>: what
/// it says of persons is not; <c>blanked</c>: more entries are blank than forgettings account for; <c>head</c>: the last entries are gone, or there are others;
/// <c>anchor</c>: the beginning is not where retention left it.
/// </param>
/// <param name="Text">The same for people.</param>
public sealed record AuditFault(long Sequence, string Code, LocalizedText Text);
