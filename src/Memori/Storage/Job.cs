namespace Memori.Storage;

/// <summary>Where a job stands.</summary>
public enum JobState
{
    /// <summary>Waits for its time or for a worker.</summary>
    Waiting,

    /// <summary>A worker has it.</summary>
    Running,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Given up; see its error.</summary>
    Failed,
}

/// <summary>Work to be done in the background.</summary>
/// <param name="Queue">The kind of work, in kebab case.</param>
/// <param name="Id">Unique in its queue: adding it again has no effect.</param>
/// <param name="Owner">Whose memories it works on.</param>
/// <param name="Payload">JSON: ids and settings, never content.</param>
/// <param name="NotBefore">When it is due. Default: at once.</param>
public sealed record NewJob(string Queue, string Id, Owner Owner, string Payload, DateTimeOffset? NotBefore = null);

/// <summary>Work as stored.</summary>
public sealed record Job
{
    /// <summary>The kind of work.</summary>
    public required string Queue { get; init; }

    /// <summary>Unique in its queue.</summary>
    public required string Id { get; init; }

    /// <summary>Whose memories it works on.</summary>
    public required Owner Owner { get; init; }

    /// <summary>JSON: ids and settings.</summary>
    public required string Payload { get; init; }

    /// <summary>Where it stands.</summary>
    public JobState State { get; init; }

    /// <summary>How often it was begun, this time included.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is or was due.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>Who has it, or null.</summary>
    public string? Worker { get; init; }

    /// <summary>Until when its worker has it, or null.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>When it was done or given up, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why the last attempt failed, or null.</summary>
    public string? Error { get; init; }
}
