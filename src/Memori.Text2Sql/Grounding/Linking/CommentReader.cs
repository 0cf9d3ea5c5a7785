using System.Text.RegularExpressions;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>What a comment says of a table or column: other names, and the meaning of codes ("F=female, M=male").</summary>
/// <param name="Names">Other names, in any language.</param>
/// <param name="Codes">Stored values with what they mean.</param>
internal sealed record CommentWords(IReadOnlyList<string> Names, IReadOnlyList<(string Value, string Meaning)> Codes);

/// <summary>Reads comments as people write them: names divided by slashes and commas, units in brackets, codes with an equals sign.</summary>
internal static partial class CommentReader
{
    private const int LongestName = 16;

    // Whoever may write comments must not make an index grow without bounds.
    private const int LongestComment = 2000;

    public static CommentWords Read(string? comment)
    {
        if (string.IsNullOrWhiteSpace(comment))
        {
            return new([], []);
        }

        if (comment.Length > LongestComment)
        {
            comment = comment[..LongestComment];
        }

        var names = new List<string>();
        var codes = new List<(string, string)>();
        foreach (var part in Brackets().Replace(comment, "").Split('/', '|', '\n'))
        {
            var pieces = part.Split([',', '，', ';', '；', ':', '：', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (var piece in pieces)
            {
                if (piece.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } value, { Length: > 0 } meaning])
                {
                    codes.Add((value, meaning));
                }
                else if (Tokenizer.Tokenize(piece).Count is > 0 and var size && size <= (Tokenizer.IsIdeograph(piece[0]) ? LongestName : 4))
                {
                    names.Add(piece);
                }
            }
        }

        return new(names, codes);
    }

    [GeneratedRegex(@"[(（\[【][^)）\]】]*[)）\]】]", RegexOptions.CultureInvariant)]
    private static partial Regex Brackets();
}
