using System.Reflection;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>Reads the tab-separated knowledge files that are embedded in the library. Empty lines and lines that begin with # are left out.</summary>
internal static class DataFile
{
    public static IEnumerable<string[]> Rows(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var resource = Array.Find(assembly.GetManifestResourceNames(), r => r.EndsWith("." + name, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The embedded file {name} is missing.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split('\t');
            }
        }
    }

    public static Dictionary<string, string> Pairs(string name)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in Rows(name))
        {
            pairs[row[0]] = row[1];
        }

        return pairs;
    }
}
