using System.Text.Json;
using System.Text.Json.Serialization;
using Memori.Text;

namespace Memori.Server.Jobs;

/// <summary>What is known of a piece of scheduled work: its latest run, and how often it failed since it last did not. Kept as the notes of its lead.</summary>
public sealed record WorkRecord
{
    /// <summary>When the latest run began; null when there was none.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>When it ended; null while it runs, or when its process died.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended; null as long as it did not.</summary>
    public WorkOutcome? Outcome { get; init; }

    /// <summary>What was done, in a few English words, or null.</summary>
    public string? Note { get; init; }

    /// <summary>The code or type of what went wrong in the latest run that failed; null once one succeeded.</summary>
    public string? Error { get; init; }

    /// <summary>The same in words for people, where there are any; null once a run succeeded.</summary>
    public LocalizedText? Reason { get; init; }

    /// <summary>How many runs failed, or died with their process, since one was done.</summary>
    public int Failures { get; init; }

    /// <summary>When a run was last done; null for never.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>From notes; the empty record when they are none of ours.</summary>
    public static WorkRecord Parse(string notes)
    {
        try
        {
            return notes.Length == 0 ? new WorkRecord() : JsonSerializer.Deserialize(notes, WorkJson.Default.WorkRecord) ?? new WorkRecord();
        }
        catch (JsonException)
        {
            // What another version wrote: the work is taken for one that never ran.
            return new WorkRecord();
        }
    }

    /// <summary>As notes.</summary>
    public string Write() => JsonSerializer.Serialize(this, WorkJson.Default.WorkRecord);

    /// <summary>As a run that begins now leaves it: one that began before and never ended died, and counts as failed.</summary>
    internal WorkRecord Begin(DateTimeOffset now) => this with
    {
        BegunAt = now,
        EndedAt = null,
        Outcome = null,
        Note = null,
        Failures = WasCutOff ? Failures + 1 : Failures,
        Error = WasCutOff ? "process-died" : Error,
        Reason = WasCutOff ? null : Reason,
    };

    /// <summary>As a run that ends now leaves it.</summary>
    internal WorkRecord End(DateTimeOffset now, WorkOutcome outcome, string? note, string? error, LocalizedText? reason = null) => this with
    {
        EndedAt = now,
        Outcome = outcome,
        Note = note,
        Error = outcome == WorkOutcome.Done ? null : error ?? Error,
        Reason = outcome == WorkOutcome.Done ? null : error is null ? Reason : reason,
        Failures = outcome switch { WorkOutcome.Done => 0, WorkOutcome.Failed => Failures + 1, _ => Failures },
        DoneAt = outcome == WorkOutcome.Done ? now : DoneAt,
    };

    /// <summary>Whether the latest run has begun but not ended. Once nobody holds the lead, its process died.</summary>
    [JsonIgnore]
    internal bool WasCutOff => BegunAt is not null && Outcome is null;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(WorkRecord))]
internal sealed partial class WorkJson : JsonSerializerContext;
