using System.Text.RegularExpressions;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>A value of the database that a stretch of a question may mean.</summary>
/// <param name="Column">The column that holds it.</param>
/// <param name="Value">The value as stored.</param>
/// <param name="Score">How alike, 0–1.</param>
internal sealed record ValueMatch(ColumnNode Column, string Value, double Score)
{
    /// <summary>How the words meet the value.</summary>
    public ValueMatchKind Kind { get; init; }
}

/// <summary>The distinct values of text columns by their normalised text. Immutable and thread-safe.</summary>
internal sealed partial class ValueIndex
{
    private const int LongestValue = 12;
    private const int LongestText = 80;

    // What all columns together may hold in memory: about 50 MB.
    private const int MostValues = 200_000;
    private const double MeaningScore = 0.95;
    private const double CodeScore = 0.97;
    private const double CoreScore = 0.9;

    // A code of one or two letters means so much only where the column says of what: CA is a state or a country.
    private const int LongestCode = 2;
    private static readonly HashSet<string> Coded = ["state", "province", "region", "gender", "sex", "sexe", "性别", "州", "type", "direction"];

    private static readonly Dictionary<string, string[]> Translations = DataFile.Rows("values.tsv")
        .GroupBy(r => Tokenizer.Key(r[0]), StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.SelectMany(r => r[1].Split(',')).Select(Tokenizer.Key).ToArray(), StringComparer.Ordinal);

    private readonly Dictionary<string, List<ValueMatch>> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ValueMatch>> _byCore = new(StringComparer.Ordinal);

    private readonly List<(string Saying, ValueMatch Match)> _said = [];

    public ValueIndex(IReadOnlyList<TableNode> tables)
    {
        var columns = tables.SelectMany(t => t.Columns).Where(c => !c.IsNumeric && !c.IsDate && c.Schema.Profile.Values.Count > 0).ToList();
        var share = Share(columns.ConvertAll(c => c.Schema.Profile.Values.Count));
        foreach (var column in columns)
        {
            foreach (var value in column.Schema.Profile.Values.Take(share))
            {
                Add(column, value);
            }
        }

        foreach (var column in tables.SelectMany(t => t.Columns))
        {
            AddFlag(column);
            foreach (var (value, meaning) in CommentReader.Read(column.Schema.Comment).Codes)
            {
                Put(Tokenizer.Key(meaning), new ValueMatch(column, value, CodeScore) { Kind = ValueMatchKind.Meaning });
                if (!column.IsNumeric)
                {
                    Put(Tokenizer.Key(value), new ValueMatch(column, value, CodeScore));
                }
            }
        }

        _spelling = new Lazy<Spelling>(() => new Spelling(_byWord.Keys));
        _sounds = new Lazy<List<(string Sound, List<ValueMatch> Values, double Factor)>>(Sounds);
    }

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>The values whose text is that of the tokens.</summary>
    public IReadOnlyList<ValueMatch> Exact(string key)
    {
        var own = _byKey.GetValueOrDefault(key);
        if (!Translations.TryGetValue(key, out var stored))
        {
            return own ?? Company(key);
        }

        return [.. own ?? [], .. stored.SelectMany(s => _said.Where(f => f.Saying == s).Select(f => f.Match)), .. stored.SelectMany(s => (_byKey.GetValueOrDefault(s) ?? []).Where(m => s.Length > LongestCode || char.IsDigit(s[0]) || Tokenizer.IsIdeograph(s[0]) || m.Column.Words.Any(Coded.Contains))).Select(m => m with { Score = MeaningScore, Kind = ValueMatchKind.Meaning })];
    }

    // "inactive", 离职: what a column of yes and no says by its no; what it says by its yes is its name, but for Chinese words.
    private void AddFlag(ColumnNode column)
    {
        if (Flags.Of(column) is not var (yes, no) || Flags.Saying(column) is not { } saying)
        {
            return;
        }

        foreach (var against in Flags.Against(saying))
        {
            Put(Tokenizer.Key(against), new ValueMatch(column, no, MeaningScore) { Kind = ValueMatchKind.Meaning });
        }

        var said = new ValueMatch(column, yes, MeaningScore) { Kind = ValueMatchKind.Meaning };
        if (Tokenizer.IsIdeograph(saying[0]))
        {
            Put(Tokenizer.Key(saying), said);
        }
        else
        {
            _said.Add((Tokenizer.Key(saying), said));
        }
    }

    // 河北航空 of 河北航空有限公司, 亚马逊公司 of 亚马逊集团: what its ending leaves, where that is one name only.
    private IReadOnlyList<ValueMatch> Company(string key)
    {
        var found = _byCore.GetValueOrDefault(key) ?? (Endings.Core(key) is { } core ? _byCore.GetValueOrDefault(core) ?? _byKey.GetValueOrDefault(core) : null) ?? [];
        return found.TrueForAll(m => m.Value == found[0].Value) ? [.. found.Select(m => m with { Score = CoreScore, Kind = ValueMatchKind.Partial })] : [];
    }

    // The most values of one column so that all of them together stay in bounds: large columns give way to small ones.
    private static int Share(List<int> counts)
    {
        counts.Sort();
        var left = MostValues;
        for (var i = 0; i < counts.Count; i++)
        {
            if (counts[i] > left / (counts.Count - i))
            {
                return left / (counts.Count - i);
            }

            left -= counts[i];
        }

        return int.MaxValue;
    }

    private void Add(ColumnNode column, string value)
    {
        if (value.Length is 0 or > LongestText)
        {
            return;
        }

        var key = Tokenizer.Key(value);
        if (key.Length == 0 || (key.Count(c => c == ' ') >= LongestValue && !Tokenizer.IsIdeograph(key[0])))
        {
            return;
        }

        var match = new ValueMatch(column, value, 1);
        Put(key, match);
        if (Humped().Replace(value, " ") is var apart && apart.Length > value.Length && Tokenizer.Key(apart) is var words && words != key)
        {
            // InTransit: "in transit"
            Put(words, match);
        }

        AddWords(key, match);
        if (Endings.Core(key) is { } core)
        {
            if (!_byCore.TryGetValue(core, out var list))
            {
                _byCore[core] = list = new List<ValueMatch>(1);
            }

            list.Add(match);
        }
    }

    [GeneratedRegex("(?<=^[A-Za-z]*[a-z])(?=[A-Z][a-z]+[A-Za-z]*$)")]
    private static partial Regex Humped();

    private void Put(string key, ValueMatch match)
    {
        if (!_byKey.TryGetValue(key, out var list))
        {
            _byKey[key] = list = new List<ValueMatch>(1);
        }

        list.Add(match);
        Count++;
    }
}
