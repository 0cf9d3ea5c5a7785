using System.Security.Cryptography;
using System.Text;
using Memori.Server.Access.Keys;

namespace Memori.Server.Access;

/// <summary>The key of <c>MEMORI_ADMIN_KEY</c>: of role admin, always valid, kept nowhere but in the settings.</summary>
internal sealed class AdminKey
{
    /// <summary>The shortest that is admitted: it is not made by us, so its length is all that can be asked of it.</summary>
    public const int Shortest = 32;

    private readonly byte[]? _hash;

    public AdminKey(string? key) => _hash = key is null ? null : HashOf(key);

    /// <summary>Whether there is one.</summary>
    public bool IsConfigured => _hash is not null;

    /// <summary>Who comes with it.</summary>
    public static Identity Identity { get; } = new() { Role = KeyRole.Admin, Id = "memori-admin-key", Label = "MEMORI_ADMIN_KEY" };

    /// <summary>Whether a credential is this key, in a time that depends on the credential's length alone.</summary>
    public bool Is(string credential) => _hash is not null && CryptographicOperations.FixedTimeEquals(_hash, HashOf(credential));

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
