using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Memori.Server.Audit;

/// <summary>
/// How entries are hashed: SHA-256 (FIPS 180-4) over the hash of the entry before, what is about nobody, and the digests of the two groups that are about
/// persons. A text goes in with its length before it, so that no two entries have the same bytes.
/// </summary>
internal static class AuditChain
{
    private const int SaltLength = 16;

    /// <summary>The hash before the first entry.</summary>
    public static byte[] Beginning => new byte[SHA256.HashSizeInBytes];

    /// <summary>The row with salts, digests and hash, after an entry with the hash <paramref name="previous"/>.</summary>
    public static AuditRow Seal(AuditRow row, byte[] previous)
    {
        var (actor, content) = (RandomNumberGenerator.GetBytes(SaltLength), RandomNumberGenerator.GetBytes(SaltLength));
        var salted = row with
        {
            ActorSalt = actor,
            ActorDigest = Digest(actor, row.OfActor),
            ContentSalt = content,
            ContentDigest = Digest(content, row.OfContent),
        };
        return salted with { Hash = Hash(salted, previous) };
    }

    /// <summary>The digest of a group. Without the salt nobody can tell what it was, not even by trying.</summary>
    public static byte[] Digest(byte[] salt, IReadOnlyList<string?> group)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        foreach (var text in group)
        {
            Append(hash, text);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>The hash of a row.</summary>
    public static byte[] Hash(AuditRow row, byte[] previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Append(hash, row.Sequence);
        Append(hash, row.At);
        Append(hash, row.Kind);
        Append(hash, row.Outcome);
        Append(hash, row.Code);
        Append(hash, row.DatasourceId);
        Append(hash, row.PolicyVersion);
        Append(hash, row.Facts);
        hash.AppendData(row.ActorDigest);
        hash.AppendData(row.ContentDigest);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        Append(hash, text is null ? null : (long?)Encoding.UTF8.GetByteCount(text));
        hash.AppendData(Encoding.UTF8.GetBytes(text ?? ""));
    }

    private static void Append(IncrementalHash hash, long? number)
    {
        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = number is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], number ?? 0);
        hash.AppendData(bytes);
    }
}
