using Memori.Text;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>All that the stretches of a question may mean, and the best way to cut it into stretches that don't overlap.</summary>
internal sealed class Lattice(string text, IReadOnlyList<Token> tokens)
{
    // Candidates much worse than the best of their stretch are noise.
    private const double Margin = 0.35;
    private const int ManyValues = 150;
    private const double TermWorth = 2;
    private const double SureTable = 0.7;
    private const double Faintest = 0.45;
    private static readonly HashSet<string> FunctionWords = [.. DataFile.Rows("functionwords.tsv").Select(r => r[0])];
    private readonly Dictionary<(int Start, int End), Stretch> _stretches = [];

    /// <summary>Whether a word in lower case is one of grammar.</summary>
    public static bool IsFunctionWord(string word) => FunctionWords.Contains(word);

    public void Add(int start, int end, TableMatch match) => At(start, end).Tables.Add(match);

    public void Add(int start, int end, ColumnMatch match) => At(start, end).Columns.Add(match);

    public void AddValues(int start, int end, IReadOnlyList<ValueMatch> matches) => At(start, end).Values.AddRange(matches.Take(40));

    public void AddNumber(int start, int end, decimal number) => At(start, end).Number = number;

    public void AddTime(int start, int end, TimeMention time) => At(start, end).Time = time;

    public void AddClock(int start, int end, ClockMention clock) => At(start, end).Clock = clock;

    /// <summary>A term of the glossary, with its table when the words name that too.</summary>
    public void AddTerm(int start, int end, TermNode term, TableNode? named)
    {
        var stretch = At(start, end);
        (stretch.Term, stretch.TermTable) = (term, named);
    }

    public void AddCue(int start, int end, Cue cue) => At(start, end).Cue = cue;

