using Memori.Ledger;
using Memori.Server.Audit;
using Memori.Text;
using Memori.Text2Sql;

namespace Memori.Server.Ask.Runs;

/// <summary>What a run needs of the request that begins it, which may be over before the run is.</summary>
internal sealed record RunPlan
{
    /// <summary>The question, on behalf of whom it is asked, with that one's rights.</summary>
    public required AskRequest Question { get; init; }

    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>To whom its calls of models are charged.</summary>
    public required Payer Payer { get; init; }

    /// <summary>Who sent the request.</summary>
    public required AuditActor Actor { get; init; }

    /// <summary>The id of the request.</summary>
    public required string RequestId { get; init; }

    /// <summary>The language of what the caller is told.</summary>
    public required Language Language { get; init; }

    /// <summary>The caller's place among those at work; given back when the run is over.</summary>
    public required IDisposable Slot { get; init; }
}
