using System.Text;

namespace Memori.Text;

/// <summary>How many tokens of a language model a text is likely to take, without asking one.</summary>
public static class TokenEstimate
{
    /// <summary>An estimate: one token for each East Asian character, one for every four characters of the rest.</summary>
    public static int Count(string text)
    {
        var wide = 0;
        var narrow = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsWide(rune))
            {
                wide++;
            }
            else
            {
                narrow++;
            }
        }

        return wide + ((narrow + 3) / 4);
    }

    private static bool IsWide(Rune rune) => rune.Value is (>= 0x2e80 and <= 0xa4cf) or (>= 0xac00 and <= 0xd7a3)
        or (>= 0xf900 and <= 0xfaff) or (>= 0xfe30 and <= 0xfe4f) or (>= 0xff00 and <= 0xffef) or >= 0x1f300;
}
