namespace Memori.Text2Sql.Sql.Tree;

/// <summary>Conditions that must all hold.</summary>
internal static class Conjunction
{
    /// <summary>The conditions that AND joins, in order: the condition itself when there is no AND, none when there is no condition.</summary>
    public static IReadOnlyList<Expression> Of(Expression? condition) => condition switch
    {
        null => [],
        Binary { Operator: "AND" } and => [.. Of(and.Left), .. Of(and.Right)],
        _ => [condition],
    };

    /// <summary>The condition that both hold; null stands for none.</summary>
    public static Expression? Both(Expression? left, Expression? right) =>
        left is null ? right : right is null ? left : new Binary("AND", left, right);

    /// <summary>The condition that all hold, or null.</summary>
    public static Expression? All(IEnumerable<Expression> conditions) => conditions.Aggregate((Expression?)null, Both);
}
