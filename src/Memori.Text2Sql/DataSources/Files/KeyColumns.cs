using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.DataSources.Files;

/// <summary>Which columns of an imported table identify rows or point to others, by their names.</summary>
internal static class KeyColumns
{
    private static readonly string[] s_words = ["id", "code", "key", "no", "sku", "uuid", "guid"];
    private static readonly string[] s_endings = ["编号", "编码", "代码", "单号", "号码", "序号", "学号", "工号", "账号"];

    /// <summary>The names of the key columns, in the order of the table.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<SurveyedColumn> columns, IReadOnlyList<string> names) =>
        names.Where((name, i) => columns[i].Typing is { Seen: true, Type: ColumnType.Integer or ColumnType.Text } && IsKey(name));

    private static bool IsKey(string name)
    {
        var last = name[(name.LastIndexOf('_') + 1)..];
        return s_words.Contains(last.ToLowerInvariant(), StringComparer.Ordinal)
            || s_endings.Any(ending => last.Length > ending.Length && last.EndsWith(ending, StringComparison.Ordinal))
            || last.EndsWith("Id", StringComparison.Ordinal) || last.EndsWith("ID", StringComparison.Ordinal);
    }
}
