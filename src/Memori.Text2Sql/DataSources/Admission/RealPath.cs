namespace Memori.Text2Sql.DataSources.Admission;

/// <summary>Paths without links: two names of one place are the same.</summary>
internal static class RealPath
{
    // As Linux has it.
    private const int MostLinks = 40;

    /// <summary>The absolute path with every link in it followed; what does not exist is kept as it is.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path)
    {
        var links = 0;
        var pending = new Stack<string>(Parts(Path.GetFullPath(path)));
        var real = Path.GetPathRoot(Path.GetFullPath(path))!;
        while (pending.TryPop(out var part))
        {
            var next = Path.GetFullPath(Path.Combine(real, part));
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException("Too many symbolic links.");
            }

            var full = Path.GetFullPath(target, real);
            real = Path.GetPathRoot(full)!;
            foreach (var more in Parts(full))
            {
                pending.Push(more);
            }
        }

        return real;
    }

    /// <summary>Whether <paramref name="path"/> is <paramref name="directory"/> or below it; both real.</summary>
    public static bool IsWithin(string path, string directory, StringComparison comparison)
    {
        var parent = Path.TrimEndingDirectorySeparator(directory);
        return path.StartsWith(parent, comparison)
            && (path.Length == parent.Length || Path.EndsInDirectorySeparator(parent) || path[parent.Length] == Path.DirectorySeparatorChar);
    }

    // The last part first, for a stack.
    private static IEnumerable<string> Parts(string full) =>
        full[Path.GetPathRoot(full)!.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse();
}
