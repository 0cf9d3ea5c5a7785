using System.Globalization;
using System.Text;

namespace Memori.Claude.MemoryTool;

/// <summary>A directory as the tool shows it: two levels deep, without hidden items and <c>node_modules</c>.</summary>
internal static class MemoryListing
{
    private const int Depth = 2;

    public static string Of(MemoryPath directory, string written, IReadOnlyList<MemoryFile> files)
    {
        var inside = files.Where(file => file.Path.IsUnder(directory)).Select(file => (Name: file.Path.Text[(directory.Text.Length + 1)..], Size: Size(file))).ToList();
        var entries = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, size) in inside.Where(file => !IsHidden(file.Name)))
        {
            var names = name.Split('/');
            for (var depth = 1; depth <= Math.Min(Depth, names.Length); depth++)
            {
                var entry = string.Join('/', names.Take(depth)) + (depth < names.Length ? "/" : "");
                entries[entry] = entries.GetValueOrDefault(entry) + size;
            }
        }

        var shown = written.TrimEnd('/');
        return string.Join('\n', (string[])[
            $"Here're the files and directories up to 2 levels deep in {shown}, excluding hidden items and node_modules:",
            $"{Readable(inside.Sum(file => file.Size))}\t{shown}",
            .. entries.OrderBy(entry => Order(entry.Key), StringComparer.Ordinal).Select(entry => $"{Readable(entry.Value)}\t{shown}/{entry.Key}")]);
    }

    // A directory before what is in it, and that before the names that come after.
    private static string Order(string entry) => entry.TrimEnd('/').Replace('/', '\0');

    private static long Size(MemoryFile file) => Encoding.UTF8.GetByteCount(file.Text);

    private static bool IsHidden(string path) => path.Split('/').Any(name => name.StartsWith('.') || name == "node_modules");

    private static string Readable(long bytes)
    {
        var (size, unit) = bytes < 1024 ? (bytes, "B") : bytes < 1024 * 1024 ? (bytes / 1024.0, "K") : (bytes / 1048576.0, "M");
        return size.ToString("0.#", CultureInfo.InvariantCulture) + unit;
    }
}
