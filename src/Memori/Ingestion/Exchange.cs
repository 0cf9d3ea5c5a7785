namespace Memori.Ingestion;

/// <summary>What a person said and what was answered, to be observed by <see cref="MemoryEngine.ObserveAsync"/>. Results of tools are no part of it.</summary>
public sealed record Exchange
{
    /// <summary>The client's own id, unique for the user: observing the same id again has no further effect. Default: a new one each time.</summary>
    public string? Id { get; init; }

    /// <summary>What the person said. Null or blank when nothing.</summary>
    public string? UserMessage { get; init; }

    /// <summary>What was answered. Null or blank when nothing.</summary>
    public string? AssistantMessage { get; init; }

    /// <summary>The id of the memory of the person's turn. Default: made from <see cref="Id"/>.</summary>
    public string? UserMessageId { get; init; }

    /// <summary>The id of the memory of the answer. Default: made from <see cref="Id"/>.</summary>
    public string? AssistantMessageId { get; init; }

    /// <summary>When it was said, with the offset of the person's clock: "tomorrow" counts from there. Default: now, in UTC.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>The person's name in the conversation. Default <c>user</c>.</summary>
    public string UserSpeaker { get; init; } = "user";

    /// <summary>The name of who answered. Default <c>assistant</c>.</summary>
    public string AssistantSpeaker { get; init; } = "assistant";

    /// <summary>The model that answered. Default: unknown.</summary>
    public string? Model { get; init; }

    /// <summary>Whether the turns stay in the session of the scope. Default: they do when it has one.</summary>
    public bool? SessionBound { get; init; }

    /// <summary>Whether memories are to be extracted from it in the background. Default true.</summary>
    public bool Extract { get; init; } = true;
}

/// <summary>What became of an exchange.</summary>
/// <param name="ExchangeId">Its id.</param>
/// <param name="UserTurn">The memory of the person's turn, or null when nothing of it was to be kept.</param>
/// <param name="AssistantTurn">The memory of the answer, or null when nothing of it was to be kept.</param>
/// <param name="JobId">The extraction job, or null when there is none.</param>
/// <param name="IsEcho">Whether the answer was left out because it only repeats what is remembered.</param>
public sealed record ObservedExchange(string ExchangeId, Memory? UserTurn, Memory? AssistantTurn, string? JobId, bool IsEcho);
