using System.Text.RegularExpressions;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>
/// Tells the tables that are copies of others: staging, backup, history, archive and log tables, those of one day or one country.
/// People mean the original unless they say otherwise.
/// </summary>
internal sealed partial class TableCopies
{
    // A copy keeps nearly all columns of its original; a log of changes may keep the key alone.
    private const double Overlap = 0.7;
    private const int MostPieces = 2;

    // "orders_us": a part of a table is told by its columns alone, so they must be telling.
    private const int LongestPart = 3;
    private const int FewestOwn = 3;

    // Columns that every tenth table has are housekeeping.
    private const int CommonShare = 10;
    private const int CommonTables = 5;

    private static readonly Dictionary<string, (string Kind, string[] Words)> Affixes = DataFile.Rows("copies.tsv")
        .ToDictionary(r => r[0], r => (r[1], r[2].Split(',')), StringComparer.Ordinal);

    private readonly string?[] _kinds;
    private readonly HashSet<string> _common;

    public TableCopies(DatabaseSchema schema)
    {
        _kinds = new string?[schema.Tables.Count];
        var originals = new Dictionary<string, TableSchema>(StringComparer.OrdinalIgnoreCase);
        foreach (var table in schema.Tables)
        {
            originals.TryAdd(table.Name, table);
        }

        _common = schema.Tables.SelectMany(t => t.Columns).GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > Math.Max(CommonTables, schema.Tables.Count / CommonShare)).Select(g => g.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < _kinds.Length; i++)
        {
            _kinds[i] = KindOf(schema.Tables[i], originals);
        }
    }

    /// <summary>Whether the table is a copy of another.</summary>
    public bool IsCopy(int table) => _kinds[table] is not null;

    /// <summary>The kind of copy, or null for an original.</summary>
    public string? KindOf(int table) => _kinds[table];

    /// <summary>Whether so many tables have such a column that it says nothing of what is in them.</summary>
    public bool IsHousekeeping(string column) => _common.Contains(column);

    /// <summary>The kinds of copies that a question asks for.</summary>
    public static HashSet<string> AskedFor(string question)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var lower = question.ToLowerInvariant();
        foreach (var (kind, words) in Affixes.Values)
        {
            if (Array.Exists(words, word => Contains(lower, word)))
            {
                asked.Add(kind);
            }
        }

        return asked;
    }

    private static bool Contains(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (Tokenizer.IsIdeograph(word[0])
                || ((at == 0 || !char.IsLetter(text[at - 1])) && (at + word.Length == text.Length || !char.IsAsciiLetter(text[at + word.Length]) || text[at + word.Length] == 's')))
            {
                return true;
            }
        }

        return false;
    }

    private string? KindOf(TableSchema table, Dictionary<string, TableSchema> originals)
    {
        var pieces = table.Name.Split('_', StringSplitOptions.RemoveEmptyEntries);
        for (var taken = 1; taken <= 2 * MostPieces && taken < pieces.Length; taken++)
        {
            for (var front = Math.Min(taken, MostPieces); front >= 0 && taken - front <= MostPieces; front--)
            {
                var name = string.Join('_', pieces[front..^(taken - front)]);
                if (originals.TryGetValue(name, out var original) && original != table
                    && KindOf([.. pieces[..front], .. pieces[^(taken - front)..]], table, original) is { } kind)
                {
                    return kind;
                }
            }
        }

        return null;
    }

    private string? KindOf(string[] affixes, TableSchema copy, TableSchema original)
    {
        string? kind = null;
        foreach (var affix in affixes)
        {
            var plain = affix.ToLowerInvariant().TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
            kind ??= Affixes.TryGetValue(plain, out var known) ? known.Kind : Day().IsMatch(affix) ? "history" : null;
        }

        if (kind == "log")
        {
            return kind;
        }

        var names = copy.Columns.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var own = original.Columns.Where(c => !_common.Contains(c.Name)).ToList();
        var overlaps = own.Count > 0 && own.Count(c => names.Contains(c.Name)) >= Overlap * own.Count;
        return !overlaps ? null : kind ?? (affixes is [{ Length: <= LongestPart }] && own.Count >= FewestOwn ? "part" : null);
    }

    [GeneratedRegex(@"\A(v\d+|(19|20)\d{2}(\d{2}(\d{2})?)?)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Day();
}
