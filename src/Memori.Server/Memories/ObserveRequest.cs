using Memori.Ingestion;

namespace Memori.Server.Memories;

/// <summary>An exchange to observe: what a person said and what was answered.</summary>
public sealed record ObserveRequest
{
    /// <summary>The user; must agree with <c>X-User-Id</c> when both are given.</summary>
    public string? UserId { get; init; }

    /// <summary>The session; must agree with <c>X-Session-Id</c> when both are given.</summary>
    public string? SessionId { get; init; }

    /// <summary>A partition. Default none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The client's own id: sending the same exchange again has no further effect. Default a new one.</summary>
    public string? Id { get; init; }

    /// <summary>What the person said.</summary>
    public string? UserMessage { get; init; }

    /// <summary>What was answered.</summary>
    public string? AssistantMessage { get; init; }

    /// <summary>The person's name in the conversation. Default user.</summary>
    public string? UserSpeaker { get; init; }

    /// <summary>The name of who answered. Default assistant.</summary>
    public string? AssistantSpeaker { get; init; }

    /// <summary>The model that answered. Default unknown.</summary>
    public string? Model { get; init; }

    /// <summary>When it was said, with the offset of the person's clock. Default now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Whether facts, preferences and rules are extracted in the background. Default true.</summary>
    public bool? Extract { get; init; }

    internal Exchange ToExchange()
    {
        var usual = new Exchange();
        return usual with
        {
            Id = Id,
            UserMessage = UserMessage,
            AssistantMessage = AssistantMessage,
            UserSpeaker = UserSpeaker ?? usual.UserSpeaker,
            AssistantSpeaker = AssistantSpeaker ?? usual.AssistantSpeaker,
            Model = Model,
            OccurredAt = OccurredAt,
            Extract = Extract ?? usual.Extract,
        };
    }
}

/// <summary>What became of an exchange.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserTurn">The memory of the person's turn, or null when nothing of it was to be kept.</param>
/// <param name="AssistantTurn">The memory of the answer, or null when nothing of it was to be kept.</param>
/// <param name="JobId">The extraction job, or null when there is none.</param>
/// <param name="IsEcho">Whether the answer was left out because it only repeats what is remembered.</param>
public sealed record ObservedDocument(string Id, MemoryDocument? UserTurn, MemoryDocument? AssistantTurn, string? JobId, bool IsEcho)
{
    /// <summary>What was extracted from it, when that was waited for (on the command line); else null.</summary>
    public IReadOnlyList<MemoryDocument>? Extracted { get; init; }

    /// <summary>The document of an observation.</summary>
    public static ObservedDocument From(ObservedExchange observed) => new(
        observed.ExchangeId,
        observed.UserTurn is { } user ? MemoryDocument.From(user) : null,
        observed.AssistantTurn is { } assistant ? MemoryDocument.From(assistant) : null,
        observed.JobId,
        observed.IsEcho);
}
