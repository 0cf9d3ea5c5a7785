using Memori.Text2Sql.Grounding.Linking.Derived;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>One way to call a table or a column.</summary>
/// <param name="Words">Its words in their base form.</param>
/// <param name="Table">The table, when it names a table.</param>
/// <param name="Column">The column, when it names a column.</param>
/// <param name="Factor">How good this name is, 0–1: its own name 1, without the table's words a little less.</param>
internal sealed record NameEntry(string[] Words, TableNode? Table, ColumnNode? Column, double Factor)
{
    public double TotalWeight { get; init; }

    /// <summary>The least score that counts.</summary>
    public double Threshold { get; init; }
}

/// <summary>Finds the names that a stretch of a question may mean, whole or in part.</summary>
internal sealed class NameIndex
{
    // Single characters that are words by themselves.
    // What Chinese names say before the thing itself: 所属省份, 位于城市.
    private static readonly string[] Prefixes = ["总部所在", "所属", "所在", "所处", "位于", "隶属", "归属", "来自", "主要", "对应", "总部"];
    private const double WithoutPrefix = 0.93;
    private const double ReferringFactor = 0.55;
    private const double WholeWord = 0.8;

    private static readonly HashSet<string> Telling = ["人", "书", "车", "省", "市", "县", "狗", "猫", "歌", "课", "船", "山", "河", "岛", "药", "班", "店", "轮", "队", "奖", "票", "桥", "湖", "国", "州", "系", "楼", "街", "酒", "菜", "树", "花", "马", "画", "诗", "病", "镇", "村", "区", "酶", "鱼", "鸟", "鞋", "茶", "塔", "星"];

    private const double Threshold = 0.34;

    // Comments are sentences: a word of one names nothing.
    private const double CommentThreshold = 0.6;
    private const double StemWeight = 0.8;
    private const double SynonymFactor = 0.99;
    private const int MostSynonyms = 50;
    private const int LongestSynonym = 100;
    private const double Faint = 0.12;
    private const double WithoutId = 0.5;
    private const double HeadFactor = 0.72;

    // has_amenity ties amenities to what has them, dorm_amenity says what they are.
    private const double LinkFactor = 0.7;
    private const double LightHead = 0.6;
    private const double AlternativeFactor = 0.92;
    private const double DerivedFactor = 0.97;
    private const double ExactFactor = 0.99;
    private const double DerivedThreshold = 0.85;
    private const int LongestKind = 2;

    private static readonly string[][][] Alternatives = [.. DataFile.Rows("alternatives.tsv").Select(r => r[0].Split(',').Select(DerivedWords.Split).ToArray())];

    // No name is met by a function word alone.
    private const double Light = 0.06;
    private readonly Dictionary<string, List<NameEntry>> _byWord = new(StringComparer.Ordinal);
    private readonly HashSet<(string First, string Second)> _pairs = [];
    private readonly HashSet<string> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lexicon _lexicon;

    public NameIndex(IReadOnlyList<TableNode> tables, Lexicon lexicon)
    {
        _lexicon = lexicon;
        foreach (var derived in tables.SelectMany(DerivedColumns.Of))
        {
            // 基金总数: what the two columns make, or the rows of a table of funds.
            var counted = derived.Of is { } of ? tables.FirstOrDefault(t => of.Any(t.Words.SequenceEqual)) : null;
            var isStored = derived.Of is { } cores && tables.Any(t => t != derived.Column.Table
                && t.Columns.Any(c => c.IsMeasure && cores.Any(core => DerivedWords.Starts(c.Words, core) && c.Words.Length <= core.Length + LongestKind)));
            foreach (var name in derived.Names)
            {
                // 总成交量 is the sum of what another table has as 成交量.
                var words = DerivedWords.Split(name);
                if (isStored && words.Any(w => w is "总" or "total"))
                {
                    continue;
                }

                Add(words, null, derived.Column, derived.IsExact ? ExactFactor : DerivedFactor, derived.IsExact || isStored ? 1 : DerivedThreshold);
                if (counted is not null)
                {
                    Add(words, counted, null, DerivedFactor, DerivedThreshold);
                }
            }
        }

        foreach (var table in tables)
        {
            Add(table.Words, table, null, 1);
            AddHead(table);
            AddSynonyms(table.Schema.Synonyms, table, null);
            AddComment(table.Schema.Comment, table, null);
            foreach (var column in table.Columns)
            {
                Add(column.Words, null, column, 1);
                _columns.Add(string.Concat(column.Words));
                _pairs.UnionWith(column.Words.Zip(column.Words.Skip(1)));
                _pairs.Add((table.Words[^1], column.Words[0]));
                AddWithoutTable(column, table);
                AddAlternatives(column);
                AddWithoutPrefix(column);
                AddSynonyms(column.Schema.Synonyms, null, column);
                AddComment(column.Schema.Comment, null, column);
            }
        }
    }

