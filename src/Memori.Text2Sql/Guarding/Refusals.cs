using Memori.Text;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding;

/// <summary>The sentences of the rules.</summary>
internal static class Refusals
{
    public static GuardRefusedException RowLimit(int most) => New(GuardRules.RowLimit, 0, new(
        $"The row limit must be from 1 to {most}.",
        $"行数上限须在 1 到 {most} 之间。"));

    public static GuardRefusedException TooLong(int most) => New(GuardRules.TooLong, most, new(
        $"The query is longer than {most} characters.",
        $"查询超过 {most} 个字符。"));

    public static GuardRefusedException TooDeep(SqlNode at) => New(GuardRules.TooDeep, at, new(
        "The query is nested too deeply.",
        "查询嵌套过深。"));

    public static GuardRefusedException TooComplex(SqlNode at) => New(GuardRules.TooComplex, at, new(
        "The query has too many parts.",
        "查询的组成部分过多。"));

    public static GuardRefusedException TooManyTables(SqlNode at, int most) => New(GuardRules.TooManyTables, at, new(
        $"The query reads more than {most} tables.",
        $"查询读取的表超过 {most} 个。"));

    public static GuardRefusedException UnknownTable(SqlNode at, string name) => New(GuardRules.UnknownTable, at, new(
        $"There is no table \"{Short(name)}\" that may be asked.",
        $"没有可以查询的表“{Short(name)}”。"));

    public static GuardRefusedException MissingAttribute(SqlNode at, string name, string attribute) => New(GuardRules.MissingAttribute, at, new(
        $"\"{Short(name)}\" can't be read: which rows are yours depends on your \"{Short(attribute)}\", and that is not known (or not one value). Ask whoever administers the datasource.",
        $"无法读取“{Short(name)}”:可见的行取决于您的“{Short(attribute)}”,而该信息缺失(或不是单个值)。请联系数据源管理员。"));

    public static GuardRefusedException PolicyBroken(SqlNode at, string name) => New(GuardRules.PolicyBroken, at, new(
        $"\"{Short(name)}\" can't be read at present: its access rules no longer fit the database. Ask whoever administers the datasource.",
        $"目前无法读取“{Short(name)}”:其访问规则与数据库不再匹配。请联系数据源管理员。"));

    public static GuardRefusedException UnclearAttribute(SqlNode at, string name) => New(GuardRules.FunctionArgument, at, new(
        $"caller('{Short(name)}') is compared with something that may be a number or a text. Say which: CAST(… AS TEXT) or CAST(… AS REAL).",
        $"caller('{Short(name)}') 与类型不明确的值比较。请用 CAST(… AS TEXT) 或 CAST(… AS REAL) 说明类型。"));

    public static GuardRefusedException WithInRule(SqlNode at) => New(GuardRules.SqlSyntax, at, new(
        "WITH may not stand in a rule. Write the subquery where it is read.",
        "规则中不能使用 WITH。请在使用处直接写子查询。"));

    public static GuardRefusedException SystemTable(SqlNode at, string name) => New(GuardRules.SystemTable, at, new(
        $"\"{Short(name)}\" belongs to the database itself and may not be read.",
        $"“{Short(name)}”属于数据库系统,不允许读取。"));

    public static GuardRefusedException UnknownColumn(SqlNode at, string name) => New(GuardRules.UnknownColumn, at, new(
        $"There is no column \"{Short(name)}\" in the tables of this query.",
        $"此查询的表中没有列“{Short(name)}”。"));

    public static GuardRefusedException SystemColumn(SqlNode at, string name) => New(GuardRules.SystemColumn, at, new(
        $"\"{Short(name)}\" is a column of the database itself and may not be read.",
        $"“{Short(name)}”是数据库系统的列,不允许读取。"));

    public static GuardRefusedException UnknownFunction(SqlNode at, string name) => New(GuardRules.UnknownFunction, at, new(
        $"The function \"{Short(name)}\" is not allowed.",
        $"不允许使用函数“{Short(name)}”。"));

    public static GuardRefusedException Shadowed(SqlNode at, string name) => New(GuardRules.ShadowedFunction, at, new(
        $"The database has a \"{Short(name)}\" of its own beside the built-in one, so it may not be used: what it would do is not known.",
        $"数据库中另有自定义的“{Short(name)}”,与内置的同名,因此不允许使用。"));

    public static GuardRefusedException TableFunction(SqlNode at, string name) => New(GuardRules.TableFunction, at, new(
        $"The function \"{Short(name)}\" may not stand in FROM.",
        $"函数“{Short(name)}”不能用在 FROM 中。"));

    public static GuardRefusedException FunctionArgument(SqlNode at, string name) => New(GuardRules.FunctionArgument, at, new(
        $"This argument of \"{Short(name)}\" must be written as a small constant, so that the result can't become huge.",
        $"“{Short(name)}”的这个参数必须是较小的常量,以免结果过大。"));

    public static GuardRefusedException UnknownType(SqlNode at, string name) => New(GuardRules.UnknownType, at, new(
        $"The type \"{Short(name)}\" is not allowed.",
        $"不允许使用类型“{Short(name)}”。"));

    public static GuardRefusedException TooLarge(SqlNode at, double most) => New(GuardRules.TooLarge, at, new(
        $"This could build texts of more than {most:N0} characters for each row, which is not allowed.",
        $"这可能为每一行生成超过 {most:N0} 个字符的文本,不允许执行。"));

    public static GuardRefusedException PlanCost(SqlNode at) => New(GuardRules.PlanCost, at, new(
        "The database expects this query to cost more than is allowed. Ask for less: a shorter period, fewer tables, a condition.",
        "数据库预计此查询的开销超过允许范围。请缩小范围:更短的时间、更少的表,或增加条件。"));

    public static GuardRefusedException PlanRows(SqlNode at) => New(GuardRules.PlanRows, at, new(
        "This query would go through more rows than are allowed. Ask for less: a shorter period, fewer tables, a condition.",
        "此查询需处理的行数超过允许范围。请缩小范围:更短的时间、更少的表,或增加条件。"));

    public static GuardRefusedException Divergence() => New(GuardRules.Divergence, 0, new(
        "The query could not be written down unambiguously, so it is not run.",
        "无法无歧义地写出该查询,因此不予执行。"));

    private static GuardRefusedException New(string rule, SqlNode at, LocalizedText text) => New(rule, Math.Max(0, at.Position), text);

    private static GuardRefusedException New(string rule, int position, LocalizedText text) => new(new GuardRefusal(rule, text, position));

    /// <summary>Names come from the query: shown, but never at length.</summary>
    private static string Short(string name)
    {
        const int enough = 60;
        return name.Length > enough ? name[..enough] + "…" : name;
    }
}
