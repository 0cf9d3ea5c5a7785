using System.Text.Json.Nodes;

namespace Memori.Server.Audit;

/// <summary>How something that is audited ended.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Ok,

    /// <summary>It was not allowed, or not as it must be: by a key's role, an access rule, the guard, a limit.</summary>
    Refused,

    /// <summary>It failed on our side, a database's or a model's.</summary>
    Failed,
}

/// <summary>Who did something: what proved it, not on whose behalf it was done.</summary>
/// <param name="Id">The id of the key or token; <c>loopback</c> where the service is open to this machine alone, <c>cli</c> at the command line, <c>service</c> for the service itself.</param>
/// <param name="Label">How people know it, or null. Never a secret.</param>
/// <param name="UserId">The person whom the key or token belongs to, or null.</param>
public sealed record AuditActor(string Id, string? Label = null, string? UserId = null)
{
    /// <summary>The service, of its own accord.</summary>
    public static AuditActor Service { get; } = new("service");

    /// <summary>Anybody on this machine, as long as nobody needs to prove anything.</summary>
    public static AuditActor Loopback { get; } = new("loopback");

    /// <summary>The person at the command line, by the name of the account.</summary>
    public static AuditActor CommandLine { get; } = new("cli", Environment.UserName);
}

/// <summary>Something to be kept in the audit. Texts are bounded when they are kept.</summary>
public sealed record NewAuditEntry
{
    /// <summary>What was done, in kebab case: the name of the operation as <c>/openapi.json</c> has it, with hyphens.</summary>
    public required string Kind { get; init; }

    /// <summary>How it ended.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>The code of the refusal or failure, or null.</summary>
    public string? Code { get; init; }

    /// <summary>Who did it.</summary>
    public required AuditActor Actor { get; init; }

    /// <summary>On whose behalf, or whom it concerned; null for nobody.</summary>
    public string? UserId { get; init; }

    /// <summary>In which session, or null.</summary>
    public string? SessionId { get; init; }

    /// <summary>The id of the request, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>The datasource, or null.</summary>
    public int? DatasourceId { get; init; }

    /// <summary>The version of the datasource's access rules that held, or null where none were looked at.</summary>
    public long? PolicyVersion { get; init; }

    /// <summary>The question, or the SQL as it was sent; null for neither.</summary>
    public string? Asked { get; init; }

    /// <summary>The SQL that ran, as it ran, in order.</summary>
    public IReadOnlyList<string> Statements { get; init; } = [];

    /// <summary>What else is worth knowing; goes with the person when the person is forgotten. Never a secret.</summary>
    public JsonObject? Details { get; init; }

    /// <summary>What is about nobody in particular, and stays. Never a secret.</summary>
    public JsonObject? Facts { get; init; }
}

/// <summary>An entry of the audit.</summary>
public sealed record AuditEntry
{
    /// <summary>Its number: 1, 2, 3 …</summary>
    public required long Sequence { get; init; }

    /// <summary>When, to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>As <see cref="NewAuditEntry.Kind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>How it ended.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>The code of the refusal or failure, or null.</summary>
    public string? Code { get; init; }

    /// <summary>Who did it; null when that person was forgotten.</summary>
    public AuditActor? Actor { get; init; }

    /// <summary>On whose behalf, or null.</summary>
    public string? UserId { get; init; }

    /// <summary>In which session, or null.</summary>
    public string? SessionId { get; init; }

    /// <summary>The id of the request, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>The datasource, or null.</summary>
    public int? DatasourceId { get; init; }

    /// <summary>The version of the datasource's access rules that held, or null.</summary>
    public long? PolicyVersion { get; init; }

    /// <summary>The question, or the SQL as it was sent, or null.</summary>
    public string? Asked { get; init; }

    /// <summary>The SQL that ran.</summary>
    public IReadOnlyList<string> Statements { get; init; } = [];

    /// <summary>What else is known, as JSON, or null.</summary>
    public string? Details { get; init; }

    /// <summary>What is about nobody in particular, as JSON, or null.</summary>
    public string? Facts { get; init; }

    /// <summary>Whether the person on whose behalf it was done was forgotten: then nothing says who or what it was about.</summary>
    public required bool IsForgotten { get; init; }

    /// <summary>Its hash, which covers the one before it.</summary>
    public required string Hash { get; init; }
}
