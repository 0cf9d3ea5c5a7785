using Memori.Text;

namespace Memori.Cli.Terminal;

/// <summary>Sentences about a command line in both languages, as a parser of options can carry them: one text, from which the reader's half is taken when it is shown.</summary>
internal static class UsageText
{
    private const string Divider = " · ";

    /// <summary>Both halves as one text.</summary>
    public static string Of(string english, string chinese) => english + Divider + chinese;

    /// <summary>The half of the language; null when the text has no halves: then it isn't ours.</summary>
    public static string? In(string text, Language language)
    {
        // What was typed may hold dividers as well, equally many in either half: the one between the halves is in the middle.
        var parts = text.Split(Divider);
        return parts.Length % 2 != 0
            ? null
            : string.Join(Divider, language == Language.Chinese ? parts[(parts.Length / 2)..] : parts[..(parts.Length / 2)]);
    }
}
