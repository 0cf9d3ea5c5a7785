using System.Text;

namespace Memori.Server.Configuration.Sources;

/// <summary>Reads the small text files that settings come from.</summary>
internal static class SettingFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file; null when it can't be read, is larger than <paramref name="maxBytes"/> or no UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">How much is read at most.</param>
    /// <param name="isPipe">Whether it can be read only once.</param>
    public static string? Read(string path, int maxBytes, out bool isPipe)
    {
        isPipe = false;
        try
        {
            using var file = File.OpenRead(path);
            isPipe = !file.CanSeek;
            var bytes = new byte[maxBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > maxBytes ? null : Strict.GetString(bytes, 0, length).TrimStart('\uFEFF');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DecoderFallbackException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
