namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>What a Chinese unit behind "how many" says of the column that is asked for, from units.tsv: 岁 an age, 页 pages.</summary>
internal static class Units
{
    private static readonly Dictionary<string, string[]> Known = DataFile.Rows("units.tsv").ToDictionary(r => r[0], r => r[1].Split(','), StringComparer.Ordinal);

    /// <summary>The words that such columns are called by; none for what is no unit.</summary>
    public static string[] Of(string unit) => Known.GetValueOrDefault(unit) ?? [];
}
