namespace Memori.Text2Sql.Guarding;

/// <summary>The stable codes of the guard's rules.</summary>
public static class GuardRules
{
    /// <summary>Not SQL that the parser knows.</summary>
    public const string SqlSyntax = "sql-syntax";

    /// <summary>Another statement than SELECT.</summary>
    public const string NotASelect = "not-a-select";

    /// <summary>More than one statement.</summary>
    public const string SeveralStatements = "several-statements";

    /// <summary>INSERT, UPDATE, DELETE or MERGE in WITH.</summary>
    public const string WritableCte = "writable-cte";

    /// <summary>SELECT INTO.</summary>
    public const string SelectInto = "select-into";

    /// <summary>FOR UPDATE, FOR SHARE.</summary>
    public const string LockingClause = "locking-clause";

    /// <summary>A parameter instead of a value.</summary>
    public const string Parameter = "parameter";

    /// <summary>A comment that some databases run.</summary>
    public const string ExecutableComment = "executable-comment";

    /// <summary>A character that doesn't belong into SQL: NUL, invisible, bidirectional controls.</summary>
    public const string BadCharacter = "bad-character";

    /// <summary>The text is too long.</summary>
    public const string TooLong = "too-long";

    /// <summary>Nested too deeply.</summary>
    public const string TooDeep = "too-deep";

    /// <summary>Too many parts.</summary>
    public const string TooComplex = "too-complex";

    /// <summary>Too many tables.</summary>
    public const string TooManyTables = "too-many-tables";

    /// <summary>A table that the schema doesn't have.</summary>
    public const string UnknownTable = "unknown-table";

    /// <summary>A table whose rules ask for something that is not known of the caller.</summary>
    public const string MissingAttribute = "missing-attribute";

    /// <summary>A table whose rules no longer fit the database.</summary>
    public const string PolicyBroken = "policy-broken";

    /// <summary>A table about the database itself.</summary>
    public const string SystemTable = "system-table";

    /// <summary>A column that no table of the query has.</summary>
    public const string UnknownColumn = "unknown-column";

    /// <summary>A qualifier that FROM doesn't have.</summary>
    public const string UnknownAlias = "unknown-alias";

    /// <summary>A column name that means more than one column.</summary>
    public const string AmbiguousColumn = "ambiguous-column";

    /// <summary>Two tables of one name in one FROM or WITH.</summary>
    public const string AmbiguousTable = "ambiguous-table";

    /// <summary>A table used as a value.</summary>
    public const string WholeRow = "whole-row";

    /// <summary>A number in ORDER BY or GROUP BY that no column has.</summary>
    public const string BadOrdinal = "bad-ordinal";

    /// <summary>ORDER BY of a set operation by what is not in its result.</summary>
    public const string OrderBy = "order-by";

    /// <summary>More or fewer columns than expected.</summary>
    public const string ColumnCount = "column-count";

    /// <summary>More columns than a result may have.</summary>
    public const string TooManyColumns = "too-many-columns";

    /// <summary>A common table that refers to itself before it begins.</summary>
    public const string CircularReference = "circular-reference";

    /// <summary>A column about the storage of a row.</summary>
    public const string SystemColumn = "system-column";

    /// <summary>A function that is not on the list.</summary>
    public const string UnknownFunction = "unknown-function";

    /// <summary>A function or operator that the database has one of its own of, beside the built-in one.</summary>
    public const string ShadowedFunction = "shadowed-function";

    /// <summary>A function in FROM that gives no rows.</summary>
    public const string TableFunction = "table-function";

    /// <summary>An argument that is too large or can't be judged.</summary>
    public const string FunctionArgument = "function-argument";

    /// <summary>A type that is not on the list.</summary>
    public const string UnknownType = "unknown-type";

    /// <summary>The row limit that was asked for.</summary>
    public const string RowLimit = "row-limit";

    /// <summary>A text that could become too long.</summary>
    public const string TooLarge = "too-large";

    /// <summary>The planner expects more cost than allowed.</summary>
    public const string PlanCost = "plan-cost";

    /// <summary>The planner expects more rows than allowed.</summary>
    public const string PlanRows = "plan-rows";

    /// <summary>What was rendered reads differently from what was checked: a fault of ours, so nothing runs.</summary>
    public const string Divergence = "divergence";
}
