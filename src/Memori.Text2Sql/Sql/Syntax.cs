using Memori.Text;

namespace Memori.Text2Sql.Sql;

/// <summary>What the parser says it expected.</summary>
internal static class Syntax
{
    public static LocalizedText Query { get; } = new("SELECT", "SELECT");

    public static LocalizedText Expression { get; } = new("an expression", "表达式");

    public static LocalizedText Table { get; } = new("a table or a query in parentheses", "表或括号中的查询");

    public static LocalizedText Name { get; } = new("a name", "名称");

    public static LocalizedText End { get; } = new("the end of the query", "查询的结尾");

    public static LocalizedText Type { get; } = new("a type", "数据类型");

    public static LocalizedText Number { get; } = new("a number", "数字");

    public static LocalizedText Text { get; } = new("a string", "字符串");

    public static LocalizedText JoinCondition { get; } = new("ON or USING", "ON 或 USING");

    public static LocalizedText Frame { get; } = new("a window frame", "窗口范围");

    public static LocalizedText Pattern { get; } = new("BETWEEN, IN or LIKE", "BETWEEN、IN 或 LIKE");

    public static LocalizedText Field { get; } = new("a field such as YEAR", "YEAR 之类的时间字段");

    public static LocalizedText Word(string word) => new(word, word);
}
