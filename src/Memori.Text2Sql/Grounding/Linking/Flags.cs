using System.Text.RegularExpressions;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>Columns of yes and no, what they say of a row and what says the opposite: is_active, "active", "inactive"; 是否出租, 出租, 未出租.</summary>
internal static partial class Flags
{
    private static readonly (string Yes, string No)[] Forms = [("y", "n"), ("yes", "no"), ("t", "f"), ("true", "false"), ("1", "0"), ("是", "否"), ("有", "无")];
    private const int MostWords = 3;

    private static readonly string[] Asking = ["is", "was", "are"];
    private static readonly string[] ChineseAsking = ["是否", "是不是", "能否", "可否"];
    private static readonly string[] Negating = ["un", "in", "non", "non ", "not "];
    private static readonly string[] ChineseNegating = ["未", "不", "非", "没", "没有", "无", "尚未", "还没有"];

    private static readonly ILookup<string, string> Opposites = DataFile.Rows("opposites.tsv").SelectMany(r => r[1].Split(',').SelectMany(o => ((string, string)[])[(r[0], o), (o, r[0])])).ToLookup(p => p.Item1, p => p.Item2, StringComparer.Ordinal);

    /// <summary>How a column stores yes and no; null where it holds something else.</summary>
    public static (string Yes, string No)? Of(ColumnNode column)
    {
        var values = column.Schema.Profile.Values;
        if (values.Count is 0 or > 2 || column.IsIdentifier)
        {
            return null;
        }

        foreach (var (yes, no) in Forms)
        {
            var stored = values.FirstOrDefault(v => v.Equals(yes, StringComparison.OrdinalIgnoreCase));
            var other = values.FirstOrDefault(v => v.Equals(no, StringComparison.OrdinalIgnoreCase));
            if (values.All(v => v == stored || v == other) && (stored ?? other) is not null)
            {
                return (stored ?? yes, other ?? no);
            }
        }

        return null;
    }

    /// <summary>What a column of yes and no says of a row: "active" of is_active, 出租 of 是否出租; null where its name is no such saying.</summary>
    public static string? Saying(ColumnNode column)
    {
        if (Array.Find(ChineseAsking, a => column.Name.Length > a.Length && column.Name.StartsWith(a, StringComparison.Ordinal)) is { } asking)
        {
            return column.Name[asking.Length..];
        }

        var words = Piece().Matches(column.Name).Select(m => m.Value.ToLowerInvariant()).SkipWhile(Asking.Contains).TakeWhile(w => w is not ("flag" or "ind")).ToList();
        return words.Count is 0 or > MostWords ? null : string.Join(' ', words);
    }

    [GeneratedRegex("[A-Za-z][a-z]*|[^A-Za-z_ -]+")]
    private static partial Regex Piece();

    /// <summary>What says the opposite of a saying.</summary>
    public static IEnumerable<string> Against(string saying) =>
        (Tokenizer.IsIdeograph(saying[0]) ? ChineseNegating : Negating).Select(n => n + saying).Concat(Opposites[saying]);
}
