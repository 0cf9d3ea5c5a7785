using System.Collections.Frozen;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding;

/// <summary>What a dialect's queries may call, cast to and read: allow-lists, so that what nobody thought of is refused.</summary>
internal abstract class FunctionCatalog
{
    /// <summary>Judges the arguments of a call; what is wrong, or null.</summary>
    internal delegate Expression? ArgumentRule(FunctionCall call, GuardOptions options);

    /// <summary>Scalar, aggregate and window functions, in lower case.</summary>
    public abstract FrozenSet<string> Functions { get; }

    /// <summary>Functions that may stand in FROM.</summary>
    public abstract FrozenSet<string> TableFunctions { get; }

    /// <summary>Types of casts and typed literals; null when all are allowed.</summary>
    public abstract FrozenSet<string>? Types { get; }

    /// <summary>Functions whose arguments must be judged.</summary>
    public abstract FrozenDictionary<string, ArgumentRule> ArgumentRules { get; }

    /// <summary>The schema that allowed functions may be qualified with, or null.</summary>
    public abstract string? FunctionSchema { get; }

    /// <summary>The function that gives the least of its arguments.</summary>
    public abstract string LeastFunction { get; }

    /// <summary>Whether the name is one of the database's own tables.</summary>
    public abstract bool IsSystemTable(string? schema, string name);

    protected static FrozenSet<string> Words(string text) =>
        text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