    /// <summary>The names met at each stretch, the best score per table or column and stretch.</summary>
    /// <param name="tokens">The question.</param>
    /// <param name="within">The tables to look at, by their index; null for all.</param>
    public IEnumerable<(int Start, int End, NameEntry Name, double Score)> Find(IReadOnlyList<Token> tokens, IReadOnlySet<int>? within = null)
    {
        var meanings = tokens.Select((_, i) => _lexicon.At(tokens, i)).ToArray();
        for (var start = 0; start < tokens.Count; start++)
        {
            var tried = new HashSet<NameEntry>(ReferenceEqualityComparer.Instance);
            if (_lexicon.WeightOf(tokens[start].Lower) < Light)
            {
                continue;
            }

            foreach (var name in meanings[start].SelectMany(m => m.Words).SelectMany(Candidates))
            {
                if ((within?.Contains((name.Table ?? name.Column!.Table).Index) ?? true) && tried.Add(name) && Match(tokens, meanings, start, name) is var (end, score) && score >= name.Threshold)
                {
                    yield return (start, end, name, score * name.Factor);
                }
            }
        }
    }

    /// <summary>Whether the two words follow each other in the name of a column, the table's own name before it included.</summary>
    public bool HasPair(string first, string second) => _pairs.Contains((first, second));

    /// <summary>Whether a column is called by these words, written without spaces.</summary>
    public bool IsColumn(string words) => _columns.Contains(words);

    private IEnumerable<NameEntry> Candidates(string word)
    {
        IEnumerable<NameEntry> exact = _byWord.TryGetValue(word, out var list) ? list : [];
        return _byWord.TryGetValue("~" + Words.Stem(word), out var stems) ? exact.Concat(stems) : exact;
    }

    private (int End, double Score)? Match(IReadOnlyList<Token> tokens, IReadOnlyList<WordMatch>[] meanings, int start, NameEntry name)
    {
        var used = new bool[name.Words.Length];
        double gained = 0;
        int position = start, end = start, passed = 0;
        while (position < tokens.Count)
        {
            // 渠道的销售 is no 销售渠道.
            var before = passed > 0 && tokens[position - 1].Text == "的" ? Array.LastIndexOf(used, true) : -1;
            if (before > 0 && BestAt(meanings[position], name, [.. used.Select((u, i) => u || i > before)]) is not null)
            {
                break;
            }

            if (BestAt(meanings[position], name, used) is var (length, gain))
            {
                gained += gain;
                position += length;

                // A preposition belongs to a mention only with what follows it.
                end = gain >= Faint || end == start ? position : end;
                passed = 0;
            }
            else if (position > start && passed < 2 && _lexicon.MayPass(tokens[position]) && !(name.Table is not null && tokens[position].Kind == TokenKind.Ideograph))
            {
                position++;
                passed++;
            }
            else
            {
                break;
            }
        }

        // One character of several says nothing, unless it is a word for the whole (省 for 省份).
        if (end - start == 1 && tokens[start].Kind == TokenKind.Ideograph
            && (name.Words.Length > 1 ? gained < WholeWord * name.TotalWeight : tokens[start].Text != name.Words[0] && !Telling.Contains(tokens[start].Text)))
        {
            return null;
        }

        // "customer" alone is no customer_id.
        var factor = name.Words.Length > 1 && name.Words[^1] == "id" && !used[^1] ? WithoutId : 1;
        return end == start ? null : (end, factor * gained / name.TotalWeight);
    }

    private (int Length, double Gain)? BestAt(IReadOnlyList<WordMatch> meanings, NameEntry name, bool[] used)
    {
        (int Length, double Gain, int[] Places)? best = null;
        foreach (var meaning in meanings)
        {
            if (Places(meaning.Words, name, used, out var factor) is { } places)
            {
                var gain = meaning.Weight * factor * places.Sum(p => _lexicon.WeightOf(name.Words[p]));
                if (best is null || gain > best.Value.Gain + 1e-9 || (gain > best.Value.Gain - 1e-9 && meaning.Length > best.Value.Length))
                {
                    best = (meaning.Length, gain, places);
                }
            }
        }

        if (best is null)
        {
            return null;
        }

        foreach (var place in best.Value.Places)
        {
            used[place] = true;
        }

        return (best.Value.Length, best.Value.Gain);
    }

    private static int[]? Places(string[] words, NameEntry name, bool[] used, out double factor)
    {
        factor = 1;
        var places = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            // 两院院士: what a name says twice is met twice.
            var place = Array.IndexOf(name.Words, words[i]);
            while (place >= 0 && (used[place] || Array.IndexOf(places, place, 0, i) >= 0))
            {
                place = Array.IndexOf(name.Words, words[i], place + 1);
            }

            if (place < 0 && words[i].Length > 3)
            {
                var stem = Words.Stem(words[i]);
                place = Array.FindIndex(name.Words, w => w.Length > 3 && Words.Stem(w) == stem);
                factor *= StemWeight;
            }

            if (place < 0 || used[place] || Array.IndexOf(places, place, 0, i) >= 0)
            {
                return null;
            }

            places[i] = place;
        }

