using System.Text.RegularExpressions;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.SchemaQuestions;

/// <summary>Recognises questions on the schema: "which tables have a customer id?", 有哪些表, "what does the column X mean?".</summary>
internal static class SchemaQuestionReader
{
    private const int LongestQuestion = 200;

    // Without one of these words there is nothing to look at closely.
    private static readonly string[] Telling = ["table", "column", "field", "attribute", "structure", "mean", "stand for", "stored", "data type", "表", "字段", "列", "意思", "含义", "意义", "类型"];

    private static readonly (Regex Form, SchemaQuestionKind Kind)[] Forms =
    [
        .. DataFile.Rows("schemaquestions.tsv").Select(row => (
            new Regex("^" + row[0] + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking),
            Enum.Parse<SchemaQuestionKind>(row[1], ignoreCase: true))),
    ];

    /// <summary>The question on the schema, or null when it is none.</summary>
    public static SchemaQuestion? Read(string question)
    {
        var text = question.Trim().TrimEnd('?', '？', '.', '。', '!', '！').Trim();
        if (text.Length > LongestQuestion || !Array.Exists(Telling, word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        foreach (var (form, kind) in Forms)
        {
            if (form.Match(text) is { Success: true } match)
            {
                return new SchemaQuestion(kind, match.Groups["name"].Value.Trim(' ', '"', '“', '”', '\'', '`', '‘', '’'));
            }
        }

        return null;
    }
}
