using Memori.Text.Analysis;

namespace Memori.Recall;

/// <summary>A term of an index and where it occurs.</summary>
internal sealed class Term(string text, int number)
{
    public string Text { get; } = text;

    /// <summary>Orders the terms of a memory.</summary>
    public int Number { get; } = number;

    public List<Posting> Postings { get; } = [];

    /// <summary>Whether it stands for a word of the text rather than for a class or a date.</summary>
    public bool IsWord { get; } = text[0] is not (Concepts.Mark or MentionedDates.Mark);

    /// <summary>How much it counts beside a word.</summary>
    public static double WeightOf(string text, RecallOptions options) => text[0] switch
    {
        Concepts.Mark => options.Concept,
        MentionedDates.Mark => options.Date,
        >= '\u2e80' when text.Length == 1 => options.SingleHan,
        _ => 1,
    };
}

/// <summary>An occurrence of a term.</summary>
/// <param name="Entry">The memory.</param>
/// <param name="Count">How often.</param>
internal readonly record struct Posting(IndexedMemory Entry, int Count);

/// <summary>A term of a memory.</summary>
/// <param name="Term">The term.</param>
/// <param name="Count">How often.</param>
internal readonly record struct TermCount(Term Term, int Count);
