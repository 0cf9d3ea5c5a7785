using System.Text.Json.Serialization;
using Memori.Server.Audit;
using Memori.Text2Sql.Execution;

namespace Memori.Server.Ask;

/// <summary>A person's SQL to run.</summary>
public sealed record ExecuteRequest : IAuditedBody
{
    /// <summary>The user; must agree with <c>X-User-Id</c> when both are given.</summary>
    public string? UserId { get; set; }

    /// <summary>The session; must agree with <c>X-Session-Id</c> when both are given.</summary>
    public string? SessionId { get; set; }

    /// <summary>The datasource, from 1.</summary>
    public required int DatasourceId { get; set; }

    /// <summary>One SELECT in the datasource's dialect.</summary>
    public required string Sql { get; set; }

    /// <summary>The most rows when the result is asked for as a file; null for <c>MEMORI_MAX_EXPORT_ROWS</c>, which is also the most.</summary>
    public int? RowLimit { get; set; }

    int? IAuditedBody.DatasourceId => DatasourceId;

    string? IAuditedBody.Asked => Sql;
}

/// <summary>What ran and what it gave.</summary>
public sealed record ExecuteDocument
{
    /// <summary>The SQL that ran: rendered from the tree, with limits. Absent in a file.</summary>
    public string? Sql { get; init; }

    /// <summary>The columns.</summary>
    public required IReadOnlyList<ResultColumn> Columns { get; init; }

    /// <summary>The rows, as in <see cref="AnswerDocument.Rows"/>.</summary>
    [JsonConverter(typeof(RowsConverter))]
    public required IReadOnlyList<object?[]> Rows { get; init; }

    /// <summary>How many rows.</summary>
    public int RowCount { get; init; }

    /// <summary>Whether there were more.</summary>
    public bool Truncated { get; init; }
}
