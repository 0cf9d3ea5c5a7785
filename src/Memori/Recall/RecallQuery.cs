using System.Text.RegularExpressions;
using Memori.Text.Analysis;

namespace Memori.Recall;

/// <summary>A query as analysed: its parts, and what its form tells.</summary>
internal sealed partial class RecallQuery
{
    private RecallQuery(IReadOnlyList<IReadOnlyList<string>> parts, IReadOnlySet<string> words, bool asksWhen)
    {
        Parts = parts;
        Words = words;
        AsksWhen = asksWhen;
    }

    /// <summary>The terms of each sub-question, without repetition.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Parts { get; }

    /// <summary>Its words in lower case, unstemmed: speakers are found by them.</summary>
    public IReadOnlySet<string> Words { get; }

    /// <summary>Whether a time is asked for.</summary>
    public bool AsksWhen { get; }

    public static RecallQuery Parse(string text)
    {
        var question = Preamble().Replace(text, "");
        var parts = Conjunction().Split(question.Trim())
            .Select(part => (IReadOnlyList<string>)[.. TextAnalyzer.Terms(part).Distinct()])
            .Where(terms => terms.Count > 0)
            .ToList();
        if (parts.Count == 0)
        {
            parts.Add([.. TextAnalyzer.Terms(text).Distinct()]);
        }

        return new RecallQuery(
            parts,
            Word().Matches(text.ToLowerInvariant()).Select(match => match.Value).ToHashSet(StringComparer.Ordinal),
            When().IsMatch(question));
    }

    /// <summary>What is said before the question that is really meant.</summary>
    [GeneratedRegex(@"^.*(真正想问的|其实想问的|我想问的|想问的|想知道的|my (real |actual )?question is)[^,，:：]{0,6}[,，:：]\s*", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Preamble();

    [GeneratedRegex(@"另外[,，]?|此外[,，]?|还有[,，]|(?<=[?？])\s+(also|and)[, ]", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Conjunction();

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\bwhen\b|\b(what|which) (time|date|day|month|year)\b|什么时候|何时|几点|哪天|哪一天|几月几", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex When();
}
