using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Server.Memories;
using Memori.Text;

namespace Memori.Server.Audit;

/// <summary>An entry of the audit on the wire.</summary>
public sealed record AuditEntryDocument
{
    /// <summary>Its number: 1, 2, 3 …</summary>
    public required long Sequence { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was done: the name of the operation, with hyphens.</summary>
    public required string Kind { get; init; }

    /// <summary><c>ok</c>, <c>refused</c> or <c>failed</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The code of the refusal or failure, or null.</summary>
    public string? Code { get; init; }

    /// <summary>Who did it: the id of the key or token, <c>loopback</c>, <c>cli</c>, <c>service</c>, <c>anonymous</c>; null when that person was forgotten.</summary>
    public string? Actor { get; init; }

    /// <summary>How people know the key or token, or null.</summary>
    public string? ActorLabel { get; init; }

    /// <summary>On whose behalf, or null.</summary>
    public string? UserId { get; init; }

    /// <summary>In which session, or null.</summary>
    public string? SessionId { get; init; }

    /// <summary>The id of the request, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>The datasource, or null.</summary>
    public int? DatasourceId { get; init; }

    /// <summary>The version of its access rules that held, or null.</summary>
    public long? PolicyVersion { get; init; }

    /// <summary>The question, or the SQL as it was sent, or null.</summary>
    public string? Asked { get; init; }

    /// <summary>The SQL that ran, as it ran.</summary>
    public required IReadOnlyList<string> Statements { get; init; }

    /// <summary>What else is known, or null.</summary>
    public JsonNode? Details { get; init; }

    /// <summary>What is about nobody in particular, or null.</summary>
    public JsonNode? Facts { get; init; }

    /// <summary>Whether the person was forgotten.</summary>
    public required bool Forgotten { get; init; }

    /// <summary>Its hash, which covers the one before it.</summary>
    public required string Hash { get; init; }

    /// <summary>The document of an entry.</summary>
    public static AuditEntryDocument From(AuditEntry entry) => new()
    {
        Sequence = entry.Sequence,
        At = entry.At,
        Kind = entry.Kind,
        Outcome = MemoryWords.Of(entry.Outcome),
        Code = entry.Code,
        Actor = entry.Actor?.Id,
        ActorLabel = entry.Actor?.Label,
        UserId = entry.UserId,
        SessionId = entry.SessionId,
        RequestId = entry.RequestId,
        DatasourceId = entry.DatasourceId,
        PolicyVersion = entry.PolicyVersion,
        Asked = entry.Asked,
        Statements = entry.Statements,
        Details = Node(entry.Details),
        Facts = Node(entry.Facts),
        Forgotten = entry.IsForgotten,
        Hash = entry.Hash,
    };

    private static JsonNode? Node(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            // Too long to be kept whole.
            return JsonValue.Create(json);
        }
    }
}

/// <summary>A page of the audit.</summary>
/// <param name="Entries">The newest first.</param>
/// <param name="Next">What to send as <c>before</c> for the next page, or null when this is the last.</param>
public sealed record AuditPageDocument(IReadOnlyList<AuditEntryDocument> Entries, long? Next)
{
    /// <summary>The document of what was found.</summary>
    public static AuditPageDocument From(IReadOnlyList<AuditEntry> entries, int limit) =>
        new([.. entries.Select(AuditEntryDocument.From)], entries.Count < limit ? null : entries[^1].Sequence);
}

/// <summary>Whether the audit is as it was written.</summary>
/// <param name="Whole">Whether it is.</param>
/// <param name="Entries">How many entries there are.</param>
/// <param name="First">The first sequence that is there.</param>
/// <param name="Last">The last.</param>
/// <param name="Hash">The hash of the last. Noted elsewhere, it proves later that nothing up to it was rewritten.</param>
/// <param name="Forgotten">How many entries are blank because a person was forgotten.</param>
/// <param name="Faults">What is wrong.</param>
public sealed record AuditReportDocument(bool Whole, long Entries, long First, long Last, string Hash, long Forgotten, IReadOnlyList<AuditFaultDocument> Faults)
{
    /// <summary>The document of a report.</summary>
    public static AuditReportDocument From(AuditReport report, Language language) => new(
        report.IsWhole,
        report.Entries,
        report.First,
        report.Last,
        report.Hash,
        report.Forgotten,
        [.. report.Faults.Select(fault => new AuditFaultDocument(fault.Sequence, fault.Code, fault.Text.In(language)))]);
}

/// <summary>Something in the audit that is not as it was written.</summary>
/// <param name="Sequence">Where.</param>
/// <param name="Code"><c>missing</c>, <c>changed</c>, <c>actor-changed</c>, <c>content-changed</c>, <c>blanked</c>, <c>head</c> or <c>anchor</c>.</param>
/// <param name="Message">The same for people.</param>
public sealed record AuditFaultDocument(long Sequence, string Code, string Message);
