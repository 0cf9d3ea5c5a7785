namespace Memori.Text2Sql.Sql.Tree;

/// <summary>An identifier. The renderer quotes it where the dialect needs it. Equal when the names are, quoted or not.</summary>
/// <param name="Text">The name without quotes, as the database knows it: the PostgreSQL parser has folded what was not in quotes.</param>
/// <param name="Quoted">Whether it was written in quotes.</param>
public sealed record Identifier(string Text, bool Quoted = false) : SqlNode
{
    /// <inheritdoc/>
    public bool Equals(Identifier? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A whole query: <c>WITH … body ORDER BY … LIMIT … OFFSET …</c>.</summary>
/// <param name="Body">A SELECT, VALUES or set operation.</param>
public sealed record Query(QueryBody Body) : SqlNode
{
    /// <summary>The WITH clause, or null.</summary>
    public WithClause? With { get; init; }

    /// <summary>ORDER BY.</summary>
    public NodeList<OrderItem> OrderBy { get; init; } = [];

    /// <summary>LIMIT, or null. FETCH FIRST n ROWS ONLY is read as LIMIT.</summary>
    public Expression? Limit { get; init; }

    /// <summary>WITH TIES: rows that are equal to the last by ORDER BY come too (PostgreSQL).</summary>
    public bool WithTies { get; init; }

    /// <summary>OFFSET, or null.</summary>
    public Expression? Offset { get; init; }
}

/// <summary><c>WITH [RECURSIVE] …</c>.</summary>
public sealed record WithClause(NodeList<CommonTable> Tables, bool Recursive = false) : SqlNode;

/// <summary><c>name (columns) AS [NOT] MATERIALIZED (query)</c>.</summary>
public sealed record CommonTable(Identifier Name, Query Query) : SqlNode
{
    /// <summary>The column names, when given.</summary>
    public NodeList<Identifier> Columns { get; init; } = [];

    /// <summary>MATERIALIZED (true), NOT MATERIALIZED (false) or neither.</summary>
    public bool? Materialized { get; init; }
}

/// <summary>What a query consists of before ORDER BY.</summary>
public abstract record QueryBody : SqlNode;

/// <summary>SELECT.</summary>
/// <param name="Items">What is selected.</param>
public sealed record Select(NodeList<SelectItem> Items) : QueryBody
{
    /// <summary>DISTINCT.</summary>
    public bool Distinct { get; init; }

    /// <summary>DISTINCT ON (…), PostgreSQL.</summary>
    public NodeList<Expression> DistinctOn { get; init; } = [];

    /// <summary>FROM, or null. Items separated by commas are cross joins with <see cref="Join.Comma"/>.</summary>
    public TableSource? From { get; init; }

    /// <summary>WHERE, or null.</summary>
    public Expression? Where { get; init; }

    /// <summary>GROUP BY; with <see cref="GroupingSets"/> in PostgreSQL.</summary>
    public NodeList<Expression> GroupBy { get; init; } = [];

    /// <summary>HAVING, or null.</summary>
    public Expression? Having { get; init; }

    /// <summary>WINDOW name AS (…).</summary>
    public NodeList<NamedWindow> Windows { get; init; } = [];
}

/// <summary>VALUES (…), (…).</summary>
public sealed record Values(NodeList<NodeList<Expression>> Rows) : QueryBody;

/// <summary>A query in parentheses that has an ORDER BY, LIMIT or WITH of its own (PostgreSQL); other parentheses are in the shape of the tree.</summary>
public sealed record NestedQuery(Query Query) : QueryBody;

/// <summary>How two results are combined.</summary>
public enum SetOperator
{
    /// <summary>UNION.</summary>
    Union,

    /// <summary>INTERSECT.</summary>
    Intersect,

    /// <summary>EXCEPT.</summary>
    Except,
}

/// <summary><c>left UNION|INTERSECT|EXCEPT [ALL] right</c>.</summary>
public sealed record SetOperation(SetOperator Operator, bool All, QueryBody Left, QueryBody Right) : QueryBody;

/// <summary>One item of the SELECT list.</summary>
public abstract record SelectItem : SqlNode;

/// <summary><c>*</c>, <c>table.*</c> or <c>schema.table.*</c>.</summary>
public sealed record StarItem(Identifier? Table = null, Identifier? Schema = null) : SelectItem;

/// <summary><c>expression [AS alias]</c>.</summary>
public sealed record ExpressionItem(Expression Expression, Identifier? Alias = null) : SelectItem;

/// <summary><c>expression [ASC|DESC] [NULLS FIRST|LAST]</c>.</summary>
public sealed record OrderItem(Expression Expression) : SqlNode
{
    /// <summary>DESC.</summary>
    public bool Descending { get; init; }

    /// <summary>NULLS FIRST (true), NULLS LAST (false) or neither.</summary>
    public bool? NullsFirst { get; init; }
}
