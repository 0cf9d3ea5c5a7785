using Memori.Text;

namespace Memori.Text2Sql.DataSources;

/// <summary>What people write about a datasource, within limits.</summary>
internal static class DataSourceTexts
{
    private const int LongestName = 200;
    private const int LongestDescription = 2000;

    /// <summary>The name without space around it, or null when none is given.</summary>
    public static string? Name(string? name)
    {
        if (name?.Trim() is not { } text)
        {
            return null;
        }

        return text.Length is > 0 and <= LongestName && !text.Any(char.IsControl)
            ? text
            : throw Invalid($"a name has 1 to {LongestName} characters on one line", $"名称必须为 1 到 {LongestName} 个字符的单行文本");
    }

    /// <summary>The description, or null when none is given.</summary>
    public static string? Description(string? description) => description is null || description.Length <= LongestDescription
        ? description?.Trim()
        : throw Invalid($"a description has at most {LongestDescription} characters", $"描述最多 {LongestDescription} 个字符");

    private static MemoriException Invalid(string english, string chinese) => new(
        FaultKind.BadRequest, "invalid-datasource", new LocalizedText($"The datasource can't be kept so: {english}.", $"无法保存数据源:{chinese}。"));
}
