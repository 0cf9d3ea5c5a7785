using Memori.Server.Audit;

namespace Memori.Server.Ask.Runs;

/// <summary>A question whose stages are told as they happen, and whose answer is kept.</summary>
// Settable: the generated reader would overwrite the defaults of init-only properties.
public sealed record StartRunRequest : IAuditedBody
{
    /// <summary>The most memories that can be left out.</summary>
    internal const int MostExcluded = 100;

    /// <summary>The user; must agree with <c>X-User-Id</c> when both are given.</summary>
    public string? UserId { get; set; }

    /// <summary>The session; must agree with <c>X-Session-Id</c> when both are given.</summary>
    public string? SessionId { get; set; }

    /// <summary>The datasource, from 1.</summary>
    public required int DatasourceId { get; set; }

    /// <summary>The question in English or Chinese.</summary>
    public required string Query { get; set; }

    /// <summary>Whether to explain the SQL. Default true.</summary>
    public bool IncludeExplanation { get; set; } = true;

    /// <summary>What goes into the grounding; null for what the service is set to.</summary>
    public ContextRequest? Context { get; set; }

    /// <summary>The conversation that the answer is kept in; null for the session. A conversation may outlive its sessions.</summary>
    public string? ConversationId { get; set; }

    /// <summary>Ids of memories that are not to be used; at most 100.</summary>
    public IReadOnlyList<string>? ExcludeMemories { get; set; }

    int? IAuditedBody.DatasourceId => DatasourceId;

    string? IAuditedBody.Asked => Query;
}
