namespace Memori.Claude.MemoryTool;

/// <summary>A file of the memory tool.</summary>
/// <param name="Path">Its path, as it was made.</param>
/// <param name="Text">What is in it.</param>
internal sealed record MemoryFile(MemoryPath Path, string Text)
{
    private const int NumberWidth = 6;

    public string[] Lines => Text.Split('\n');

    /// <summary>Lines with their numbers, from 1, as the tool's results show them.</summary>
    /// <param name="lines">The lines of the file.</param>
    /// <param name="from">The first to show, counted from 0.</param>
    /// <param name="to">The one after the last.</param>
    public static string Numbered(string[] lines, int from, int to) =>
        string.Join('\n', Enumerable.Range(from, Math.Max(0, to - from)).Select(at => $"{(at + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),NumberWidth}\t{lines[at]}"));
}
