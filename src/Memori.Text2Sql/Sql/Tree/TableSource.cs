namespace Memori.Text2Sql.Sql.Tree;

/// <summary>What FROM reads.</summary>
public abstract record TableSource : SqlNode;

/// <summary>A table, a view or a common table by name.</summary>
public sealed record TableName(Identifier Name, Identifier? Schema = null, Identifier? Alias = null) : TableSource
{
    /// <summary>Names given to the columns by the alias.</summary>
    public NodeList<Identifier> Columns { get; init; } = [];
}

/// <summary><c>[LATERAL] (query) AS alias (columns)</c>.</summary>
public sealed record DerivedTable(Query Query, Identifier? Alias, bool Lateral = false) : TableSource
{
    /// <summary>Names given to the columns by the alias.</summary>
    public NodeList<Identifier> Columns { get; init; } = [];
}

/// <summary>A function in FROM, for example <c>generate_series(1, 10) AS n</c>.</summary>
public sealed record FunctionTable(FunctionCall Call, Identifier? Alias, bool Lateral = false) : TableSource
{
    /// <summary>Names given to the columns by the alias.</summary>
    public NodeList<Identifier> Columns { get; init; } = [];

    /// <summary>WITH ORDINALITY.</summary>
    public bool WithOrdinality { get; init; }
}

/// <summary>The kind of a join.</summary>
public enum JoinKind
{
    /// <summary>INNER JOIN.</summary>
    Inner,

    /// <summary>LEFT JOIN.</summary>
    Left,

    /// <summary>RIGHT JOIN.</summary>
    Right,

    /// <summary>FULL JOIN.</summary>
    Full,

    /// <summary>CROSS JOIN.</summary>
    Cross,
}

/// <summary>Two sources joined.</summary>
public sealed record Join(JoinKind Kind, TableSource Left, TableSource Right) : TableSource
{
    /// <summary>NATURAL.</summary>
    public bool Natural { get; init; }

    /// <summary>A cross join written as a comma.</summary>
    public bool Comma { get; init; }

    /// <summary>ON, or null.</summary>
    public Expression? On { get; init; }

    /// <summary>USING (…).</summary>
    public NodeList<Identifier> Using { get; init; } = [];
}
