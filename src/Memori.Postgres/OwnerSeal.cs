using System.Security.Cryptography;
using System.Text;

namespace Memori.Postgres;

/// <summary>
/// Says whom a transaction serves so that the database believes it: what is put into <c>memori.owner</c> is authenticated with a key that only this library
/// and the database's own function (<c>memori_served</c>) use. SQL that sets the setting itself serves nobody. The construction is HMAC's, with two random keys
/// of one block each in place of those that HMAC derives (Bellare, Canetti, Krawczyk: Keying Hash Functions for Message Authentication, 1996: NMAC).
/// </summary>
internal sealed class OwnerSeal(byte[] inner, byte[] outer)
{
    /// <summary>The size of each key: a block of SHA-256, in bytes.</summary>
    public const int KeySize = 64;

    /// <summary>The value of the setting that serves <paramref name="served"/>; empty serves nobody.</summary>
    public string Of(string served) => served.Length == 0
        ? ""
        : $"{Convert.ToHexStringLower(SHA256.HashData([.. outer, .. SHA256.HashData([.. inner, .. Encoding.UTF8.GetBytes(served)])]))}:{served}";
}
