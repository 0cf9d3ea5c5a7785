using System.Text;
using System.Text.RegularExpressions;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>Cuts a question, a value or a name into tokens: words, numbers, quoted texts, single Chinese characters.</summary>
internal static partial class Tokenizer
{
    public static IReadOnlyList<Token> Tokenize(string text)
    {
        var tokens = new List<Token>();
        foreach (Match match in Piece().Matches(TextFold.Width(text)))
        {
            var piece = match.Value;
            if (match.Groups["quoted"] is { Success: true } quoted)
            {
                tokens.Add(new Token(match.Index, match.Length, quoted.Value.Trim(), TokenKind.Quoted));
                continue;
            }

            tokens.Add(new Token(match.Index, match.Length, piece, KindOf(piece)));
        }

        return tokens;
    }

    /// <summary>The tokens of a value or name joined in their base form: equal keys mean equal texts but for case, plural and punctuation.</summary>
    public static string Key(IEnumerable<Token> tokens) => string.Join(' ', tokens.Where(t => t.Kind != TokenKind.Mark).Select(t => t.Lemma));

    /// <summary>The key of a text.</summary>
    public static string Key(string text) => Key(Unquoted().Matches(TextFold.Width(text)).Select(m => new Token(m.Index, m.Length, m.Value, KindOf(m.Value))));

    public static bool IsIdeograph(char c) => c is >= '\u3400' and <= '\u9fff' or >= '\uf900' and <= '\ufaff';

    private static TokenKind KindOf(string piece) =>
        IsIdeograph(piece[0]) || (Rune.TryGetRuneAt(piece, 0, out var rune) && !rune.IsBmp && Rune.IsLetter(rune)) ? TokenKind.Ideograph
        : char.IsAsciiDigit(piece[0]) ? TokenKind.Number
        : char.IsLetter(piece[0]) ? TokenKind.Word
        : TokenKind.Mark;

    private const string Plain = @"\p{L}+n't\b|\d{4}-\d{1,2}-\d{1,2}|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?|[\u3400-\u9fff\uf900-\ufaff]|(?:(?![\u3400-\u9fff])\p{L})(?:(?![\u3400-\u9fff])[\p{L}\p{M}\d])*|'s\b|[\ud800-\udbff][\udc00-\udfff]|[^\s]";

    [GeneratedRegex(
        "\"(?<quoted>[^\"]+)\"|“(?<quoted>[^”]+)”|‘(?<quoted>[^’]+)’|「(?<quoted>[^」]+)」|《(?<quoted>[^》]+)》|(?<![\\p{L}\\d])'(?!s\\b)(?<quoted>[^']+(?:'[a-z][^']*)??)'(?![\\p{L}\\d])|" + Plain,
        RegexOptions.CultureInvariant)]
    private static partial Regex Piece();

    [GeneratedRegex(Plain, RegexOptions.CultureInvariant)]
    private static partial Regex Unquoted();

    /// <summary>What to search words by: Chinese by pairs of characters, everything else by words.</summary>
    public static List<string> Terms(string[] words)
    {
        var terms = new List<string>(words.Length);
        for (var i = 0; i < words.Length; i++)
        {
            if (!IsIdeograph(words[i][0]))
            {
                terms.Add(words[i]);
            }
            else if (i + 1 < words.Length && IsIdeograph(words[i + 1][0]))
            {
                terms.Add(words[i] + words[i + 1]);
            }
        }

        return terms;
    }
}
