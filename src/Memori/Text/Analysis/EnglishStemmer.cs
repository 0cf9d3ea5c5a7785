using System.Buffers;

namespace Memori.Text.Analysis;

/// <summary>Porter's second English stemmer ("Porter2", snowballstem.org/algorithms/english). Thread-safe.</summary>
internal static class EnglishStemmer
{
    private static readonly Dictionary<string, string> Exceptions =
        """
        skis=ski skies=sky dying=die lying=lie tying=tie idly=idl gently=gentl ugly=ugli early=earli only=onli singly=singl sky=sky
        news=news howe=howe atlas=atlas cosmos=cosmos bias=bias andes=andes inning=inning outing=outing canning=canning
        herring=herring earring=earring proceed=proceed exceed=exceed succeed=succeed
        """
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    private static readonly (string Suffix, string Replacement)[] Step2 =
    [
        ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"), ("tional", "tion"),
        ("biliti", "ble"), ("lessli", "less"), ("entli", "ent"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"), ("ousli", "ous"),
        ("iviti", "ive"), ("fulli", "ful"), ("enci", "ence"), ("anci", "ance"), ("abli", "able"), ("izer", "ize"), ("ator", "ate"),
        ("alli", "al"), ("bli", "ble"), ("ogi", "og"), ("li", ""),
    ];

    private static readonly (string Suffix, string Replacement)[] Step3 =
    [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", ""), ("ical", "ic"),
        ("ness", ""), ("ful", ""),
    ];

    private static readonly string[] Step4 =
    [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic",
    ];

    /// <summary>The stem of a word in lower-case ASCII letters; apostrophes are taken off before.</summary>
    public static string Stem(string word)
    {
        if (word.Length <= 2)
        {
            return word;
        }

        if (Exceptions.TryGetValue(word, out var exception))
        {
            return exception;
        }

        var text = MarkConsonantY(word);
        var (r1, r2) = Regions(text);
        text = Plural(text);
        text = PastAndGerund(text, r1);
        if (text.Length > 2 && text[^1] is 'y' or 'Y' && !IsVowel(text[^2]))
        {
            text = text[..^1] + "i";
        }

        text = Derivation(text, r1);
        text = Adjective(text, r1, r2);
        text = Residue(text, r2);
        return Ending(text, r1, r2).ToLowerInvariant();
    }

    private static string MarkConsonantY(string word)
    {
        if (!word.Contains('y', StringComparison.Ordinal))
        {
            return word;
        }

        var letters = word.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            if (letters[i] == 'y' && (i == 0 || IsVowel(letters[i - 1])))
            {
                letters[i] = 'Y';
            }
        }

        return new string(letters);
    }

    private static (int R1, int R2) Regions(string text)
    {
        var r1 = text switch
        {
            _ when text.StartsWith("gener", StringComparison.Ordinal) || text.StartsWith("arsen", StringComparison.Ordinal) => 5,
            _ when text.StartsWith("commun", StringComparison.Ordinal) => 6,
            _ => AfterVowelConsonant(text, 0),
        };
        return (r1, AfterVowelConsonant(text, r1));
    }

    private static int AfterVowelConsonant(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (!IsVowel(text[i]) && IsVowel(text[i - 1]))
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    private static string Plural(string text)
    {
        if (Ends(text, "sses"))
        {
            return text[..^2];
        }

        if (Ends(text, "ied") || Ends(text, "ies"))
        {
            return text.Length > 4 ? text[..^2] : text[..^1];
        }

        if (!Ends(text, "s") || Ends(text, "us") || Ends(text, "ss"))
        {
            return text;
        }

        return HasVowel(text.AsSpan(0, Math.Max(0, text.Length - 2))) ? text[..^1] : text;
    }

    private static string PastAndGerund(string text, int r1)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["eedly", "eed"])
        {
            if (Ends(text, suffix))
            {
                return text.Length - suffix.Length >= r1 ? text[..^suffix.Length] + "ee" : text;
            }
        }

        foreach (var suffix in (ReadOnlySpan<string>)["ingly", "edly", "ing", "ed"])
        {
            if (!Ends(text, suffix))
            {
                continue;
            }

            var rest = text[..^suffix.Length];
            if (!HasVowel(rest))
            {
                return text;
            }

            return rest switch
            {
                _ when Ends(rest, "at") || Ends(rest, "bl") || Ends(rest, "iz") => rest + "e",
                _ when EndsDouble(rest) => rest[..^1],
                _ when r1 >= rest.Length && EndsShortSyllable(rest) => rest + "e",
                _ => rest,
            };
        }

        return text;
    }

    private static string Derivation(string text, int r1)
    {
        foreach (var (suffix, replacement) in Step2)
        {
            if (!Ends(text, suffix))
            {
                continue;
            }

            var start = text.Length - suffix.Length;
            var allowed = start >= r1 && suffix switch
            {
                "ogi" => start > 0 && text[start - 1] == 'l',
                "li" => start > 0 && "cdeghkmnrt".Contains(text[start - 1], StringComparison.Ordinal),
                _ => true,
            };
            return allowed ? text[..start] + replacement : text;
        }

        return text;
    }

    private static string Adjective(string text, int r1, int r2)
    {
        foreach (var (suffix, replacement) in Step3)
        {
            if (Ends(text, suffix))
            {
                var start = text.Length - suffix.Length;
                return start >= (suffix == "ative" ? r2 : r1) ? text[..start] + replacement : text;
            }
        }

        return text;
    }

    private static string Residue(string text, int r2)
    {
        foreach (var suffix in Step4)
        {
            if (!Ends(text, suffix))
            {
                continue;
            }

            var start = text.Length - suffix.Length;
            var allowed = start >= r2 && (suffix != "ion" || (start > 0 && text[start - 1] is 's' or 't'));
            return allowed ? text[..start] : text;
        }

        return text;
    }

    private static string Ending(string text, int r1, int r2)
    {
        var start = text.Length - 1;
        if (Ends(text, "e"))
        {
            return start >= r2 || (start >= r1 && !EndsShortSyllable(text[..start])) ? text[..start] : text;
        }

        return Ends(text, "ll") && start >= r2 ? text[..start] : text;
    }

    private static bool EndsDouble(string text) =>
        text.Length > 1 && text[^1] == text[^2] && "bdfgmnprt".Contains(text[^1], StringComparison.Ordinal);

    private static bool EndsShortSyllable(string text) => text.Length switch
    {
        < 2 => false,
        2 => IsVowel(text[0]) && !IsVowel(text[1]),
        _ => !IsVowel(text[^3]) && IsVowel(text[^2]) && !IsVowel(text[^1]) && text[^1] is not ('w' or 'x' or 'Y'),
    };

    private static bool HasVowel(ReadOnlySpan<char> text) => text.ContainsAny(Vowels);

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    private static bool Ends(string text, string suffix) => text.EndsWith(suffix, StringComparison.Ordinal);
}
