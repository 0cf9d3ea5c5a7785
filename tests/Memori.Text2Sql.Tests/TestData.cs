namespace Memori.Text2Sql.Tests;

/// <summary>Test data beside the tests: one case a line, columns by tabs; lines that begin with # are comments.</summary>
internal static class TestData
{
    public static IEnumerable<string> Lines(string folder, string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, folder, file)).Where(line => line.Length > 0 && line[0] != '#');
}
