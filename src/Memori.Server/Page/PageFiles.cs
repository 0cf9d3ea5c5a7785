using System.Collections.Frozen;

namespace Memori.Server.Page;

/// <summary>The files of the built page, read once and again when the page was built anew. Only what was found in its directory is ever given: no path of a request reaches the disk. Thread-safe.</summary>
/// <param name="directory">Where the page was built to; need not be there.</param>
internal sealed class PageFiles(string directory)
{
    private const string Index = "index.html";
    private const string Brotli = ".br";
    private const string Gzip = ".gz";

    // A page is some megabytes; what is larger was not meant to be served.
    private const long LargestFile = 16L << 20;

    private readonly Lock _lock = new();
    private volatile Built _built = new(default, FrozenDictionary<string, PageFile>.Empty, null);

    /// <summary>The text of index.html, with the marks of its nonce; null when the page was not built.</summary>
    public string? IndexText => Now().Index;

    /// <summary>The file at a path of a request; null when there is none.</summary>
    public PageFile? Find(string path) => Now().Files.GetValueOrDefault(path.TrimStart('/'));

    // Every build writes index.html, last.
    private Built Now()
    {
        var stamp = File.GetLastWriteTimeUtc(Path.Combine(directory, Index));
        if (_built.Stamp == stamp)
        {
            return _built;
        }

        lock (_lock)
        {
            try
            {
                return _built.Stamp == stamp ? _built : _built = Read(stamp);
            }
            catch (IOException)
            {
                // It is being replaced: what was there serves on.
                return _built;
            }
        }
    }

    private Built Read(DateTime stamp)
    {
        var index = new FileInfo(Path.Combine(directory, Index));
        if (!index.Exists)
        {
            return new Built(stamp, FrozenDictionary<string, PageFile>.Empty, null);
        }

        var found = index.Directory!.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden })
            .Where(file => file.Length <= LargestFile && file.FullName != index.FullName)
            .ToDictionary(file => Path.GetRelativePath(index.Directory.FullName, file.FullName).Replace('\\', '/'), file => File.ReadAllBytes(file.FullName), StringComparer.Ordinal);
        var files = found
            .Where(file => !IsForm(file.Key, found))
            .ToFrozenDictionary(
                file => file.Key,
                file => new PageFile(file.Key, file.Value, found.GetValueOrDefault(file.Key + Brotli), found.GetValueOrDefault(file.Key + Gzip)),
                StringComparer.Ordinal);
        return new Built(stamp, files, File.ReadAllText(index.FullName));
    }

    // Another file in a compressed form.
    private static bool IsForm(string name, Dictionary<string, byte[]> found) =>
        (name.EndsWith(Brotli, StringComparison.Ordinal) || name.EndsWith(Gzip, StringComparison.Ordinal)) && found.ContainsKey(name[..^3]);

    private sealed record Built(DateTime Stamp, FrozenDictionary<string, PageFile> Files, string? Index);
}
