using System.Collections.Frozen;

namespace Memori.Text2Sql.Sql;

/// <summary>How tightly the operators of a dialect bind: the higher the level, the tighter.</summary>
internal sealed class Precedence
{
    /// <summary>The level of what needs no parentheses anywhere.</summary>
    public const int Primary = 100;

    /// <summary>OR.</summary>
    public const int Or = 1;

    /// <summary>AND.</summary>
    public const int And = 2;

    /// <summary>NOT.</summary>
    public const int Not = 3;

    /// <summary>The level of IS and its like.</summary>
    public required int Is { get; init; }

    /// <summary>The level of BETWEEN, IN, LIKE and its like.</summary>
    public required int Range { get; init; }

    /// <summary>The least level of a pattern before ESCAPE.</summary>
    public required int Escape { get; init; }

    /// <summary>The level of operators without one of their own.</summary>
    public required int Other { get; init; }

    /// <summary>The level of AT TIME ZONE.</summary>
    public required int AtTimeZone { get; init; }

    /// <summary>The level of COLLATE.</summary>
    public required int Collate { get; init; }

    /// <summary>The level of unary minus and plus.</summary>
    public required int Unary { get; init; }

    /// <summary>The level of subscripts.</summary>
    public required int Subscript { get; init; }

    /// <summary>The level of <c>::</c>.</summary>
    public required int Cast { get; init; }

    /// <summary>Infix operators and their levels.</summary>
    public required FrozenDictionary<string, int> Infix { get; init; }

    /// <summary>Prefix operators other than NOT, and the least level of their operand.</summary>
    public required FrozenDictionary<string, int> PrefixOperand { get; init; }

    /// <summary>Levels at which <c>a op b op c</c> is an error.</summary>
    public required FrozenSet<int> NotAssociative { get; init; }

    /// <summary>The level of an infix operator.</summary>
    public int OfInfix(string op) => Infix.GetValueOrDefault(op, Other);

    /// <summary>The level of a prefix operator's expression.</summary>
    public int OfPrefix(string op)
    {
        var operand = OfPrefixOperand(op);
        return op == "NOT" || operand >= Unary ? operand : operand - 1;
    }

    /// <summary>The least level of a prefix operator's operand.</summary>
    public int OfPrefixOperand(string op) => op == "NOT" ? Not : PrefixOperand.GetValueOrDefault(op, Other + 1);
}
