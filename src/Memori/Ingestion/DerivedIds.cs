using System.Security.Cryptography;
using System.Text;

namespace Memori.Ingestion;

/// <summary>Ids that follow from others, so that doing something twice makes one memory.</summary>
internal static class DerivedIds
{
    /// <summary>The same 32 hexadecimal digits for the same parts.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            // The length goes first: ("ab", "c") is not ("a", "bc").
            hash.AppendData(BitConverter.GetBytes(part.Length));
            hash.AppendData(Encoding.Unicode.GetBytes(part));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
