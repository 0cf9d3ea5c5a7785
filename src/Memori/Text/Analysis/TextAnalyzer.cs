using System.Text;

namespace Memori.Text.Analysis;

/// <summary>
/// Turns text into index terms: stems of English words, one- and two-character grams of Chinese, numbers, days of the year, word classes. Mixed text gives both.
/// Thread-safe.
/// </summary>
internal static class TextAnalyzer
{
    private static WordCache<(string[] Terms, string[] Classes)> _knownWords = new(100_000, AnalyzeWord);

    private static readonly WordCache<string> KnownGrams = new(100_000, gram => gram);

    /// <summary>What is left out, for the whole process: only eng/Memori.FitRecall sets it, before it builds an index anew. Default: nothing.</summary>
    internal static AnalysisParts Without
    {
        get;
        set
        {
            if (field != value)
            {
                field = value;
                _knownWords = new(100_000, AnalyzeWord);
            }
        }
    }

    /// <summary>The terms of a text, in order, repetitions kept.</summary>
    public static List<string> Terms(string text)
    {
        var terms = new List<string>();
        var classes = new HashSet<string>(StringComparer.Ordinal);
        var normal = TraditionalChinese.Simplify(text.Normalize(NormalizationForm.FormKC));
        var i = 0;
        while (i < normal.Length)
        {
            var start = i;
            if (IsHan(normal[i]))
            {
                while (i < normal.Length && IsHan(normal[i]))
                {
                    i++;
                }

                AddHan(normal.AsSpan(start, i - start), terms);
                Concepts.AddOfHan(normal.AsSpan(start, i - start), classes);
            }
            else if (char.IsLetterOrDigit(normal[i]) || char.IsSurrogate(normal[i]))
            {
                while (i < normal.Length && !IsHan(normal[i]) && IsWordPart(normal, i))
                {
                    i++;
                }

                i = Math.Max(i, start + 1);
                var (stems, stemClasses) = _knownWords[normal.AsSpan(start, i - start)];
                terms.AddRange(stems);
                classes.UnionWith(stemClasses);
            }
            else
            {
                i++;
            }
        }

        terms.AddRange(classes);
        if (TimeHints.MayHaveDay(normal))
        {
            terms.AddRange(MentionedDates.Days(normal));
        }

        return terms;
    }

    private static bool IsWordPart(string text, int i) =>
        char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i])
        || (text[i] is '\'' or '’' && i + 1 < text.Length && char.IsLetter(text[i + 1]))
        || (text[i] is '.' && i > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]));

    private static (string[] Terms, string[] Classes) AnalyzeWord(string word)
    {
        var terms = new List<string>();
        var classes = new HashSet<string>(StringComparer.Ordinal);
        AddWord(word, terms, classes);
        return ([.. terms], [.. classes]);
    }

    private static void AddWord(string word, List<string> terms, HashSet<string> classes)
    {
        var lower = word.ToLowerInvariant().Replace('’', '\'');
        var apostrophe = lower.IndexOf('\'', StringComparison.Ordinal);
        if (apostrophe > 0)
        {
            // I'll, Anna's: what follows the apostrophe is grammar; o'clock and o'neill stay whole.
            lower = apostrophe == 1 && lower[0] != 'i' ? lower.Replace("'", "", StringComparison.Ordinal) : Contraction(lower, apostrophe);
        }

        if (lower.Length == 0 || IsGrammar(lower) || (lower.Length == 1 && !char.IsDigit(lower[0])))
        {
            return;
        }

        if (!lower.All(char.IsAsciiLetter))
        {
            var split = char.IsAsciiDigit(lower[0]) ? lower.AsSpan().IndexOfAnyInRange('a', 'z') : lower.AsSpan().IndexOfAnyInRange('0', '9');
            if (split > 0)
            {
                AddWord(lower[..split], terms, classes);
                AddWord(lower[split..], terms, classes);
            }

            terms.Add(char.IsAsciiDigit(lower[0]) && lower.TrimStart('0') is { Length: > 0 } number ? number : lower);
            return;
        }

        var stem = EnglishStemmer.Stem(IrregularForms.BaseOf(lower));
        terms.Add(Without.HasFlag(AnalysisParts.Stems) ? lower : stem);
        foreach (var name in Concepts.OfStem(stem))
        {
            classes.Add(name);
        }
    }

    /// <summary>What is before the apostrophe; nothing of a negated auxiliary.</summary>
    private static string Contraction(string word, int apostrophe) =>
        word.EndsWith("n't", StringComparison.Ordinal) ? "" : word[..apostrophe];

    private static void AddHan(ReadOnlySpan<char> run, List<string> terms)
    {
        for (var i = 0; i < run.Length; i++)
        {
            if (IsGrammar(run[i]))
            {
                continue;
            }

            terms.Add(KnownGrams[run.Slice(i, 1)]);
            if (i > 0 && !IsGrammar(run[i - 1]))
            {
                terms.Add(KnownGrams[run.Slice(i - 1, 2)]);
            }
        }
    }

    private static bool IsGrammar(string word) => FunctionWords.IsEnglish(word) && !Without.HasFlag(AnalysisParts.FunctionWords);

    private static bool IsGrammar(char character) => FunctionWords.IsChinese(character) && !Without.HasFlag(AnalysisParts.FunctionWords);

    private static bool IsHan(char c) => c is (>= '\u4e00' and <= '\u9fff') or (>= '\u3400' and <= '\u4dbf') or (>= '\uf900' and <= '\ufaff') or '〇';
}
