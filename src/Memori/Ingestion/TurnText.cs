using System.Text;
using Memori.Extraction;
using Memori.Prompting;

namespace Memori.Ingestion;

/// <summary>A turn of a conversation as it is kept: without what we injected, without controls, of bounded length.</summary>
internal static class TurnText
{
    /// <summary>How far back from a cut the end of a sentence is looked for, in UTF-16 code units.</summary>
    private const int Near = 1_000;

    /// <summary>The text to keep, or null when nothing is left.</summary>
    public static string? Clean(string? text, int maximumLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // Twice the bound, so that a block at the end of a long text is still seen whole.
        var bounded = InjectedBlock.Strip(Cut(text, maximumLength * 2L));
        var clean = new StringBuilder(Math.Min(bounded.Length, maximumLength));
        foreach (var rune in bounded.EnumerateRunes())
        {
            if (!Rune.IsControl(rune) || rune.Value is '\n' or '\t')
            {
                clean.Append(rune.ToString());
            }

            if (clean.Length > maximumLength)
            {
                break;
            }
        }

        var isCut = clean.Length > maximumLength || text.Length > maximumLength * 2L;
        var kept = (isCut ? CutAtSentence(clean.ToString(), maximumLength) : clean.ToString()).Trim();
        return kept.Length == 0 ? null : kept;
    }

    /// <summary>What of a text that goes on is kept: at most a length, up to the last sentence or line that ends near it.</summary>
    public static string CutAtSentence(string text, int length)
    {
        var cut = Cut(text, length);
        var start = Math.Max(0, cut.Length - Near);
        var near = text[start..Math.Min(text.Length, cut.Length + 1)];
        for (var i = cut.Length - start - 1; i >= 0; i--)
        {
            if (near[i] == '\n' || Statements.IsEnd(near, i))
            {
                return cut[..(start + i + 1)];
            }
        }

        return cut;
    }

    private static string Cut(string text, long length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = (int)length;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)];
    }
}
