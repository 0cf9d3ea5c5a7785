namespace Memori.Text2Sql.DataSources.Admission;

/// <summary>Which files may be asked: on a server only those below its roots, and nowhere the service's own state. Thread-safe.</summary>
internal sealed class FileAdmission(DataSourceOptions options)
{
    private const int MostSiblings = 10_000;

    private static readonly StringComparison s_comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>No limit but that of the operating system.</summary>
    public static FileAdmission Any { get; } = new(new DataSourceOptions());

    /// <summary>The real path of a file that may be asked; whether it exists is not said of one that may not.</summary>
    /// <param name="text">A path; a relative one is below a root, where there are roots.</param>
    /// <exception cref="MemoriException"><c>datasource-outside-roots</c>, <c>datasource-own-state</c>.</exception>
    /// <exception cref="IOException">The path can't be followed.</exception>
    public string Require(string text)
    {
        var path = RealPath.Of(Locate(text));
        if (options.FileRoots is { } roots && !roots.Any(root => RealPath.IsWithin(path, RealPath.Of(root), s_comparison)))
        {
            throw DataSourceFaults.OutsideRoots();
        }

        return IsWithheld(path) ? throw DataSourceFaults.OwnState() : path;
    }

    private string Locate(string text)
    {
        if (options.FileRoots is not [_, ..] roots || Path.IsPathRooted(text))
        {
            return Path.GetFullPath(text);
        }

        return roots.Select(root => Path.GetFullPath(text, Path.GetFullPath(root))).FirstOrDefault(File.Exists) ?? Path.GetFullPath(text, Path.GetFullPath(roots[0]));
    }

    private bool IsWithheld(string path)
    {
        var withheld = options.Withheld.Append(Path.Combine(options.DataDirectory, "secret.key")).Select(RealPath.Of).ToList();

        // On a file system that does not tell case apart, another spelling is the same file: better refuse one too many.
        return withheld.Exists(own => RealPath.IsWithin(path, own, StringComparison.OrdinalIgnoreCase) || path.StartsWith(own + "-", StringComparison.OrdinalIgnoreCase))
            || (FileIdentity.Of(path) is { } identity && withheld.SelectMany(Files).Any(own => FileIdentity.Of(own) == identity));
    }

    private static IEnumerable<string> Files(string own) => Directory.Exists(own)
        ? Directory.EnumerateFiles(own, "*", SearchOption.AllDirectories).Take(MostSiblings)
        : Path.GetDirectoryName(own) is { } directory && Directory.Exists(directory) ? Directory.EnumerateFiles(directory, Path.GetFileName(own) + "*") : [];
}
