using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Memori.Text;

namespace Memori.Ingestion;

/// <summary>
/// The wording of a statement without what carries no content: politeness, emphasis, articles, who speaks, the ending of a plural or of the third person, punctuation.
/// Numbers, names, negations, tenses and the order of the words remain, so that equal wordings say the same. Thread-safe.
/// </summary>
internal static partial class Wording
{
    private static readonly FrozenSet<string> Fillers = Words(
        """
        a an the please kindly really very quite just actually definitely absolutely truly honestly basically simply indeed also
        i me my mine myself am is are do does that always generally usually
        """);

    private static readonly FrozenDictionary<string, string> Spellings = new Dictionary<string, string>
    {
        ["favourite"] = "favorite",
        ["colour"] = "color",
        ["grey"] = "gray",
        ["centre"] = "center",
        ["organisation"] = "organization",
        ["don't"] = "not",
        ["doesn't"] = "not",
        ["dont"] = "not",
        ["isn't"] = "not",
        ["aren't"] = "not",
        ["can't"] = "cannot",
        ["i'm"] = "i",
        ["has"] = "have",
    }.ToFrozenDictionary();

    /// <summary>What emphasis and politeness add in Chinese, the longest first.</summary>
    private static readonly string[] ChineseFillers =
        ["其实是", "真的很", "其实", "真的", "非常", "特别", "比较", "一般", "平时", "通常", "一直", "总是", "请", "很", "挺", "都", "的", "了", "呢", "吧", "啊", "呀", "哦", "嗯", "我"];

    /// <summary>The words that carry the content, in order, in the singular; a run of Chinese is one word without its fillers.</summary>
    public static List<string> Of(string text)
    {
        var words = new List<string>();
        var normal = Subject().Replace(text.Normalize(NormalizationForm.FormKC).Replace('’', '\'').ToLowerInvariant(), "");
        for (var i = 0; i < normal.Length;)
        {
            var start = i;
            if (LanguageDetection.IsHan(normal[i]))
            {
                while (i < normal.Length && LanguageDetection.IsHan(normal[i]))
                {
                    i++;
                }

                AddHan(normal[start..i], words);
            }
            else if (char.IsLetterOrDigit(normal[i]) || char.IsSurrogate(normal[i]) || char.IsSymbol(normal[i]) || normal[i] is '#' or '%' or '_')
            {
                while (i < normal.Length && !LanguageDetection.IsHan(normal[i]) && IsPart(normal, i))
                {
                    i++;
                }

                i = Math.Max(i, start + 1);
                AddWord(normal[start..i], words);
            }
            else
            {
                i++;
            }
        }

        return words;
    }

    private static bool IsPart(string text, int i) => char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]) || text[i] is '_' or '+' or '#' or '%'
        || (i > 0 && i + 1 < text.Length && text[i] is '\'' or '.' or ',' or '-' or '/' or ':' or '@' && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1]));

    private static void AddWord(string word, List<string> words)
    {
        word = Spellings.GetValueOrDefault(word, word);
        if (word.EndsWith("'s", StringComparison.Ordinal))
        {
            word = word[..^2];
        }

        if (Fillers.Contains(word))
        {
            return;
        }

        words.Add(word.All(char.IsAsciiLetter) ? Singular(word) : word);
    }

    private static void AddHan(string run, List<string> words)
    {
        foreach (var filler in ChineseFillers)
        {
            run = run.Replace(filler, "", StringComparison.Ordinal);
        }

        if (run.Length > 0)
        {
            words.Add(run);
        }
    }

    private static FrozenSet<string> Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static string Singular(string word) => word switch
    {
        _ when word.Length < 4 || !word.EndsWith('s') || word.EndsWith("ss", StringComparison.Ordinal) || word.EndsWith("us", StringComparison.Ordinal) || word.EndsWith("is", StringComparison.Ordinal) => word,
        _ when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        _ when word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) => word[..^2],
        _ => word[..^1],
    };

    /// <summary>Who it is about, when it is said of oneself in the third person.</summary>
    [GeneratedRegex(@"^\s*(?:(?:the\s+)?user(?:'s)?\s|用户)")]
    private static partial Regex Subject();
}
