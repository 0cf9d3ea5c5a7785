namespace Memori.Claude.Emulator.Caching;

/// <summary>Tokens of a text, roughly as the API counts them: four bytes of ASCII, or one other character, each.</summary>
internal static class TokenEstimate
{
    public static long Of(string text, double factor)
    {
        var ascii = text.Count(char.IsAscii);
        return (long)Math.Ceiling(((ascii / 4.0) + (text.Length - ascii)) * factor);
    }
}
