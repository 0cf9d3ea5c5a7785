using System.Runtime.InteropServices;
using Memori.Text.Analysis;

namespace Memori.Embeddings;

/// <summary>The features of a text for the built-in embeddings, and where each lies in the vector.</summary>
internal static class TextFeatures
{
    /// <summary>In how many dimensions a feature lies: more make accidental likeness smaller and slower to compute.</summary>
    private const int Spread = 8;

    private const int ShortestPiece = 3;
    private const int LongestPiece = 5;

    /// <summary>A class of words is weak evidence beside a word; so is one character beside a pair.</summary>
    private const float ClassWeight = 0.5f;
    private const float SingleHanWeight = 0.5f;

    /// <summary>What all pieces of a word count together, beside the word itself.</summary>
    private const float PiecesWeight = 0.7f;

    [ThreadStatic]
    private static Dictionary<string, int>? _counts;

    /// <summary>Adds the features of a text to a vector.</summary>
    public static void AddTo(Span<float> vector, string text)
    {
        var counts = _counts ??= [];
        foreach (var term in TextAnalyzer.Terms(text))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out _)++;
        }

        foreach (var (term, count) in counts)
        {
            // Repetition says less each time.
            var weight = WeightOf(term) * MathF.Sqrt(count);
            Add(vector, Hash(term, 0), weight);
            AddPieces(vector, term, weight);
        }

        counts.Clear();
    }

    private static float WeightOf(string term) =>
        term[0] == Concepts.Mark ? ClassWeight : term.Length == 1 && term[0] >= '\u2e80' ? SingleHanWeight : 1;

    /// <summary>The pieces of a word of letters, its beginning and end marked.</summary>
    private static void AddPieces(Span<float> vector, string term, float weight)
    {
        if (term.Length < ShortestPiece + 1 || !char.IsAsciiLetter(term[0]))
        {
            return;
        }

        Span<char> marked = stackalloc char[Math.Min(term.Length, 30) + 2];
        marked[0] = marked[^1] = '_';
        term.AsSpan(0, marked.Length - 2).CopyTo(marked[1..]);
        var pieces = 0;
        for (var length = ShortestPiece; length <= LongestPiece; length++)
        {
            pieces += Math.Max(0, marked.Length - length + 1);
        }

        var share = weight * PiecesWeight / MathF.Sqrt(pieces);
        for (var length = ShortestPiece; length <= LongestPiece; length++)
        {
            for (var start = 0; start + length <= marked.Length; start++)
            {
                Add(vector, Hash(marked.Slice(start, length), 1), share);
            }
        }
    }

    /// <summary>Adds a feature: plus or minus in a few dimensions that its hash chooses.</summary>
    private static void Add(Span<float> vector, ulong hash, float weight)
    {
        var share = weight / MathF.Sqrt(Spread);
        for (var i = 0; i < Spread; i++)
        {
            hash = Mix(hash + 0x9E3779B97F4A7C15);
            var value = (hash & 1) == 0 ? share : -share;
            vector[(int)((hash >> 1) % (uint)vector.Length)] += value;
        }
    }

    /// <summary>FNV-1a over UTF-16, the same on every machine and in every run.</summary>
    private static ulong Hash(ReadOnlySpan<char> text, ulong kind)
    {
        var hash = 14695981039346656037 ^ kind;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash;
    }

    /// <summary>The finaliser of SplitMix64 (Steele et al., 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
