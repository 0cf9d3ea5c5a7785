using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Execution;

/// <summary>The rows of a query.</summary>
public sealed record QueryResult
{
    /// <summary>The columns.</summary>
    public required IReadOnlyList<ResultColumn> Columns { get; init; }

    /// <summary>The rows; values are null, long, double, decimal, bool, string, DateOnly, TimeOnly, DateTime, DateTimeOffset, Guid or byte[].</summary>
    public required IReadOnlyList<object?[]> Rows { get; init; }

    /// <summary>Whether there were more rows than the limit.</summary>
    public bool Truncated { get; init; }
}

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type: <c>text</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>, <c>date</c>, <c>timestamp</c>, <c>time</c>, <c>blob</c>, <c>json</c>, <c>other</c>.</param>
public sealed record ResultColumn(string Name, string Type)
{
    internal static string NameOf(ColumnType type) => type.ToString().ToLowerInvariant();
}
