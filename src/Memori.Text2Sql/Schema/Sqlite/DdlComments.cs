using System.Text;

namespace Memori.Text2Sql.Schema.Sqlite;

/// <summary>
/// The comments that a CREATE statement carries. SQLite has no comments of its own, but keeps the statement's text.
/// A comment before the first column is the table's, as is one behind the closing parenthesis;
/// a comment on a line with (part of) a column is that column's; a comment on lines of its own is the following column's.
/// Where comments stand above the columns and the first has no other, the one above it is its own.
/// </summary>
internal sealed record DdlComments
{
    private const int MaxLength = 500;

    /// <summary>The table's comment, or null.</summary>
    public string? Table { get; private init; }

    /// <summary>The columns' comments, by name without regard to case.</summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    /// <summary>Reads the comments; never fails, whatever the text.</summary>
    public static DdlComments Read(string sql, bool isView)
    {
        var table = new StringBuilder();
        var columns = new Dictionary<string, StringBuilder>(StringComparer.OrdinalIgnoreCase);
        var pending = new StringBuilder();
        string? column = null;
        string? first = null;
        var leading = "";
        var above = false;
        var expectsName = false;
        var hasTokenOnLine = false;
        var depth = 0;
        var closed = false;
        foreach (var token in DdlScanner.Scan(sql))
        {
            switch (token.Kind)
            {
                case DdlTokenKind.NewLine:
                    hasTokenOnLine = false;
                    continue;
                case DdlTokenKind.Comment when depth == 0 || closed:
                    Join(table, token.Text);
                    continue;
                case DdlTokenKind.Comment when hasTokenOnLine:
                    Join(column is null ? table : Of(columns, column), token.Text);
                    continue;
                case DdlTokenKind.Comment:
                    Join(pending, token.Text);
                    continue;
                case DdlTokenKind.Open:
                    expectsName |= depth++ == 0;
                    break;
                case DdlTokenKind.Close:
                    closed |= --depth == 0;
                    break;
                case DdlTokenKind.Comma when depth == 1:
                    expectsName = true;
                    break;
                case DdlTokenKind.Word or DdlTokenKind.Quoted when expectsName && depth == 1:
                    expectsName = false;
                    column = token.Text;
                    if (first is null)
                    {
                        first = column;
                        leading = pending.ToString();
                    }
                    else
                    {
                        above |= pending.Length > 0;
                        Join(Of(columns, column), pending.ToString());
                    }

                    pending.Clear();
                    break;
                case DdlTokenKind.Word when isView && depth == 0 && token.Text.Equals("SELECT", StringComparison.OrdinalIgnoreCase):
                    return Build(table, []);
                default:
                    break;
            }

            hasTokenOnLine = true;
        }

        Join(above && first is not null && Of(columns, first).Length == 0 ? Of(columns, first) : table, leading);
        return Build(table, isView ? [] : columns);
    }

    private static DdlComments Build(StringBuilder table, Dictionary<string, StringBuilder> columns) => new()
    {
        Table = table.Length == 0 ? null : table.ToString(),
        Columns = columns.Where(static pair => pair.Value.Length > 0)
            .ToDictionary(static pair => pair.Key, static pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase),
    };

    private static StringBuilder Of(Dictionary<string, StringBuilder> columns, string name) =>
        columns.TryGetValue(name, out var text) ? text : columns[name] = new StringBuilder();

    private static void Join(StringBuilder all, string text)
    {
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (all.Length + word.Length >= MaxLength)
            {
                return;
            }

            all.Append(all.Length == 0 ? "" : " ").Append(word);
        }
    }
}
