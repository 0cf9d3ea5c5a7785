using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Memori.Text2Sql.DataSources.Credentials;

/// <summary>A key that seals passwords with AES-256-GCM. Thread-safe; never written or shown but to its own file.</summary>
internal sealed class SecretKey
{
    /// <summary>The bytes of a key.</summary>
    public const int Length = 32;

    // As NIST SP 800-38D has it for GCM.
    private const int NonceLength = 12;
    private const int TagLength = 16;

    // OWASP's figure of 2023 for PBKDF2 with SHA-256.
    private const int Iterations = 600_000;

    private readonly byte[] _key;

    private SecretKey(ReadOnlySpan<byte> material)
    {
        // What seals and what is shown as the id are derived apart: the id tells nothing of the key.
        _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, material.ToArray(), Length, info: "memori datasource credential"u8.ToArray());
        Id = Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, material.ToArray(), 8, info: "memori key id"u8.ToArray()));
    }

    /// <summary>Names the key without telling it.</summary>
    public string Id { get; }

    /// <summary>The key of a text: 32 bytes in Base64, as <c>openssl rand -base64 32</c> prints them, or any other text, which is stretched.</summary>
    public static SecretKey FromText(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return Base64.IsValid(text, out var length) && length == Length && Convert.TryFromBase64String(text, bytes, out _)
            ? new SecretKey(bytes)
            : new SecretKey(Rfc2898DeriveBytes.Pbkdf2(text, "memori datasource credential"u8, Iterations, HashAlgorithmName.SHA256, Length));
    }

    /// <summary>A new key's text.</summary>
    public static string NewText() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Seals a secret for one place: it opens nowhere else.</summary>
    public byte[] Seal(string secret, string place)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var box = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(_key, TagLength);
        cipher.Encrypt(box.AsSpan(0, NonceLength), plain, box.AsSpan(NonceLength, plain.Length), box.AsSpan(^TagLength..), Encoding.UTF8.GetBytes(place));
        CryptographicOperations.ZeroMemory(plain);
        return box;
    }

    /// <summary>The secret, or null when the box was sealed with another key or for another place, or was changed.</summary>
    public string? Open(ReadOnlySpan<byte> box, string place)
    {
        if (box.Length < NonceLength + TagLength)
        {
            return null;
        }

        var plain = new byte[box.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(_key, TagLength);
        try
        {
            cipher.Decrypt(box[..NonceLength], box[NonceLength..^TagLength], box[^TagLength..], plain, Encoding.UTF8.GetBytes(place));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
