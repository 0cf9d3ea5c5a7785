using System.Text.RegularExpressions;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>Cuts an identifier into the words that people would say.</summary>
internal static partial class NameSplitter
{
    private static readonly HashSet<string> Noise = ["tbl", "ref", "dim", "vw"];

    /// <summary>The words in their base form, abbreviations written out; single Chinese characters for a Chinese name.</summary>
    public static string[] Split(string identifier, Lexicon lexicon, IReadOnlySet<string> known)
    {
        if (lexicon.Expand(identifier.ToLowerInvariant()) is { } whole)
        {
            return whole;
        }

        // 人均GDP(万): the unit is no part of what people say.
        var unit = identifier.AsSpan(1).IndexOfAny('(', '（') + 1;
        var pieces = Piece().Matches(unit > 1 && identifier[^1] is ')' or '）' ? identifier[..unit] : identifier).Select(m => TextFold.Lower(m.Value)).ToList();
        var words = new List<string>();
        foreach (var piece in pieces)
        {
            if (pieces.Count > 1 && words.Count == 0 && (Noise.Contains(piece) || (piece.Length == 1 && char.IsAsciiLetter(piece[0]))))
            {
                continue;
            }

            AddWords(words, piece, lexicon, known);
        }

        return words.Count == 0 ? [identifier.ToLowerInvariant()] : [.. words];
    }

    private static void AddWords(List<string> words, string piece, Lexicon lexicon, IReadOnlySet<string> known)
    {
        if (lexicon.Expand(piece) is { } expansion)
        {
            words.AddRange(expansion);
            return;
        }

        if (piece is [_, 'i', 'd'] && piece is not ("bid" or "kid" or "lid"))
        {
            words.Add("id");
            return;
        }

        var lemma = Words.Lemma(piece);
        if (piece.Length >= 5 && !lexicon.Vocabulary.Contains(lemma) && Cut(piece, lexicon, known) is { } cut)
        {
            foreach (var part in cut)
            {
                words.AddRange(lexicon.Expand(part) ?? [Words.Lemma(part)]);
            }

            return;
        }

        words.Add(lemma);
    }

    // An identifier in one piece ("stuid", "clubname") is cut where both sides are words that are known.
    private static string[]? Cut(string piece, Lexicon lexicon, IReadOnlySet<string> known)
    {
        bool IsWord(string s) => s == "id" || (s.Length >= 3 && (lexicon.Expand(s) is not null || lexicon.Vocabulary.Contains(Words.Lemma(s)) || known.Contains(Words.Lemma(s))));
        if (piece.Length <= 6 && piece.EndsWith("name", StringComparison.Ordinal))
        {
            return ["name"];
        }

        for (var at = piece.Length - 2; at >= 3; at--)
        {
            var right = piece[at..];
            if (IsWord(piece[..at]) && IsWord(right))
            {
                return [piece[..at], right];
            }
        }

        return null;
    }

    [GeneratedRegex(@"[\u3400-\u9fff\uf900-\ufaff]|\d+|\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{L}", RegexOptions.CultureInvariant)]
    private static partial Regex Piece();
}
