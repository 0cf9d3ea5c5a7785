using Memori.Text;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>The sentences of the binder.</summary>
internal static class BindingFaults
{
    public static SqlBindingException UnknownTable(SqlNode at, string name, string? nearest) => New(GuardRules.UnknownTable, at, nearest, new(
        $"There is no table '{Short(name)}'",
        $"没有表“{Short(name)}”"));

    public static SqlBindingException UnknownAlias(SqlNode at, string name, string? nearest) => New(GuardRules.UnknownAlias, at, nearest, new(
        $"FROM has no table or alias '{Short(name)}' here",
        $"此处的 FROM 中没有表或别名“{Short(name)}”"));

    public static SqlBindingException UnknownColumn(SqlNode at, string name, string? table, string? nearest) => New(GuardRules.UnknownColumn, at, nearest, table is null
        ? new($"There is no column '{Short(name)}' in the tables of this query", $"此查询的表中没有列“{Short(name)}”")
        : new($"There is no column '{Short(name)}' in {Short(table)}", $"{Short(table)} 中没有列“{Short(name)}”"));

    public static SqlBindingException ColumnElsewhere(SqlNode at, string name, string table) => new(GuardRules.UnknownColumn, at.Position, new(
        $"There is no column '{Short(name)}' in the tables of this query; {Short(table)} has one, but FROM does not read it.",
        $"此查询的表中没有列“{Short(name)}”;{Short(table)} 有此列,但 FROM 未读取它。"));

    public static SqlBindingException SystemColumn(SqlNode at, string name) => New(GuardRules.SystemColumn, at, null, new(
        $"'{Short(name)}' is a column of the database itself and may not be read",
        $"“{Short(name)}”是数据库系统的列,不允许读取"));

    public static SqlBindingException UnknownFunction(SqlNode at, string name) => New(GuardRules.UnknownFunction, at, null, new(
        $"The function '{Short(name)}' may not stand in FROM",
        $"函数“{Short(name)}”不能用在 FROM 中"));

    public static SqlBindingException AmbiguousColumn(SqlNode at, string name, string? one, string? other) => New(GuardRules.AmbiguousColumn, at, null, one is null || other is null || one == other
        ? new($"The column '{Short(name)}' is ambiguous: write the table before it", $"列“{Short(name)}”不明确,请在前面写明表名")
        : new(
            $"The column '{Short(name)}' is ambiguous: write {Short(one)}.{Short(name)} or {Short(other)}.{Short(name)}",
            $"列“{Short(name)}”不明确,请写 {Short(one)}.{Short(name)} 或 {Short(other)}.{Short(name)}"));

    public static SqlBindingException AmbiguousTable(SqlNode at, string name) => New(GuardRules.AmbiguousTable, at, null, new(
        $"FROM has '{Short(name)}' more than once: give each an alias of its own",
        $"FROM 中有多个“{Short(name)}”,请各取一个别名"));

    public static SqlBindingException WholeRow(SqlNode at, string name) => New(GuardRules.WholeRow, at, null, new(
        $"'{Short(name)}' is a table, not a column: name the columns that are wanted",
        $"“{Short(name)}”是表而不是列,请写明需要的列"));

    public static SqlBindingException BadOrdinal(SqlNode at, string ordinal, int count) => New(GuardRules.BadOrdinal, at, null, new(
        $"There is no column number {Short(ordinal)}: expected a number from 1 to {count}",
        $"没有第 {Short(ordinal)} 列,应为 1 到 {count} 之间的数"));

    public static SqlBindingException NotSelected(SqlNode at) => New(GuardRules.OrderBy, at, null, new(
        "ORDER BY after a set operation takes only columns of its result: expected one of their names or numbers",
        "集合运算之后的 ORDER BY 只能使用结果列,应为列名或列的序号"));

    public static SqlBindingException ColumnCount(SqlNode at, string what, int expected, int found) => New(GuardRules.ColumnCount, at, null, new(
        $"{what} has {found} columns where {expected} are expected",
        $"{what} 有 {found} 列,应为 {expected} 列"));

    public static SqlBindingException OperandCount(SqlNode at, int left, int right) => New(GuardRules.ColumnCount, at, null, new(
        $"The two sides of a set operation must have as many columns: expected {left}, found {right}",
        $"集合运算两边的列数必须相同:应为 {left} 列,实际为 {right} 列"));

    public static SqlBindingException TooManyColumns(SqlNode at, int most) => New(GuardRules.TooManyColumns, at, null, new(
        $"A result may have no more than {most} columns",
        $"结果不能超过 {most} 列"));

    public static SqlBindingException Circular(SqlNode at, string name) => New(GuardRules.CircularReference, at, null, new(
        $"The common table '{Short(name)}' refers to itself before it begins",
        $"公用表表达式“{Short(name)}”循环引用自身"));

    public static SqlBindingException CorrelatedElsewhere(SqlNode at, string name) => New(GuardRules.CircularReference, at, null, new(
        $"The common table '{Short(name)}' names columns of the query around it, so it can be read only directly there",
        $"公用表表达式“{Short(name)}”使用了外层查询的列,只能在该处直接读取"));

    public static SqlBindingException NothingToRead(SqlNode at) => New(GuardRules.UnknownColumn, at, null, new(
        "* needs a FROM",
        "* 需要 FROM"));

    public static SqlBindingException Duplicate(SqlNode at, string name) => New(GuardRules.AmbiguousTable, at, null, new(
        $"WITH has '{Short(name)}' more than once",
        $"WITH 中有多个“{Short(name)}”"));

    public static SqlBindingException TooDeep(SqlNode at) => New(GuardRules.TooDeep, at, null, new(
        "The query is nested too deeply",
        "查询嵌套过深"));

    private static SqlBindingException New(string rule, SqlNode at, string? nearest, LocalizedText text) => new(rule, at.Position, nearest is null
        ? new($"{text.English}.", $"{text.Chinese}。")
        : new($"{text.English}; did you mean '{Short(nearest)}'?", $"{text.Chinese},是否应为“{Short(nearest)}”?"), nearest);

    /// <summary>Names come from the query and the schema: shown, but never at length.</summary>
    private static string Short(string name)
    {
        const int enough = 60;
        return name.Length > enough ? name[..enough] + "…" : name;
    }
}
