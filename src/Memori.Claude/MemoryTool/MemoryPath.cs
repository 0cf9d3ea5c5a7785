using System.Globalization;
using System.Text;
using Anthropic.Helpers.Beta;

namespace Memori.Claude.MemoryTool;

/// <summary>
/// A path of the memory tool: <c>/memories</c> or what lies under it. Names are normalised (NFKC); there is no way to write one that means another place:
/// no <c>.</c> or <c>..</c>, no encoded or look-alike separators, no invisible characters. Paths that differ in case or width alone name the same file.
/// </summary>
internal sealed record MemoryPath
{
    private const string RootText = "/memories";
    private const int MaxLength = 400;
    private const int MaxDepth = 16;

    // What looks like a separator and does not become one when normalised.
    private const string LookAlikes = "\u2044\u2215\u2216\u29f5\u29f8\u29f9\ua789\u2236";

    // What would end a name, or hide in it, somewhere: the colon also ends the path in a memory's text.
    private const string Forbidden = "\\:\ufffd";

    private const string Structural = "/\\.:%";

    private MemoryPath(string text) => Text = text;

    /// <summary>The directory of all.</summary>
    public static MemoryPath Root { get; } = new(RootText);

    /// <summary>The path without a slash at its end.</summary>
    public string Text { get; }

    // Folded as the key is by which equal texts merge.
    private string Key => Text.ToLowerInvariant();

    public bool IsRoot => Text.Length == RootText.Length;

    /// <summary>The directories above it, the root excluded.</summary>
    public IEnumerable<MemoryPath> Parents
    {
        get
        {
            for (var at = Text.LastIndexOf('/'); at > RootText.Length; at = Text.LastIndexOf('/', at - 1))
            {
                yield return new MemoryPath(Text[..at]);
            }
        }
    }

    /// <summary>Reads a path that a model wrote.</summary>
    /// <exception cref="BetaToolError">It is none that is allowed.</exception>
    public static MemoryPath Parse(string? written)
    {
        // Half a character can't be normalised: it is refused before.
        if (written is null || written.Length > MaxLength || !IsWellFormed(written) || written.Any(c => LookAlikes.Contains(c, StringComparison.Ordinal)))
        {
            throw Invalid();
        }

        var text = written.Normalize(NormalizationForm.FormKC);
        if (Structural.Any(c => written.Count(w => w == c) != text.Count(t => t == c)))
        {
            throw Invalid();
        }

        text = text.EndsWith('/') ? text[..^1] : text;
        return text == RootText || (text.StartsWith(RootText + "/", StringComparison.Ordinal) && text.Length <= MaxLength && AreNames(text[(RootText.Length + 1)..].Split('/')))
            ? new MemoryPath(text)
            : throw Invalid();
    }

    /// <summary>Whether it lies under <paramref name="directory"/>.</summary>
    public bool IsUnder(MemoryPath directory) => Key.StartsWith(directory.Key + '/', StringComparison.Ordinal);

    /// <summary>The same place under <paramref name="to"/> instead of <paramref name="from"/>.</summary>
    public MemoryPath Moved(MemoryPath from, MemoryPath to) => Parse(to.Text + Text[from.Text.Length..]);

    private static bool AreNames(string[] names) => names.Length <= MaxDepth && names.All(IsName);

    private static bool IsName(string name) =>
        name.Length > 0
        && name.Any(c => c != '.')
        && !char.IsWhiteSpace(name[0])
        && !char.IsWhiteSpace(name[^1])
        && !name.Any(c => Forbidden.Contains(c, StringComparison.Ordinal) || IsInvisible(c))
        && !name.Contains("  ", StringComparison.Ordinal)
        && !HasEscape(name);

    private static bool IsInvisible(char c) => c != ' ' && CharUnicodeInfo.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static bool HasEscape(string name)
    {
        for (var at = name.IndexOf('%'); at >= 0; at = name.IndexOf('%', at + 1))
        {
            if (at + 2 < name.Length && char.IsAsciiHexDigit(name[at + 1]) && char.IsAsciiHexDigit(name[at + 2]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWellFormed(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }

    private static BetaToolError Invalid() => new("Error: The path is not valid. It must be /memories or a plain path under it.");
}
