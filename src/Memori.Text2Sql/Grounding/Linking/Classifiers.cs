namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>The Chinese words that stand between a number and what is counted: 5个, 3家, 2届.</summary>
internal static class Classifiers
{
    private static readonly HashSet<string> Words = [.. DataFile.Rows("classifiers.tsv").Select(r => r[0])];

    private const string Numerals = "一二三四五六七八九十百两几";

    /// <summary>Whether one stands right behind a mention that ends before token <paramref name="end"/>.</summary>
    public static bool Follow(IReadOnlyList<Token> tokens, int end) => end < tokens.Count && Words.Contains(tokens[end].Text);

    /// <summary>Whether token <paramref name="at"/> is one because a number stands before it.</summary>
    public static bool IsAt(IReadOnlyList<Token> tokens, int at) =>
        at > 0 && Words.Contains(tokens[at].Text) && (tokens[at - 1].Kind == TokenKind.Number || Numerals.Contains(tokens[at - 1].Text, StringComparison.Ordinal));
}
