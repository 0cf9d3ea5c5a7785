using System.Text;
using Memori.Prompting;

namespace Memori.Ingestion;

/// <summary>A turn of a conversation as it is kept: without what we injected, without controls, of bounded length.</summary>
internal static class TurnText
{
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

            if (clean.Length >= maximumLength)
            {
                break;
            }
        }

        var kept = Cut(clean.ToString(), maximumLength).Trim();
        return kept.Length == 0 ? null : kept;
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
