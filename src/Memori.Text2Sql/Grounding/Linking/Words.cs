namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>Base forms of English words: enough to meet singular with plural, and an inflected verb with its noun.</summary>
internal static class Words
{
    private static readonly Dictionary<string, string> Irregular = DataFile.Pairs("irregular.tsv");

    /// <summary>The singular of a noun, the plain form otherwise.</summary>
    public static string Lemma(string word)
    {
        if (Irregular.TryGetValue(word, out var known))
        {
            return known;
        }

        return word switch
        {
            { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
            { Length: > 4 } when EndsInHiss(word) => word[..^2],
            { Length: > 2 } when word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i' or 'a') => word[..^1],
            _ => word,
        };
    }

    /// <summary>A rougher base form that verbs and nouns share: <c>opening</c>, <c>opened</c> → <c>open</c>.</summary>
    public static string Stem(string lemma)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["ization", "ation", "ement", "ance", "ence", "ment", "ing", "ion", "ity", "ed", "er", "or", "al", "ly", "e", "y"])
        {
            if (lemma.Length - suffix.Length >= 4 && lemma.EndsWith(suffix, StringComparison.Ordinal))
            {
                var stem = lemma[..^suffix.Length];
                return stem.Length > 4 && stem[^1] == stem[^2] && stem[^1] is not ('s' or 'l') ? stem[..^1] : stem;
            }
        }

        return lemma;
    }

    private static bool EndsInHiss(string word) =>
        word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal)
        || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("zzes", StringComparison.Ordinal);
}
