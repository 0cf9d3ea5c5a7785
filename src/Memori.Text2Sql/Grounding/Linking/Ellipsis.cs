namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>Puts back a word that a list leaves out: "first and last name" becomes "first name and last name".</summary>
internal static class Ellipsis
{
    public static IReadOnlyList<Token> Expand(IReadOnlyList<Token> tokens, NameIndex names)
    {
        var result = new List<Token>();
        for (var i = 0; i < tokens.Count; i++)
        {
            // "the letter a", "the phrase Donor": as good as in quotation marks.
            var named = i > 0 && tokens[i].Kind == TokenKind.Word && tokens[i - 1].Lower is "letter" or "letters" or "word" or "phrase" or "substring" or "string" or "prefix" or "suffix"
                && (tokens[i].Capitalised || tokens[i].Length == 1);
            result.Add(named ? tokens[i] with { Kind = TokenKind.Quoted } : tokens[i]);
            if (Head(tokens, i, names) is { } head)
            {
                result.Add(new Token(tokens[i].End, 0, head.Text, TokenKind.Word));
            }
        }

        return result;
    }

    private static Token? Head(IReadOnlyList<Token> tokens, int i, NameIndex names)
    {
        if (tokens[i].Kind != TokenKind.Word || i + 2 >= tokens.Count || tokens[i + 1].Lower is not ("and" or "or" or ","))
        {
            return null;
        }

        var at = i + 1;
        while (at < tokens.Count && tokens[at].Lower is "and" or "or" or "," or "the")
        {
            at++;
        }

        // "start, end and close dates": the head may come after more than one further word.
        for (var words = 0; words < 3 && at + 1 < tokens.Count; words++)
        {
            if (names.HasPair(tokens[at].Lemma, tokens[at + 1].Lemma) && names.HasPair(tokens[i].Lemma, tokens[at + 1].Lemma))
            {
                return tokens[at + 1];
            }

            at++;
            while (at < tokens.Count && tokens[at].Lower is "and" or "or" or "," or "the")
            {
                at++;
            }
        }

        return null;
    }
}
