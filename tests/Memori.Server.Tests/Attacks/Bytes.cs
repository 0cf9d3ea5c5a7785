using System.Text;

namespace Memori.Server.Tests.Attacks;

/// <summary>What is in the bytes of files, whatever the database says.</summary>
internal static class Bytes
{
    /// <summary>How often a text is in the files of a directory, in UTF-8 or UTF-16.</summary>
    public static int Count(string directory, string text) => Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Sum(path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        var read = bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        return read.Count(Encoding.UTF8.GetBytes(text)) + read.Count(Encoding.Unicode.GetBytes(text));
    });
}
