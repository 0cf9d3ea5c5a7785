using System.Text.RegularExpressions;
using Memori.Text.Analysis;

namespace Memori.Ingestion;

/// <summary>Tells an answer that only repeats a memory from one that says something of its own.</summary>
internal static partial class Echo
{
    /// <summary>An answer with more words than this says something of its own.</summary>
    private const int LongestAnswer = 600;

    /// <summary>How much of the answer the memory must cover, 0–1: the words that introduce it are its own.</summary>
    private const double Covered = 0.8;

    public static bool MayBe(string answer) => answer.Length <= LongestAnswer;

    public static bool Is(string answer, string memory)
    {
        var said = TextAnalyzer.Terms(Preface().Replace(answer, "")).ToHashSet(StringComparer.Ordinal);
        if (said.Count < 2)
        {
            return false;
        }

        var known = TextAnalyzer.Terms(memory).ToHashSet(StringComparer.Ordinal);
        return said.Count(known.Contains) >= said.Count * Covered
            && said.Where(term => char.IsDigit(term[0])).All(known.Contains)
            && Negations(answer) == Negations(memory);
    }

    private static int Negations(string text) => Negation().Count(text);

    [GeneratedRegex(@"(?:as )?(?:you(?:['’]ve| have)? (?:told|mentioned to|said to) me(?: that| earlier| before)*|you(?:['’]ve| have)? (?:said|mentioned)(?: that| earlier| before)*|i (?:remember|recall|know|noted|see)(?: that)?|from (?:what|memory)[^,]{0,30},|according to (?:my|your) (?:memory|memories|notes)|got it|noted|sure|okay|ok)[,:.! ]*|(?:正如|如)?您?你?(?:之前|曾经|刚才)?(?:说过|提到过?|告诉过我)[,,::]?|我记得|根据(?:我的)?记忆|好的[,,。]?|明白[了]?[,,。]?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Preface();

    [GeneratedRegex(@"\b(?:not|no|never|none|without|cannot)\b|n['’]t\b|[不没无未别非勿]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Negation();
}
