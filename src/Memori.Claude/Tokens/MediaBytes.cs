using System.Buffers;
using System.Buffers.Text;

namespace Memori.Claude.Tokens;

/// <summary>The bytes of an image or a document, as they are or in base64.</summary>
/// <param name="bytes">The bytes, or as much of their start as there is.</param>
/// <param name="isBase64">Whether they are in base64.</param>
/// <param name="wholeLength">How many there would be; 0 when these are all.</param>
internal readonly ref struct MediaBytes(ReadOnlySpan<byte> bytes, bool isBase64, int wholeLength = 0)
{
    private static readonly SearchValues<byte> Base64Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\\"u8);

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes there are, about.</summary>
    public long Length => Math.Max(_bytes.Length, wholeLength) / (isBase64 ? 4L : 3L) * 3;

    /// <summary>Whether <paramref name="text"/> is nothing that a person wrote.</summary>
    public static bool IsOpaque(ReadOnlySpan<byte> text) => text.Length >= 64 && !text[..64].ContainsAnyExcept(Base64Alphabet);

    /// <summary>Reads from <paramref name="offset"/> on as much as there is room for.</summary>
    /// <returns>How many bytes were read.</returns>
    public int Read(long offset, scoped Span<byte> to)
    {
        if (offset < 0 || offset >= _bytes.Length)
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
        if (from >= _bytes.Length)
        {
            return 0;
        }

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
