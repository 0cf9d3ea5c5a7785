namespace Memori.Claude.Emulator.Caching;

/// <summary>Tokens of a block: by the fixture where it holds its text, else roughly as the API counts them: four bytes of ASCII, or one other character, each.</summary>
internal static class TokenEstimate
{
    public static long Of(PromptBlock block, double factor) =>
        block.Text is { } text && CountedText.CountOf(text) is { } counted ? (long)Math.Ceiling(counted * factor) : Of(block.Content, factor);

    public static long Of(string text, double factor)
    {
        var ascii = text.Count(char.IsAscii);
        return (long)Math.Ceiling(((ascii / 4.0) + (text.Length - ascii)) * factor);
    }
}
