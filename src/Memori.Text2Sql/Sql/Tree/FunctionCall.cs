namespace Memori.Text2Sql.Sql.Tree;

/// <summary>A function: scalar, aggregate or window.</summary>
/// <param name="Name">Its name as written; compare without regard to case unless quoted.</param>
/// <param name="Arguments">Its arguments; empty for <c>count(*)</c>.</param>
public sealed record FunctionCall(Identifier Name, NodeList<Expression> Arguments) : Expression
{
    /// <summary>The schema before the name, or null.</summary>
    public Identifier? Schema { get; init; }

    /// <summary>
    /// The upper-case words before each argument when they are separated by words instead of commas:
    /// <c>["", "FROM", "FOR"]</c> for <c>SUBSTRING(a FROM 1 FOR 2)</c>, <c>["LEADING", "FROM"]</c> for <c>TRIM(LEADING 'x' FROM a)</c>; else empty.
    /// </summary>
    public NodeList<string> ArgumentWords { get; init; } = [];

    /// <summary><c>count(*)</c>.</summary>
    public bool Star { get; init; }

    /// <summary>DISTINCT.</summary>
    public bool Distinct { get; init; }

    /// <summary>ORDER BY inside the parentheses.</summary>
    public NodeList<OrderItem> OrderBy { get; init; } = [];

    /// <summary>WITHIN GROUP (ORDER BY …).</summary>
    public NodeList<OrderItem> WithinGroup { get; init; } = [];

    /// <summary>FILTER (WHERE …), or null.</summary>
    public Expression? Filter { get; init; }

    /// <summary>OVER (…) or OVER name, or null.</summary>
    public Window? Over { get; init; }
}

/// <summary><c>name AS (window)</c>.</summary>
public sealed record NamedWindow(Identifier Name, Window Window) : SqlNode;

/// <summary><c>[name] PARTITION BY … ORDER BY … frame</c>.</summary>
public sealed record Window : SqlNode
{
    /// <summary>The window it refers to or begins from, or null.</summary>
    public Identifier? Name { get; init; }

    /// <summary>True for <c>OVER name</c> without parentheses.</summary>
    public bool NameOnly { get; init; }

    /// <summary>PARTITION BY.</summary>
    public NodeList<Expression> PartitionBy { get; init; } = [];

    /// <summary>ORDER BY.</summary>
    public NodeList<OrderItem> OrderBy { get; init; } = [];

    /// <summary>The frame, or null.</summary>
    public WindowFrame? Frame { get; init; }
}

/// <summary><c>ROWS|RANGE|GROUPS BETWEEN start AND end</c>.</summary>
/// <param name="Unit"><c>ROWS</c>, <c>RANGE</c> or <c>GROUPS</c>.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, or null.</param>
/// <param name="Exclude"><c>CURRENT ROW</c>, <c>GROUP</c>, <c>TIES</c>, <c>NO OTHERS</c>, or null.</param>
public sealed record WindowFrame(string Unit, FrameBound Start, FrameBound? End = null, string? Exclude = null) : SqlNode;

/// <summary>One end of a frame.</summary>
/// <param name="Kind"><c>UNBOUNDED PRECEDING</c>, <c>PRECEDING</c>, <c>CURRENT ROW</c>, <c>FOLLOWING</c>, <c>UNBOUNDED FOLLOWING</c>.</param>
/// <param name="Offset">For PRECEDING and FOLLOWING.</param>
public sealed record FrameBound(string Kind, Expression? Offset = null) : SqlNode;
