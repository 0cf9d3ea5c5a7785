using System.Text;

namespace Memori.Text2Sql.Tests.Guarding.Corpus;

/// <summary>A line of the corpus, its escapes undone.</summary>
internal sealed record CorpusEntry(string Id, string Dialect, string Sql, IReadOnlyList<string> Cells)
{
    public bool IsFor(string dialect) => Dialect == "both" || Dialect == dialect;

    public override string ToString() => Id;
}

/// <summary>Reads the files that README.md beside this one describes.</summary>
internal static class CorpusFile
{
    /// <summary>The repository's root, found from the test's own folder upwards.</summary>
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<CorpusEntry> Read(string file)
    {
        var lines = File.ReadAllText(Path.Combine(Root, "tests", "Memori.Text2Sql.Tests", "Guarding", "Corpus", file)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var sql = Array.IndexOf(lines[0].Split('\t'), "sql");
        return [.. lines.Skip(1).Select(line => line.Split('\t')).Select(cells => new CorpusEntry(cells[0], cells[1], Unescape(cells[sql]), cells))];
    }

    public static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] != '\\' ? text[i] : text[++i] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                '0' => '\0',
                '\\' => '\\',
                var other => throw new FormatException($"\\{other} in the corpus"),
            });
        }

        return plain.ToString();
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Memori.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Memori.slnx is in no folder above the tests.");
        }

        return folder;
    }
}
