using Memori.Injection;
using Memori.Ledger;

namespace Memori.Server.Proxy.Callers;

/// <summary>Who calls the door, who pays, and which memories the call gets.</summary>
internal sealed record ProxyCaller
{
    /// <summary>Whose memories; null when the ids that were sent can't be anybody's, so that there are none.</summary>
    public required Scope? Scope { get; init; }

    /// <summary>Who pays.</summary>
    public required Payer Payer { get; init; }

    /// <summary>Whose limits at the API count: a hash of the caller's own credential, or empty for the service's.</summary>
    public required string Account { get; init; }

    /// <summary>Which memories.</summary>
    public required InjectionMode Memory { get; init; }
}
