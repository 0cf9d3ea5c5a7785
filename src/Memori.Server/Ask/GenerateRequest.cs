using Memori.Server.Audit;

namespace Memori.Server.Ask;

/// <summary>A question, as the guide has it.</summary>
// Settable: the generated reader would overwrite the defaults of init-only properties.
public sealed record GenerateRequest : IAuditedBody
{
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

    /// <summary>Whether to return rows. Default false: the SQL alone, verified all the same.</summary>
    public bool Execute { get; set; }

    /// <summary>What goes into the grounding; null for what the service is set to.</summary>
    public ContextRequest? Context { get; set; }

    int? IAuditedBody.DatasourceId => DatasourceId;

    string? IAuditedBody.Asked => Query;
}
