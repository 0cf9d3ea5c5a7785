namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>What names of companies end with, from endings.tsv: people say 河北航空 for 河北航空有限公司, Apple for Apple Inc.</summary>
internal static class Endings
{
    private const int ShortestCore = 2;

    private static readonly string[] Known = [.. DataFile.Rows("endings.tsv").Select(r => " " + Tokenizer.Key(r[0])).OrderByDescending(e => e.Length)];

    /// <summary>The key of a name without what it ends with, or null where it has no such ending or nothing telling before it.</summary>
    public static string? Core(string key)
    {
        var core = key;
        while (Array.Find(Known, e => core.EndsWith(e, StringComparison.Ordinal)) is { } ending)
        {
            core = core[..^ending.Length];
        }

        return core.Length == key.Length || core.Length == 0 || (Tokenizer.IsIdeograph(core[0]) && core.Count(c => c != ' ') < ShortestCore) || Lexicon.Default.Knows(core) ? null : core;
    }
}