        return places;
    }

    private void AddWithoutTable(ColumnNode column, TableNode table)
    {
        var rest = column.Words.SkipWhile(table.Words.Contains).ToArray();
        if (rest.Length > 0 && rest.Length < column.Words.Length)
        {
            Add(rest, null, column, 0.95);
        }
        else if (column.Words.Length > 1 && column.Words[^1] is "name" or "title")
        {
            Add([column.Words[^1]], null, column, 0.6);
        }
        else if (column.Words.Where(w => !table.Words.Contains(w)).ToArray() is { Length: > 0 } others && others.Length < column.Words.Length && !Tokenizer.IsIdeograph(column.Words[0][0]))
        {
            // date_order_placed of an order
            Add(others, null, column, 0.9);
        }
    }

    // state_province_county holds a state, a province or a county.
    private void AddAlternatives(ColumnNode column)
    {
        var words = column.Words.Where(w => w != "or").ToArray();
        if (words.Length > 1 && Array.Find(Alternatives, group => IsMadeOf(words, group)) is { } kind)
        {
            foreach (var alternative in kind.Where(a => Starts(words, a).Any()))
            {
                Add(alternative, null, column, AlternativeFactor);
            }
        }
    }

    private static bool IsMadeOf(ReadOnlySpan<string> words, string[][] group)
    {
        if (words.Length == 0)
        {
            return true;
        }

        foreach (var alternative in group)
        {
            if (words.StartsWith(alternative) && IsMadeOf(words[alternative.Length..], group))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<int> Starts(string[] words, string[] part) =>
        Enumerable.Range(0, Math.Max(0, words.Length - part.Length + 1)).Where(i => words.AsSpan(i, part.Length).SequenceEqual(part));

    // The party_events are events.
    private void AddHead(TableNode table)
    {
        if (table.Words.Length > 1 && !Tokenizer.IsIdeograph(table.Words[0][0]) && (table.Words[^1] == "record" || _lexicon.WeightOf(table.Words[^1]) > LightHead))
        {
            Add([table.Words[^1]], table, null, table.IsLink ? LinkFactor : HeadFactor);
        }
    }

    private void AddWithoutPrefix(ColumnNode column)
    {
        if (Array.Find(Prefixes, p => column.Name.Length > p.Length && column.Name.StartsWith(p, StringComparison.Ordinal)) is { } prefix && column.Words.Length > prefix.Length)
        {
            Add(column.Words[prefix.Length..], null, column, WithoutPrefix);
        }
        else if (column.Words.Length > 2 && column.Words[^1] == "id" && Tokenizer.IsIdeograph(column.Words[0][0]))
        {
            // 城市id tells cities apart too.
            Add(column.Words[..^1], null, column, ReferringFactor);
        }
    }

    // What people call a thing goes before what a comment says of it, and is as good as its own name.
    private void AddSynonyms(IReadOnlyList<string> synonyms, TableNode? table, ColumnNode? column)
    {
        foreach (var name in synonyms.Take(MostSynonyms))
        {
            var words = Tokenizer.Tokenize(name.Length > LongestSynonym ? name[..LongestSynonym] : name).Where(t => t.Kind != TokenKind.Mark).Select(t => t.Lemma).ToArray();
            if (words.Length > 0)
            {
                Add(words, table, column, SynonymFactor);
            }
        }
    }

    // A foreign key's comment names the thing referred to, which its own table names better.
    private void AddComment(string? comment, TableNode? table, ColumnNode? column)
    {
        foreach (var name in CommentReader.Read(comment).Names)
        {
            var words = Tokenizer.Tokenize(name).Where(t => t.Kind != TokenKind.Mark).Select(t => t.Lemma).ToArray();
            if (words.Length > 0)
            {
                Add(words, table, column, column is { IsForeignKey: true } ? 0.6 : 0.97, words.Length > 2 && !Tokenizer.IsIdeograph(words[0][0]) ? CommentThreshold : Threshold);
            }
        }
    }

    private void Add(string[] words, TableNode? table, ColumnNode? column, double factor, double threshold = Threshold)
    {
        var entry = new NameEntry(words, table, column, factor) { TotalWeight = words.Sum(_lexicon.WeightOf), Threshold = threshold };
        foreach (var word in words.Distinct(StringComparer.Ordinal))
        {
            Put(word, entry);
            if (word.Length > 3)
            {
                Put("~" + Words.Stem(word), entry);
            }
        }
    }

    private void Put(string key, NameEntry entry)
    {
        if (!_byWord.TryGetValue(key, out var list))
        {
            _byWord[key] = list = [];
        }

        list.Add(entry);
    }
}
