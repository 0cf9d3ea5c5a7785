using System.Text.RegularExpressions;
using Memori.Embeddings;
using Memori.Text.Analysis;

namespace Memori.Recall;

/// <summary>A query as analysed: its parts, and what its form tells.</summary>
internal sealed partial class RecallQuery
{
    /// <summary>How much a word counts that is said on the way to the question.</summary>
    private const double Aside = 0.15;

    private RecallQuery(IReadOnlyList<IReadOnlyDictionary<string, double>> parts, string text, bool asksWhen, IReadOnlyList<IReadOnlyList<string>> names)
    {
        Parts = parts;
        Text = text;
        AsksWhen = asksWhen;
        Names = names;
        Addresses = You().IsMatch(text) ? Addressee.Assistant : Me().IsMatch(text) ? Addressee.Asker : Addressee.Nobody;
    }

    /// <summary>The terms of each sub-question, with how much each counts, 0–1.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, double>> Parts { get; }

    /// <summary>As asked.</summary>
    public string Text { get; }

    /// <summary>Its vector, or null: without embeddings, or when it could not be had in time.</summary>
    public QueryVector? Vector { get; set; }

    /// <summary>Whether a time is asked for.</summary>
    public bool AsksWhen { get; }

    /// <summary>Whose words are asked for, where it says so.</summary>
    public Addressee Addresses { get; }

    /// <summary>The terms of each word that is written like a name.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Names { get; }

    /// <summary>Analyses a query.</summary>
    /// <param name="text">As asked.</param>
    /// <param name="now">When it is asked, with the asker's offset, for "last week"; null when that is not known.</param>
    public static RecallQuery Parse(string text, DateTimeOffset? now = null)
    {
        text = TraditionalChinese.Simplify(text);
        var parts = Conjunction().Split(text.Trim()).Select(part => ParsePart(part, now)).Where(terms => terms.Count > 0).ToList();
        return new RecallQuery(parts, text, When().IsMatch(text), [.. Name().Matches(text).Where(match => !TimeHints.IsCalendarWord(match.Value)).Select(match => TextAnalyzer.Terms(match.Value).FindAll(term => Term.IsWord(term[0]))).Where(terms => terms.Count > 0)]);
    }

    private static Dictionary<string, double> ParsePart(string part, DateTimeOffset? now)
    {
        var sentences = Sentence().Matches(part).Select(match => match.Value).ToList();
        var focus = sentences.FindLastIndex(TurnForm.Asks);
        var terms = new Dictionary<string, double>();
        foreach (var (index, sentence) in sentences.Index())
        {
            var isAside = index < focus;
            foreach (var term in TextAnalyzer.Terms(isAside ? sentence : Preamble().Replace(sentence, "")).Select(Concepts.Asked))
            {
                terms[term] = Math.Max(terms.GetValueOrDefault(term), isAside ? Aside : 1);
            }
        }

        foreach (var (term, weight) in MentionedDates.Terms(part, now))
        {
            terms[term] = weight;
        }

        return terms;
    }

    /// <summary>Capital letters within a sentence.</summary>
    [GeneratedRegex(@"(?<=[\p{Ll}\p{Nd},'’]\s)\p{Lu}\p{L}+")]
    private static partial Regex Name();

    /// <summary>What is said before the question that is really meant.</summary>
    [GeneratedRegex(@"^.*(我|其实|真正|本来)[^,，。!！?？]{0,4}想(要)?(问|知道|了解|请教|确认|弄清楚|搞清楚|弄明白|搞明白)[^,，:：。]{0,4}[,，:：]\s*|^.*\bmy (real |actual )?question is[,:]?\s*", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Preamble();

    [GeneratedRegex(@"另外[,，]?|此外[,，]?|还有[,，]|(?<=[?？])\s+(also|and)[, ]", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Conjunction();

    [GeneratedRegex(@".+?([。！？\n]+|[.!?]+(?=\s|$|[\u4e00-\u9fff])|$)", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\bwhen\b|\b(what|which) (time|date|day|month|year)\b|什么时候|何时|几点|哪天|哪一天|几月几", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex When();

    [GeneratedRegex(@"\b(you|your)\b|你|您", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex You();

    [GeneratedRegex(@"\b(I|me|my|mine|we|us|our|ours)\b|我|咱", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Me();
}

/// <summary>Whose words a query asks for.</summary>
internal enum Addressee
{
    /// <summary>It does not say.</summary>
    Nobody,

    /// <summary>The one who asks.</summary>
    Asker,

    /// <summary>The assistant.</summary>
    Assistant,
}
