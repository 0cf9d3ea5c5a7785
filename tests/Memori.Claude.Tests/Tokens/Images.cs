using System.Buffers.Binary;
using System.Text;

namespace Memori.Claude.Tests.Tokens;

/// <summary>Images and documents with a header and nothing behind it.</summary>
internal static class Images
{
    public static byte[] Png(int width, int height)
    {
        byte[] png = [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, .. new byte[13], .. new byte[40]];
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return png;
    }

    public static byte[] Gif(ushort width, ushort height)
    {
        byte[] gif = [.. "GIF89a"u8, .. new byte[40]];
        BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(6), width);
        BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(8), height);
        return gif;
    }

    public static byte[] Jpeg(ushort width, ushort height, ushort comment = 14)
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xFE, 0, 0, .. new byte[comment - 2], 0xFF, 0xC2, 0, 17, 8, 0, 0, 0, 0, 3, .. new byte[40]];
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(4), comment);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(4 + comment + 5), height);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(4 + comment + 7), width);
        return jpeg;
    }

    public static byte[] WebP(string kind, ushort width, ushort height)
    {
        byte[] webp = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. Encoding.ASCII.GetBytes(kind), .. new byte[40]];
        switch (kind)
        {
            case "VP8 ":
                BinaryPrimitives.WriteUInt16LittleEndian(webp.AsSpan(26), width);
                BinaryPrimitives.WriteUInt16LittleEndian(webp.AsSpan(28), height);
                break;
            case "VP8L":
                webp[20] = 0x2F;
                BinaryPrimitives.WriteUInt32LittleEndian(webp.AsSpan(21), (uint)(width - 1) | ((uint)(height - 1) << 14));
                break;
            default:
                BinaryPrimitives.WriteUInt16LittleEndian(webp.AsSpan(24), (ushort)(width - 1));
                BinaryPrimitives.WriteUInt16LittleEndian(webp.AsSpan(27), (ushort)(height - 1));
                break;
        }

        return webp;
    }

    public static byte[] Pdf(int pages) => Encoding.ASCII.GetBytes(
        $"%PDF-1.7\n1 0 obj<</Type/Pages/Count {pages}>>\n{string.Concat(Enumerable.Repeat($"2 0 obj<</Type /Page /Contents 3 0 R>>\n{new string('x', 5_000)}\n", pages))}%%EOF");
}