    /// <summary>The stretches of the best cut, marks that break clauses included, in order.</summary>
    public IReadOnlyList<Mention> Best()
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == TokenKind.Quoted)
            {
                At(i, i + 1);
            }
        }

        var best = new double[tokens.Count + 1];
        var chosen = new Mention?[tokens.Count + 1];
        var byEnd = _stretches.SelectMany(s => Mentions(s.Key.Start, s.Key.End, s.Value)).ToLookup(m => m.End);
        for (var end = 1; end <= tokens.Count; end++)
        {
            best[end] = best[end - 1];
            foreach (var mention in byEnd[end])
            {
                if (best[mention.Start] + mention.Worth > best[end])
                {
                    best[end] = best[mention.Start] + mention.Worth;
                    chosen[end] = mention;
                }
            }
        }

        var cut = new List<Mention>();
        for (var end = tokens.Count; end > 0;)
        {
            if (chosen[end] is { } mention)
            {
                cut.Add(mention);
                end = mention.Start;
            }
            else
            {
                end--;
                if (tokens[end].Text is "," or "，" or "." or "。" or ";" or "；" or "?" or "？" or "、" or ":" or "：" or "!" or "！")
                {
                    cut.Add(new Mention(end, end + 1) { Text = tokens[end].Text, IsBreak = true });
                }
            }
        }

        cut.Reverse();
        TellYears(cut);
        return Widened(cut);
    }

    // 2016年入选的宜居城市, where each year has a table of its own: the year says which, and no more.
    private static void TellYears(List<Mention> cut)
    {
        var years = cut.Where(m => m is { Time: { Grain: TimeGrain.Year, IsOpen: false } } or { Number: > 1900 and < 2100, Time: null, IsSchema: false }).Where(m => YearOf(m.Text).Length > 0).ToList();
        if (years.Select(m => YearOf(m.Text)).Distinct(StringComparer.Ordinal).ToList() is not [var year])
        {
            return;
        }

        var told = false;
        for (var i = 0; i < cut.Count; i++)
        {
            if (cut[i] is { IsSchema: true, Tables.Count: > 0 } mention && !years.Contains(mention) && mention.Tables[0].Table.Name.Any(char.IsAsciiDigit) && mention.BestTable >= mention.BestColumn - 0.02
                && mention.Tables.FirstOrDefault(t => t.Table.Name.Contains(year, StringComparison.Ordinal)) is { } own)
            {
                cut[i] = mention with { Tables = [own with { Score = Math.Max(SureTable, mention.BestTable) }, .. mention.Tables.Where(t => t != own)] };
                told = true;
            }
        }

        if (told)
        {
            cut.RemoveAll(years.Contains);
        }
    }

    private static string YearOf(string text) => text.Length is >= 4 and <= 5 && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0 && (text.Length == 4 || text[4] == '年') ? text[..4] : "";

    // A name that another table has to the letter, the tables that the question names may have in part: 城市 beside 位于城市.
    private static List<Mention> Widened(List<Mention> cut)
    {
        for (var i = 0; i + 1 < cut.Count; i++)
        {
            // 招生人数: what holds numbers says so once more.
            if (cut[i + 1].Cue is { Kind: CueKind.Count, Argument: "weak" } && cut[i].End == cut[i + 1].Start && cut[i] is { IsSchema: true, BestTable: < SureTable, Columns: [{ Column.IsMeasure: true }, ..] } && Tokenizer.IsIdeograph(cut[i].Text[0]))
            {
                cut[i] = cut[i] with { End = cut[i + 1].End, Text = cut[i].Text + cut[i + 1].Text, Columns = [.. cut[i].Columns.Where(c => c.Column.IsMeasure)] };
                cut.RemoveAt(i + 1);
            }
        }

        var named = cut.Where(m => m.IsSchema).SelectMany(m => m.Tables).Where(t => t.Score >= SureTable).Select(t => t.Table).ToHashSet();
        return cut.ConvertAll(m => m.Fainter.Any(c => named.Contains(c.Column.Table)) ? m with { Columns = [.. m.Columns, .. m.Fainter.Where(c => named.Contains(c.Column.Table))] } : m);
    }

    private Stretch At(int start, int end) =>
        _stretches.TryGetValue((start, end), out var stretch) ? stretch : _stretches[(start, end)] = new Stretch();

    private IEnumerable<Mention> Mentions(int start, int end, Stretch stretch)
    {
        var span = Interruption.Span(text, tokens, start, end);
        var length = end - start;
        if (stretch.Cue is { } cue)
        {
            var worth = cue.Kind is CueKind.Soft or CueKind.Pass or CueKind.Be or CueKind.And or CueKind.Open ? 0.3 * length : length;
            yield return new Mention(start, end) { Text = span, Cue = cue, Worth = worth + (0.1 * (length - 1)) };
        }

        if (stretch.Term is { } term)
        {
            // What people defined goes before what words may mean.
            yield return new Mention(start, end) { Text = span, Term = term, Tables = stretch.TermTable is { } named ? [new TableMatch(named, 1)] : [], Worth = TermWorth * length };
        }

        var quoted = tokens[start].Kind == TokenKind.Quoted;
        var proper = quoted || (tokens[start].Capitalised && start > 0 && tokens[start - 1].Text is not ("." or "?" or "!"));
        var columns = stretch.Columns.GroupBy(c => c.Column).Select(g => g.MaxBy(c => c.Score)!).OrderByDescending(c => c.Score).ToList();
        var tables = stretch.Tables.GroupBy(t => t.Table).Select(g => g.MaxBy(t => t.Score)!).OrderByDescending(t => t.Score).ToList();
        var top = Math.Max(columns.Count > 0 ? columns[0].Score : 0, tables.Count > 0 ? tables[0].Score : 0);
        var values = stretch.Values.Where(v => MayBeValue(start, end, proper) && (proper || length > 1 || !IsName(tokens[start], v)) && (proper || length > 1 || v.Kind != ValueMatchKind.Partial || tokens[start].Kind == TokenKind.Ideograph)).ToList();
        if (!proper && !quoted && top >= SureTable && length == 2 && Lexicon.Default.MayPass(tokens[start]) && tokens[start].Kind == TokenKind.Word)
        {
            // "the mountains" are mountains, whatever a picture of one is called.
            values.Clear();
        }
        if (top == 0 && values.Count == 0 && stretch.Number is null && stretch.Time is null && stretch.Clock is null && !quoted)
        {
            yield break;
        }

        yield return new Mention(start, end)
        {
            Text = quoted ? tokens[start].Text : span,
            Columns = [.. columns.Where(c => c.Score >= top - Margin)],
            Fainter = [.. columns.Where(c => c.Score < top - Margin && c.Score >= Faintest)],
            Tables = [.. tables.Where(t => t.Score >= top - Margin)],
            Values = values,
            Number = stretch.Number,
            Time = stretch.Time,
            Clock = stretch.Clock,
            IsQuoted = quoted,
            IsProper = proper,
            Worth = Math.Max(NameWorth(start, end, top), OtherWorth(length, values.Count > 0, proper, quoted, stretch)),
        };
    }

    private double NameWorth(int start, int end, double score)
    {
        if (score == 0)
        {
            return 0;
        }

        var content = Enumerable.Range(start, end - start).Count(i => !Lexicon.Default.MayPass(tokens[i]));
        var size = score >= 0.9 ? end - start : content;
        var unit = tokens[start].Kind == TokenKind.Ideograph && score < 0.95 ? 0.8 : 1;
        return ((score * size) + (0.25 * (size - 1) * score)) * unit;
    }

    private static double OtherWorth(int length, bool isValue, bool proper, bool quoted, Stretch stretch)
    {
        var worth = quoted ? 5 : 0.0;
        if (isValue)
        {
            worth = Math.Max(worth, (length * (proper ? 1.15 : 0.85)) + (0.25 * (length - 1)));
        }

        if (stretch.Number is not null)
        {
            worth = Math.Max(worth, 1.02 * length);
        }

        return stretch.Time is not null || stretch.Clock is not null ? Math.Max(worth, 1.1 * length) : worth;
    }

    // One common word of the thousands that titles are is not meant as a title, written small.
    private static bool IsName(Token token, ValueMatch value) =>
        token.Kind == TokenKind.Word && char.IsUpper(value.Value[0]) && value.Kind == ValueMatchKind.Exact && value.Column.Schema.Profile.DistinctCount is null or > ManyValues;

    // A common word that happens to be stored somewhere is no value unless it is written like a name.
    private bool MayBeValue(int start, int end, bool proper)
    {
        if (end - start > 1)
        {
            return true;
        }

        var token = tokens[start];
        return token.Kind switch
        {
            TokenKind.Quoted or TokenKind.Number => true,
            TokenKind.Ideograph => token.Text is "男" or "女" or "狗" or "猫",
            _ => (token.Text.Length > 1 || (proper && char.IsUpper(token.Text[0]) && token.Text is not ("A" or "I")))
                && !Lexicon.Default.MayPass(token)
                && (!FunctionWords.Contains(token.Lower) || (proper && token.Text.All(char.IsUpper)))
                && (proper || CueLexicon.Default.Find(tokens, start, 1) is null),
        };
    }

    private sealed class Stretch
    {
        public List<TableMatch> Tables { get; } = [];

        public List<ColumnMatch> Columns { get; } = [];

        public List<ValueMatch> Values { get; } = [];

        public decimal? Number { get; set; }

        public TimeMention? Time { get; set; }

        public ClockMention? Clock { get; set; }

        public Cue? Cue { get; set; }

        public TermNode? Term { get; set; }

        public TableNode? TermTable { get; set; }
    }
}
