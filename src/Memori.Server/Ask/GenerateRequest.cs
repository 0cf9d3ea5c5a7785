namespace Memori.Server.Ask;

/// <summary>A question, as the guide has it.</summary>
public sealed record GenerateRequest
{
    /// <summary>The user; must agree with <c>X-User-Id</c> when both are given.</summary>
    public string? UserId { get; init; }

    /// <summary>The session; must agree with <c>X-Session-Id</c> when both are given.</summary>
    public string? SessionId { get; init; }

    /// <summary>The datasource, from 1.</summary>
    public required int DatasourceId { get; init; }

    /// <summary>The question in English or Chinese.</summary>
    public required string Query { get; init; }

    /// <summary>Whether to explain the SQL. Default true.</summary>
    public bool? IncludeExplanation { get; init; }

    /// <summary>Whether to return rows. Default false: the SQL alone, verified all the same.</summary>
    public bool Execute { get; init; }
}
