using System.Buffers;
using System.Buffers.Text;

namespace Memori.Claude.Tokens;

/// <summary>The bytes of an image or a document, as they are or in base64.</summary>
internal readonly ref struct MediaBytes(ReadOnlySpan<byte> bytes, bool isBase64)
{
    private static readonly SearchValues<byte> Base64Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\\"u8);

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes there are, about.</summary>
    public long Length => isBase64 ? _bytes.Length / 4L * 3 : _bytes.Length;

    /// <summary>Whether it is nothing that a person wrote.</summary>
    public bool IsOpaque => _bytes.Length >= 64 && !_bytes[..64].ContainsAnyExcept(Base64Alphabet);

    /// <summary>Reads from <paramref name="offset"/> on as much as there is room for.</summary>
    /// <returns>How many bytes were read.</returns>
    public int Read(long offset, scoped Span<byte> to)
    {
        if (offset < 0 || offset >= Length)
        {
            return 0;
        }

        if (!isBase64)
        {
            var length = (int)Math.Min(to.Length, _bytes.Length - offset);
            _bytes.Slice((int)offset, length).CopyTo(to);
            return length;
        }

        var from = (int)(offset / 3 * 4);
        var skip = (int)(offset % 3);
        Span<byte> decoded = stackalloc byte[(((to.Length + skip) / 3) + 1) * 3];
        var encoded = _bytes.Slice(from, Math.Min(decoded.Length / 3 * 4, (_bytes.Length - from) / 4 * 4));
        if (Base64.DecodeFromUtf8(encoded, decoded, out _, out var written) != OperationStatus.Done || written <= skip)
        {
            return 0;
        }

        var read = Math.Min(to.Length, written - skip);
        decoded.Slice(skip, read).CopyTo(to);
        return read;
    }
}
