using System.Buffers.Binary;

namespace Memori.Claude.Tests.Tokens;

/// <summary>Images with a header and nothing else.</summary>
internal static class Images
{
    public static byte[] Png(int width, int height)
    {
        byte[] png = [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, .. new byte[13], .. new byte[40]];
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return png;
    }
}
