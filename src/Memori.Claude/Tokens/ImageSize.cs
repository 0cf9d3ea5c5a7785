using System.Buffers.Binary;

namespace Memori.Claude.Tokens;

/// <summary>The size of an image from its header.</summary>
internal static class ImageSize
{
    // An image has few segments before its size; a crafted one could have any number.
    private const int MaxSegments = 200;

    /// <summary>The size of a PNG, JPEG, GIF or WebP in pixels; null for anything else.</summary>
    public static (int Width, int Height)? Of(MediaBytes bytes)
    {
        Span<byte> head = stackalloc byte[30];
        head = head[..bytes.Read(0, head)];
        if (head.Length >= 24 && head[0] == 0x89 && head[1..4].SequenceEqual("PNG"u8))
        {
            return (BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]));
        }

        if (head.Length >= 10 && head.StartsWith("GIF8"u8))
        {
            return (BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..]));
        }

        if (head.Length == 30 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("WEBP"u8))
        {
            return OfWebP(head[12..]);
        }

        return head.Length > 4 && head[0] == 0xFF && head[1] == 0xD8 ? OfJpeg(bytes) : null;
    }

    private static (int Width, int Height)? OfWebP(ReadOnlySpan<byte> chunk)
    {
        if (chunk.StartsWith("VP8 "u8))
        {
            return (BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(chunk[16..]) & 0x3FFF);
        }

        if (chunk.StartsWith("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(chunk[9..]);
            return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }

        return chunk.StartsWith("VP8X"u8) ? (Read24(chunk[12..]) + 1, Read24(chunk[15..]) + 1) : null;
    }

    private static int Read24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    private static (int Width, int Height)? OfJpeg(MediaBytes bytes)
    {
        Span<byte> segment = stackalloc byte[9];
        long at = 2;
        for (var i = 0; i < MaxSegments && bytes.Read(at, segment) == segment.Length && segment[0] == 0xFF; i++)
        {
            // SOF0 to SOF15, without DHT, JPG and DAC, which share their range.
            if (segment[1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(segment[7..]), BinaryPrimitives.ReadUInt16BigEndian(segment[5..]));
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(segment[2..]);
        }

        return null;
    }
}
