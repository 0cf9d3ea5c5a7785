using System.Security.Cryptography;
using System.Text;

namespace Memori.Text;

/// <summary>The key by which equal contents merge.</summary>
public static class ContentKey
{
    /// <summary>SHA-256 in hexadecimal of speaker and text, compatibility-normalised, white space collapsed, case folded.</summary>
    public static string Of(string? speaker, string content)
    {
        var text = new StringBuilder(content.Length + 16);
        text.Append(speaker).Append('\0');
        var gap = false;
        var begun = false;
        foreach (var c in content.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsWhiteSpace(c))
            {
                gap = begun;
                continue;
            }

            if (gap)
            {
                text.Append(' ');
                gap = false;
            }

            text.Append(char.ToLowerInvariant(c));
            begun = true;
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
