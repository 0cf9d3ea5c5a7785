using System.Text.Json.Nodes;

namespace Memori.Server.Audit;

/// <summary>A body of which the audit keeps something. What is not said here is not kept: bodies may hold secrets.</summary>
internal interface IAuditedBody
{
    /// <summary>On whose behalf, or whom it concerns; null for nobody.</summary>
    string? UserId { get; }

    /// <summary>The session, or null.</summary>
    string? SessionId => null;

    /// <summary>The datasource, or null.</summary>
    int? DatasourceId => null;

    /// <summary>The question or the SQL as it was sent, or null.</summary>
    string? Asked => null;

    /// <summary>What else is worth knowing, or null. Never a secret.</summary>
    JsonObject? Details => null;
}
