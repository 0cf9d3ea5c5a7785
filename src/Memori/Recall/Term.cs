using Memori.Text.Analysis;

namespace Memori.Recall;

/// <summary>What the text of a term tells.</summary>
internal static class Term
{
    /// <summary>Whether a term that begins so stands for a word of the text rather than for a class or a date.</summary>
    public static bool IsWord(char first) => first is not (Concepts.Mark or Concepts.Translated or MentionedDates.Mark);

    /// <summary>How much it counts beside a word.</summary>
    public static double WeightOf(string text, RecallOptions options) => text[0] switch
    {
        Concepts.Mark => options.Concept,
        Concepts.Translated => options.Translation,
        MentionedDates.Mark => options.Date,
        >= '\u2e80' when text.Length == 1 => options.SingleHan,
        _ when CommonWords.Contains(text) => options.CommonWord,
        _ => 1,
    };

    /// <summary>How much the length of a memory counts against it: in a long text something that is no whole word is there by chance.</summary>
    public static double LengthNormalisationOf(string text, RecallOptions options) =>
        text[0] is Concepts.Mark or Concepts.Translated || (text.Length == 1 && text[0] >= '\u2e80') ? options.LooseLengthNormalisation : options.LengthNormalisation;
}
