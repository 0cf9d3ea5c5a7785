using Memori.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Memori.Text2Sql.Execution;

/// <summary>What a failure is about, in words that repeat nothing of the data, of the rules or of the names behind them.</summary>
internal static class KnownFailures
{
    private static readonly LocalizedText s_other = new(
        "The database did not accept the query. Its message is not shown, as access rules hold for this datasource.",
        "数据库未能执行该查询。由于该数据源设有访问规则,不显示数据库的原始信息。");

    /// <summary>SQLSTATE of PostgreSQL and what it says.</summary>
    private static readonly Dictionary<string, LocalizedText> s_states = new(StringComparer.Ordinal)
    {
        [PostgresErrorCodes.DivisionByZero] = new("A number was divided by zero.", "出现除以零。"),
        [PostgresErrorCodes.InvalidTextRepresentation] = new("A text could not be read as the type that it is cast to.", "文本无法转换为目标类型。"),
        [PostgresErrorCodes.InvalidDatetimeFormat] = new("A text could not be read as a date or time.", "文本无法解析为日期或时间。"),
        [PostgresErrorCodes.DatetimeFieldOverflow] = new("A date or time is out of range.", "日期或时间超出范围。"),
        [PostgresErrorCodes.NumericValueOutOfRange] = new("A number is out of range.", "数值超出范围。"),
        [PostgresErrorCodes.InvalidRegularExpression] = new("A regular expression is not valid.", "正则表达式无效。"),
        [PostgresErrorCodes.CardinalityViolation] = new("A subquery that stands for one value gave several rows.", "作为单个值的子查询返回了多行。"),
        [PostgresErrorCodes.GroupingError] = new("A column that is neither in GROUP BY nor in an aggregate function is selected.", "所选列既不在 GROUP BY 中,也不在聚合函数中。"),
        [PostgresErrorCodes.DatatypeMismatch] = new("The types of two expressions do not go together.", "表达式的类型不一致。"),
        [PostgresErrorCodes.UndefinedFunction] = new("No function or operator takes arguments of these types; a cast may be needed.", "没有函数或运算符接受这些类型的参数,可能需要类型转换。"),
        [PostgresErrorCodes.AmbiguousColumn] = new("A column name is in several tables: qualify it.", "列名在多个表中存在,请加表名限定。"),
        [PostgresErrorCodes.UndefinedColumn] = new("A column is not there.", "列不存在。"),
        [PostgresErrorCodes.WindowingError] = new("A window function stands where none may.", "窗口函数的位置无效。"),
    };

    /// <summary>Beginnings of SQLite's messages and what they say.</summary>
    private static readonly (string Beginning, LocalizedText Text)[] s_beginnings =
    [
        ("integer overflow", new("A number is out of range.", "数值超出范围。")),
        ("malformed JSON", new("A text is not valid JSON.", "文本不是有效的 JSON。")),
        ("misuse of aggregate", new("An aggregate function stands where none may.", "聚合函数的位置无效。")),
        ("misuse of window function", new("A window function stands where none may.", "窗口函数的位置无效。")),
        ("ambiguous column name", new("A column name is in several tables: qualify it.", "列名在多个表中存在,请加表名限定。")),
        ("no such column", new("A column is not there.", "列不存在。")),
        ("wrong number of arguments", new("A function has the wrong number of arguments.", "函数的参数个数不正确。")),
        ("LIKE or GLOB pattern too complex", new("A pattern is too complex.", "匹配模式过于复杂。")),
    ];

    /// <summary>What a failure is about; null when its own text is ours already.</summary>
    public static LocalizedText? Explain(QueryFailedException failure) => failure.Code switch
    {
        "query-timeout" or "query-too-large" => null,
        "query-denied" => new(
            "The query reaches for something that may not be asked.",
            "该查询访问了不允许的内容。"),
        _ => failure.InnerException switch
        {
            PostgresException server when s_states.TryGetValue(server.SqlState, out var text) => text,
            SqliteException => Array.Find(s_beginnings, known => failure.EngineMessage.StartsWith(known.Beginning, StringComparison.Ordinal)).Text ?? s_other,
            _ => s_other,
        },
    };
}
