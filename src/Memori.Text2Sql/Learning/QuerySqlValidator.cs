using System.Text.Json.Nodes;
using Memori.Ingestion;
using Memori.Text;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Learning;

/// <summary>
/// What is remembered as a query holds one that our parser takes, in one of the dialects: a mistake that is remembered would be made again.
/// A query is a memory of that kind, or one whose <c>metadata.type</c> says so. Its SQL is <c>metadata.sql</c>, else what follows <c>SQL:</c> in its text, else the text.
/// </summary>
internal sealed class QuerySqlValidator : IMemoryValidator
{
    private const string Label = "SQL:";

    public MemoryRefusal? Check(Memory memory)
    {
        if (memory.Kind != MemoryKind.Query && !string.Equals(Text(memory.Metadata?["type"]), "query", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var sql = Text(memory.Metadata?["sql"]) ?? SqlOf(memory.Content);
        return Fault(sql, SqlDialect.Sqlite) is { } fault && Fault(sql, SqlDialect.Postgres) is not null
            ? new MemoryRefusal("query-with-invalid-sql", new LocalizedText(
                $"The SQL of a query that is to be remembered can't be read: {fault.English}", $"待保存查询的 SQL 无法解析:{fault.Chinese}"))
            : null;
    }

    private static LocalizedText? Fault(string sql, SqlDialect dialect)
    {
        try
        {
            SqlParser.Parse(sql, dialect);
            return null;
        }
        catch (SqlSyntaxException broken)
        {
            return broken.Text;
        }
    }

    private static string SqlOf(string content)
    {
        var at = content.StartsWith(Label, StringComparison.OrdinalIgnoreCase) ? 0 : content.IndexOf($"\n{Label}", StringComparison.OrdinalIgnoreCase) + 1;
        return content.AsSpan(at).StartsWith(Label, StringComparison.OrdinalIgnoreCase) ? content[(at + Label.Length)..] : content;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
