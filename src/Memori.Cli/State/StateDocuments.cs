using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Json;
using Memori.Embeddings;
using Memori.Server.Jobs;
using Memori.Sqlite.Doctor;
using Memori.Storage;
using Memori.Text;

namespace Memori.Cli.State;

/// <summary>A backup or a restored state, as JSON.</summary>
internal sealed record StateDocument(string Path, long Bytes, long Owners, long Memories);

/// <summary>A store that was moved, as JSON: how many rows, and how many of them had arrived with runs before that were cut short.</summary>
internal sealed record MigratedDocument(long Rows, long ResumedRows, IReadOnlyList<MigratedTableDocument> Tables);

/// <summary>A table that was moved, as JSON: how many rows, and the sum of their hashes.</summary>
internal sealed record MigratedTableDocument(string Name, long Rows, string Sum);

/// <summary>What the doctor found, as JSON.</summary>
internal sealed record DoctorDocument(
    string Path,
    bool Exists,
    bool Clean,
    long Bytes,
    long LogBytes,
    long FreeBytes,
    long Owners,
    long Memories,
    long Jobs,
    IReadOnlyList<FindingDocument> Findings,
    IReadOnlyList<string> Repaired)
{
    public static DoctorDocument From(StateReport report, IEnumerable<string> repaired, Language language) => new(
        report.Path,
        report.Exists,
        report.Findings.Count == 0,
        report.Bytes,
        report.LogBytes,
        report.FreeBytes,
        report.Owners,
        report.Memories,
        report.Jobs,
        [.. report.Findings.Select(finding => new FindingDocument(finding.Code, finding.Text.In(language), finding.Count, finding.Repairable, finding.Examples))],
        [.. repaired]);
}

/// <summary>One thing that is wrong, as JSON.</summary>
internal sealed record FindingDocument(string Code, string Text, long Count, bool Repairable, IReadOnlyList<string> Examples);

/// <summary>Background work, as JSON: what is scheduled, how the queues stand, the newest queued jobs, who leads what else, and how far the memories are embedded (null without an embedding service).</summary>
internal sealed record JobsDocument(
    IReadOnlyList<JobDocument> Scheduled, IReadOnlyList<QueueDocument> Queues, IReadOnlyList<QueuedJob> Jobs, IReadOnlyList<LeadDocument> Leads, EmbeddingProgress? Embeddings);

/// <summary>A queued job, as JSON.</summary>
internal sealed record QueuedJob(
    string Queue,
    string Id,
    string Owner,
    string State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset DueAt,
    string? Worker,
    DateTimeOffset? LeasedUntil,
    DateTimeOffset? EndedAt,
    string? Error)
{
    public static QueuedJob From(Job job) => new(
        job.Queue,
        job.Id,
        $"{job.Owner.Kind.ToString().ToLowerInvariant()}:{job.Owner.Id}",
        job.State.ToString().ToLowerInvariant(),
        job.Attempts,
        job.CreatedAt,
        job.DueAt,
        job.Worker,
        job.LeasedUntil,
        job.EndedAt,
        job.Error);
}

/// <summary>Who leads what, as JSON.</summary>
internal sealed record LeadDocument(string Name, string? Holder, DateTimeOffset LeasedUntil, string Notes);

/// <summary>The JSON of the commands on the state.</summary>
[JsonSerializable(typeof(StateDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(MigratedDocument))]
[JsonSerializable(typeof(JobsDocument))]
[JsonSerializable(typeof(QueuedJobDocument))]
internal sealed partial class StateJson : JsonSerializerContext
{
    public static StateJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
