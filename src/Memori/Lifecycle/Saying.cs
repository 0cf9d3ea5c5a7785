using System.Text;
using System.Text.RegularExpressions;
using Memori.Text.Analysis;

namespace Memori.Lifecycle;

/// <summary>What a memory says, as a set of terms that can be compared.</summary>
internal sealed partial class Saying
{
    private Saying(Memory memory, HashSet<string> terms, string exact)
    {
        Memory = memory;
        Terms = terms;
        Exact = exact;
    }

    public Memory Memory { get; }

    /// <summary>Its stems and character pairs; classes of words and dates are left out.</summary>
    public IReadOnlySet<string> Terms { get; }

    /// <summary>
    /// What must be the same to the letter for two to say the same: where they belong, who speaks, numbers, names, identifiers, negations, the SQL of a verified query.
    /// </summary>
    public string Exact { get; }

    public static Saying Of(Memory memory)
    {
        var text = memory.Content.Normalize(NormalizationForm.FormKC);
        var exact = string.Join(
            '\u001f',
            ExactParts().Matches(text).Select(match => match.Value.ToLowerInvariant()).Order(StringComparer.Ordinal)
                .Prepend(memory.Metadata?["sql"]?.ToString())
                .Prepend(memory.Speaker).Prepend(memory.Kind.ToString()).Prepend(memory.Namespace ?? "\0").Prepend(memory.SessionId ?? "\0"));
        return new Saying(memory, [.. TextAnalyzer.Terms(text).Where(term => term[0] is not (Concepts.Mark or Concepts.Translated or MentionedDates.Mark))], exact);
    }

    /// <summary>The share of all their terms that both have (Jaccard), 0–1.</summary>
    public double Likeness(Saying other)
    {
        var shared = Terms.Count(other.Terms.Contains);
        return shared == 0 ? 0 : (double)shared / (Terms.Count + other.Terms.Count - shared);
    }

    /// <summary>Numbers, identifiers, words with capitals after the first of a sentence, negations.</summary>
    [GeneratedRegex(
        """
        [\p{L}_]*\d[\w.,:/%-]*|\w+_\w+|(?<=[\p{Ll}\p{Nd},;'"’]\s)\p{Lu}[\w'-]*|\p{Lu}{2,}
        |\b(not|no|never|none|nor|without|cannot|\w+n't)\b|[不没無无未别別非勿否]|[零一二三四五六七八九十百千万亿两]+
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex ExactParts();
}
