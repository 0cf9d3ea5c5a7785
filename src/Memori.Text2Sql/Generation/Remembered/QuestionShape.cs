using System.Globalization;
using System.Text;

namespace Memori.Text2Sql.Generation.Remembered;

/// <summary>
/// The words of a question in a form in which asking politely, and a few ways to say the same, make no difference. Words that change what is
/// asked (not, except, before, per, 不, 没有, 除了) always stay.
/// </summary>
internal static class QuestionShape
{
    // Words that ask politely but say nothing.
    private static readonly HashSet<string> FillerWords = new(
        ["a", "an", "the", "please", "show", "give", "list", "tell", "find", "display", "get", "return", "what", "which", "is", "are", "was", "were", "do", "does", "me"],
        StringComparer.Ordinal);

    // Longer ones first: a phrase holds words that say something elsewhere ("us" customers).
    private static readonly (string Phrase, string Meaning)[] Phrases =
    [
        (" i would like to know ", " "), (" i want to know ", " "), (" i want to see ", " "), (" can you tell me ", " "), (" could you tell me ", " "),
        (" can you ", " "), (" could you ", " "), (" tell us ", " "), (" show us ", " "), (" give us ", " "), (" do we have ", " "),
        (" what is the total number of ", " how many "), (" what is the number of ", " how many "), (" the total number of ", " how many "), (" the number of ", " how many "),
        (" are there ", " "), (" is there ", " "), (" were there ", " "), (" was there ", " "),
    ];

    private static readonly (string Phrase, string Meaning)[] ChinesePhrases =
    [
        ("我想知道", ""), ("告诉我", ""), ("查一下", ""), ("帮我", ""), ("给我", ""), ("请问", ""), ("请", ""), ("一下", ""), ("查询", ""), ("列出", ""), ("显示", ""), ("看看", ""),
        ("一共有多少", "有多少"), ("总共有多少", "有多少"), ("共有多少", "有多少"), ("是什么", ""), ("什么", ""), ("有哪些", ""), ("哪些", ""), ("的", ""), ("是", ""), ("吗", ""), ("呢", ""), ("了", ""),
    ];

    /// <summary>The shape of a question whose slots are marked already.</summary>
    public static string Of(string marked)
    {
        var folded = marked.Normalize(NormalizationForm.FormKC).ToLower(CultureInfo.InvariantCulture);
        foreach (var (phrase, meaning) in ChinesePhrases)
        {
            folded = folded.Replace(phrase, meaning, StringComparison.Ordinal);
        }

        var clean = new StringBuilder(folded.Length + 2);
        foreach (var c in folded)
        {
            clean.Append(IsWord(c) ? c : ' ');
        }

        var words = $" {string.Join(' ', clean.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))} ";
        foreach (var (phrase, meaning) in Phrases)
        {
            words = words.Replace(phrase, meaning, StringComparison.Ordinal);
        }

        return Join(words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !FillerWords.Contains(word)));
    }

    // Signs that compare, calculate or name a currency ask something.
    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '⟨' or '⟩' or '_' or '%' or '/' or '*' or '!'
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol;

    private static string Join(IEnumerable<string> words)
    {
        var joined = new StringBuilder();
        foreach (var word in words)
        {
            // Between Chinese characters a space means nothing.
            if (joined.Length > 0 && (joined[^1] < '\u2e80' || word[0] < '\u2e80'))
            {
                joined.Append(' ');
            }

            joined.Append(word);
        }

        return joined.ToString();
    }
}
