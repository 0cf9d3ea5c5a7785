namespace Memori.Text2Sql.Schema.Annotations;

/// <summary>What people say of a table or view.</summary>
public sealed record TableAnnotation
{
    /// <summary>The table's schema, or null for the one of unqualified names.</summary>
    public string? Schema { get; init; }

    /// <summary>The table's name.</summary>
    public required string Table { get; init; }

    /// <summary>What it holds, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Other names that questions use, in any language.</summary>
    public IReadOnlyList<string> Synonyms { get; init => field = value ?? []; } = [];

    /// <summary>How far the values of its columns may travel; null for the datasource's default.</summary>
    public ValueVisibility? Values { get; init; }

    /// <summary>What is said of its columns, each at most once.</summary>
    public IReadOnlyList<ColumnAnnotation> Columns { get; init => field = value ?? []; } = [];
}

/// <summary>What people say of a column.</summary>
public sealed record ColumnAnnotation
{
    /// <summary>The column's name.</summary>
    public required string Column { get; init; }

    /// <summary>What it holds, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Other names that questions use, in any language.</summary>
    public IReadOnlyList<string> Synonyms { get; init => field = value ?? []; } = [];

    /// <summary>How far its values may travel; null for the table's or the datasource's default.</summary>
    public ValueVisibility? Values { get; init; }
}
