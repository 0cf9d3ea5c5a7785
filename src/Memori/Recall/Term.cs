using Memori.Text.Analysis;

namespace Memori.Recall;

/// <summary>A term of an index and where it occurs, by slot.</summary>
internal sealed class Term(string text, int number)
{
    private uint[] _postings = [];

    public string Text { get; } = text;

    /// <summary>Its place in the index's table of terms.</summary>
    public int Number { get; } = number;

    /// <summary>How many memories have it.</summary>
    public int Count { get; private set; }

    /// <summary>The memories that have it, as <see cref="Occurrence"/>s in order of their slots.</summary>
    public ReadOnlySpan<uint> Postings => _postings.AsSpan(0, Count);

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

    public void Add(int slot, int count)
    {
        if (Count == _postings.Length)
        {
            // Most terms are rare: grow by half, so that they take little.
            Array.Resize(ref _postings, Count + 1 + (Count / 2));
        }

        var at = Count > 0 && Occurrence.Number(_postings[Count - 1]) > slot ? IndexOf(slot) : Count;
        Array.Copy(_postings, at, _postings, at + 1, Count - at);
        _postings[at] = Occurrence.Of(slot, count);
        Count++;
    }

    public void Remove(int slot)
    {
        var at = IndexOf(slot);
        Count--;
        Array.Copy(_postings, at + 1, _postings, at, Count - at);
    }

    /// <summary>Where the slot is or belongs.</summary>
    private int IndexOf(int slot)
    {
        var at = Array.BinarySearch(_postings, 0, Count, Occurrence.Of(slot, 0));
        return at < 0 ? ~at : at;
    }
}
