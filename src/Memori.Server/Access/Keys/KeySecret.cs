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
    public static string New() => $"{Mark}{RandomNumberGenerator.GetString(Alphabet, NameLength)}-{System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes))}";

    /// <summary>Whether a credential is, by its form, a key of ours rather than of somebody else.</summary>
    public static bool IsOurs([NotNullWhen(true)] string? credential) => credential is not null && credential.Length > PrefixLength && credential.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>The credential in a value of <c>Authorization</c>, or null when that is of another scheme.</summary>
    public static string? OfBearer(string? authorization) =>
        authorization is not null && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : null;

    /// <summary>The part by which a key is found and shown.</summary>
    public static string Prefix(string secret) => secret[..PrefixLength];

    /// <summary>What is stored in the place of a key.</summary>
    public static byte[] Hash(byte[] salt, string secret) => HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(secret));

    /// <summary>A new salt.</summary>
    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(RandomBytes);
}
