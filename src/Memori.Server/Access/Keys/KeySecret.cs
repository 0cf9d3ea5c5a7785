using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Memori.Server.Access.Keys;

/// <summary>The form of an API key: <c>mk-</c>, eight characters that name it, <c>-</c>, 256 random bits.</summary>
internal static class KeySecret
{
    private const string Mark = "mk-";
    private const string Bearer = "Bearer ";
    private const int NameLength = 8;
    private const int RandomBytes = 32;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>How long the part is by which a key is found and shown.</summary>
    private const int PrefixLength = 3 + NameLength;

    /// <summary>A new key.</summary>
    public static string New() => WithPrefix($"{Mark}{RandomNumberGenerator.GetString(Alphabet, NameLength)}");

    /// <summary>A new key in the place of one, known by the same prefix.</summary>
    public static string WithPrefix(string prefix) => $"{prefix}-{System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes))}";

    /// <summary>Whether a credential is, by its form, a key of ours rather than of somebody else.</summary>
    public static bool IsOurs([NotNullWhen(true)] string? credential) => credential is not null && credential.Length > PrefixLength && credential.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>The credential in a value of <c>Authorization</c>, or null when that is of another scheme.</summary>
    public static string? OfBearer(string? authorization) =>
        authorization is not null && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : null;

    /// <summary>The part by which a key is found and shown.</summary>
    public static string Prefix(string secret) => secret[..PrefixLength];

    /// <summary>A new salt.</summary>
    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(RandomBytes);
}

/// <summary>What is kept of a key in its place: its hash under a salt.</summary>
/// <param name="Salt">The salt.</param>
/// <param name="Hash">HMAC-SHA256 of the whole key under the salt.</param>
internal sealed record SealedSecret(byte[] Salt, byte[] Hash)
{
    /// <summary>What no key matches; comparing with it takes as long as with any other.</summary>
    public static SealedSecret Nobodys { get; } = new(KeySecret.NewSalt(), RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes));

    /// <summary>What is kept of <paramref name="secret"/>.</summary>
    public static SealedSecret Of(string secret)
    {
        var salt = KeySecret.NewSalt();
        return new SealedSecret(salt, Under(salt, secret));
    }

    /// <summary>Whether this is what is kept of <paramref name="secret"/>; takes as long when it is not.</summary>
    public bool Matches(string secret) => CryptographicOperations.FixedTimeEquals(Hash, Under(Salt, secret));

    private static byte[] Under(byte[] salt, string secret) => HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(secret));
}
