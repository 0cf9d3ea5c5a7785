using Memori.Text;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>
/// Links the words of a question to the tables, columns and values of a database: all that each stretch may mean is found first,
/// then the best way to cut the question into stretches is chosen as a whole. Thread-safe.
/// </summary>
public sealed class Linker(DatabaseIndex index)
{
    private const double SimilarThreshold = 0.72;

    // In a large schema, how many tables are looked at closely.
    private const int MostCandidates = 48;

    // What the first table of the search is worth beside the votes of the mentions.
    private const double SearchShare = 4;
    private const double NamedTable = 0.5;
    private const double TermVote = 2;
    private const double SureName = 0.6;
    private const double SureWord = 0.8;
    private const double UnitName = 0.45;
    private const double ExactName = 0.99;
    private const double LessThanExact = 0.8;
    private const double AskedFor = 0.96;
    private const int LongestAsking = 4;
    private const int LongestSounding = 12;
    private const int MostLinks = 4;
    private const int MostSpreading = 6;
    private const double PersonShare = 0.7;
    private const double ReferredShare = 0.45;
    private const double ReferringShare = 0.25;

    // Whom "who" may mean.
    private static readonly HashSet<string> People = ["employee", "staff", "person", "customer", "supplier", "contact", "member", "user", "driver", "agent", "candidate", "rep"];

    /// <summary>Links <paramref name="question"/>.</summary>
    /// <param name="question">The question.</param>
    /// <param name="options">Whether values and the glossary are looked up; both when null.</param>
    public LinkResult Link(Question question, ContextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(question);
        var plain = Tokenizer.Tokenize(question.Text);
        var terms = options?.IncludeGlossary ?? true ? index.Terms.Find(plain) : [];
        var chosen = index.Search?.Rank(question.Text, plain, MostCandidates);
        var within = chosen?.Select(t => t.Table.Index).Concat(terms.Select(t => t.Node.Table).OfType<TableNode>().Select(t => t.Index)).ToHashSet();
        var tokens = Interruption.Mend(Ellipsis.Expand(plain, index.Names), index.Names);
        var lattice = new Lattice(question.Text, tokens);
        AddNames(lattice, tokens, within);
        if (terms.Count > 0)
        {
            AddTerms(lattice, tokens, index.Terms.Find(tokens));
        }

        if (options?.IncludeValues ?? true)
        {
            AddValues(lattice, tokens, within);
        }

        foreach (var (start, end, match) in index.Composed.Find(tokens).Concat(index.Per.Find(tokens)).Where(c => within?.Contains(c.Match.Column.Table.Index) ?? true))
        {
            lattice.Add(start, end, match);
        }

        AddUnits(lattice, tokens, within);
        AddNumbers(lattice, tokens);
        AddCues(lattice, tokens);
        AddTimes(lattice, tokens, question);
        AddClocks(lattice, tokens, question.Text);
        var mentions = lattice.Best();
        var loose = options is { IncludeValues: false } ? [] : new LooseValues(tokens, index.Values, index.Lexicon, within).Find(mentions);
        if (AddLoose(lattice, tokens, loose))
        {
            mentions = lattice.Best();
        }

        return new LinkResult(question, tokens, mentions, RankTables(mentions, chosen), [.. ValueLinks(question.Text, tokens, mentions, loose)], TermLinks(question.Text, plain, terms));
    }

    private void AddNames(Lattice lattice, IReadOnlyList<Token> tokens, HashSet<int>? within)
    {
        var found = index.Names.Find(tokens, within).ToList();
        var exact = found.Where(f => f.Name.Column is not null && f.Score > ExactName).Select(f => (f.Start, f.End)).ToHashSet();
        foreach (var (start, end, name, met) in found)
        {
            // 最低定价, where there is a 定价 and elsewhere a 最低价格: the name that is said to the letter leaves the rest to the aggregate.
            var score = met < ExactName && name.Column is { Derived: null } && Extreme(tokens, start, end) is var length and > 0 && exact.Contains((start + length, end)) ? met * LessThanExact : met;
            if (end > start + 1 ? Classifiers.IsAt(tokens, start) : IsPlace(tokens, start))
            {
                // 两名员工, 前3名: 名 belongs to the number.
                continue;
            }

            if (name.Table is { } table)
            {
                lattice.Add(start, end, new TableMatch(table, score));
            }
            else
            {
                lattice.Add(start, end, new ColumnMatch(name.Column!, score));
            }
        }
    }

    // 排名, 前3名, 第几名
    private static bool IsPlace(IReadOnlyList<Token> tokens, int at) =>
        tokens[at].Text == "名" && at > 0 && (tokens[at - 1].Text is "排" or "几" || tokens[at - 1].Kind == TokenKind.Number || NumberReader.Read(tokens, at - 1) is not null);

    private static int Extreme(IReadOnlyList<Token> tokens, int start, int end) =>
        tokens[start].Kind == TokenKind.Ideograph
            ? Enumerable.Range(1, Math.Max(0, end - start - 1)).LastOrDefault(length => CueLexicon.Default.Find(tokens, start, length)?.Kind is CueKind.Superlative or CueKind.Aggregate or CueKind.Most) : 0;

    // 多少岁, 几页: the unit says which column; 多少钱, 多高: the question word does.
    private void AddUnits(Lattice lattice, IReadOnlyList<Token> tokens, HashSet<int>? within)
    {
        for (var start = 0; start < tokens.Count; start++)
        {
            for (var length = 2; tokens[start].Text is "多" or "几" or "什" or "何" or "哪" && length <= LongestAsking && start + length <= tokens.Count; length++)
            {
                foreach (var concept in Units.Of(string.Concat(tokens.Skip(start).Take(length).Select(t => t.Text))))
                {
                    foreach (var (_, _, name, score) in index.Names.Find(Tokenizer.Tokenize(concept), within))
                    {
                        if (name.Column is { } column && score > UnitName)
                        {
                            lattice.Add(start, start + length, new ColumnMatch(column, AskedFor * score));
                        }
                    }
                }
            }
        }

        for (var start = 1; start < tokens.Count; start++)
        {
            var asks = tokens[start - 1].Text == "几" || (start > 1 && tokens[start - 1].Text == "少" && tokens[start - 2].Text == "多");
            for (var length = 1; asks && length <= 3 && start + length <= tokens.Count; length++)
            {
                foreach (var concept in Units.Of(string.Concat(tokens.Skip(start).Take(length).Select(t => t.Text))))
                {
                    foreach (var (_, _, name, score) in index.Names.Find(Tokenizer.Tokenize(concept), within))
                    {
                        if (name.Column is { } column && score > UnitName)
                        {
                            lattice.Add(start, start + length, new ColumnMatch(column, 0.85 * score));
                        }
                    }
                }
            }
        }
    }

    private void AddTerms(Lattice lattice, IReadOnlyList<Token> tokens, IReadOnlyList<TermMatch> terms)
    {
        foreach (var (start, end, node, whole) in terms)
        {
            var stretch = tokens.Skip(start).Take(end - start).ToList();
            var named = node.Table is { } table && index.Names.Find(stretch, new HashSet<int> { table.Index }).Any(n => n.Name.Table == table && n.Score > NamedTable);

            // What stands between the words of a term means something of its own, and so does the table's name behind it.
            lattice.AddTerm(start, whole ? end : start + 1, node, named && whole ? node.Table : null);
        }
    }

    private static List<TermLink> TermLinks(string text, IReadOnlyList<Token> tokens, IReadOnlyList<TermMatch> terms) =>
        [.. terms.Select(t => new TermLink(text[tokens[t.Start].Start..tokens[t.End - 1].End], t.Node.Term)).DistinctBy(t => t.Term)];

    private void AddValues(Lattice lattice, IReadOnlyList<Token> tokens, HashSet<int>? within)
    {
        for (var start = 0; start < tokens.Count; start++)
        {
            if (tokens[start].Kind == TokenKind.Quoted)
            {
                var exact = index.Values.Exact(Tokenizer.Key(tokens[start].Text));
                var similar = exact.Count > 0 ? exact : index.Values.Similar(ValueIndex.Terms(tokens[start].Text), SimilarThreshold);
                lattice.AddValues(start, start + 1, Within(similar.Count > 0 ? similar : BySound(tokens[start].Text), within));
                continue;
            }

            if (tokens[start].Kind == TokenKind.Mark)
            {
                continue;
            }

            var key = "";
            for (var end = start + 1; end <= Math.Min(tokens.Count, start + 14) && tokens[end - 1].Kind != TokenKind.Quoted; end++)
            {
                if (tokens[end - 1].Kind == TokenKind.Mark)
                {
                    continue;
                }

                key = key.Length == 0 ? tokens[end - 1].Lemma : key + " " + tokens[end - 1].Lemma;
                if (Within(index.Values.Exact(key), within) is { Count: > 0 } exact)
                {
                    lattice.AddValues(start, end, exact);
                }
            }
        }
    }

    // What a Chinese text in quotation marks may be called in a database of Latin letters: written by its sound.
    private IReadOnlyList<ValueMatch> BySound(string text) =>
        text is { Length: > 0 and <= LongestSounding } && Tokenizer.IsIdeograph(text[0]) ? index.Values.Sounding(text) : [];

    private static IReadOnlyList<ValueMatch> Within(IReadOnlyList<ValueMatch> matches, HashSet<int>? tables) =>
        tables is null || matches.Count == 0 ? matches : [.. matches.Where(m => tables.Contains(m.Column.Table.Index))];

    private static void AddNumbers(Lattice lattice, IReadOnlyList<Token> tokens)
    {
        for (var start = 0; start < tokens.Count; start++)
        {
            if (NumberReader.Read(tokens, start) is var (value, length))
            {
                lattice.AddNumber(start, start + length, value);
            }
        }
    }

    // Where amounts are columns, "the total amount of" does not count.
    private bool HasAmount { get; } = index.Tables.Any(t => t.Columns.Any(c => c.IsMeasure && c.Words.Contains("amount")));

    private void AddCues(Lattice lattice, IReadOnlyList<Token> tokens)
    {
        for (var start = 0; start < tokens.Count; start++)
        {
            for (var length = 1; length <= CueLexicon.Default.Longest && start + length <= tokens.Count; length++)
            {
                // "the return of an item" commands nothing.
                if (CueLexicon.Default.Find(tokens, start, length) is { } cue && !IsAlternative(tokens, start, length, cue) && !(cue.Kind == CueKind.Command && start > 0 && tokens[start - 1].Lower is "the" or "a" or "an") && !(cue.Kind == CueKind.Count && HasAmount && Enumerable.Range(start, length).Any(i => tokens[i].Lower == "amount")))
                {
                    lattice.AddCue(start, start + length, cue);
                }
            }
        }
    }

    // "above 50 or below 46": a second bound, not one that goes with the first.
    private static bool IsAlternative(IReadOnlyList<Token> tokens, int start, int length, Cue cue) =>
        cue is { Kind: CueKind.Compare, Extra: "left" } && tokens[start].Lower == "or" && start + length < tokens.Count && NumberReader.Read(tokens, start + length) is not null;

    private static void AddTimes(Lattice lattice, IReadOnlyList<Token> tokens, Question question)
    {
        foreach (var time in TimeExpressions.Find(question.Text, question.Language, question.AskedAt))
        {
            if (Stretch(tokens, time.Start, time.Length) is var (start, end))
            {
                lattice.AddTime(start, end, time);
            }
        }
    }

    private void AddClocks(Lattice lattice, IReadOnlyList<Token> tokens, string text)
    {
        foreach (var clock in HoldsClocks ? ClockTimes.Find(text) : [])
        {
            if (Stretch(tokens, clock.Start, clock.Length) is var (start, end))
            {
                lattice.AddClock(start, end, clock);
            }
        }
    }

    private bool HoldsClocks { get; } = index.Tables.Any(t => t.Columns.Any(c => c.Schema.Type is ColumnType.Timestamp or ColumnType.Time));

    // The tokens of a part of the text.
    private static (int Start, int End)? Stretch(IReadOnlyList<Token> tokens, int from, int length)
    {
        var start = Enumerable.Range(0, tokens.Count).FirstOrDefault(i => tokens[i].End > from, -1);
        var end = start < 0 ? -1 : Enumerable.Range(start, tokens.Count - start).FirstOrDefault(i => tokens[i].Start >= from + length, tokens.Count);
        return start >= 0 && end > start && tokens[start].Kind != TokenKind.Quoted ? (start, end) : null;
    }

    // Rows name things by reference: what a likely table refers to is likely needed too, and so are the lines of a likely document.
    private void AddNeighbours(Dictionary<TableNode, double> scores, IReadOnlyList<Mention> mentions)
    {
        var asksWho = mentions.Any(m => m.Cue is { Kind: CueKind.Wh, Argument: "person" });
        foreach (var (table, score) in scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key.Index).Take(MostSpreading).ToList())
        {
            var edges = index.Joins.EdgesOf(table);
            foreach (var edge in edges.Where(e => !index.Copies.IsCopy(e.From.Table.Index)))
            {
                var other = edge.From.Table == table ? edge.To.Table : edge.From.Table;
                var share = edge.From.Table != table ? ReferringShare : asksWho && other.Words.Any(People.Contains) ? PersonShare : ReferredShare;
                scores[other] = Math.Max(scores.GetValueOrDefault(other), Math.Min(score * share, scores.GetValueOrDefault(other) + (score * share)));
            }
        }
    }

    private List<TableScore> RankTables(IReadOnlyList<Mention> mentions, IReadOnlyList<TableScore>? chosen)
    {
        var scores = new Dictionary<TableNode, double>();
        void Vote(TableNode table, double score) => scores[table] = scores.GetValueOrDefault(table) + score;
        foreach (var mention in mentions)
        {
            foreach (var table in mention.Tables)
            {
                Vote(table.Table, 1.5 * table.Score);
            }

            if (mention.Term?.Table is { } defined)
            {
                Vote(defined, TermVote);
            }

            foreach (var group in mention.Columns.GroupBy(c => c.Column.Table))
            {
                Vote(group.Key, group.Max(c => c.Score) / Math.Sqrt(mention.Columns.Count));
            }

            foreach (var group in mention.Values.GroupBy(v => v.Column.Table))
            {
                Vote(group.Key, group.Max(v => v.Score));
            }
        }

        // The wording that links closely and the search over whole tables err differently.
        foreach (var (table, score) in chosen ?? [])
        {
            Vote(table, SearchShare * score / chosen![0].Score);
        }

        if (chosen is not null)
        {
            AddNeighbours(scores, mentions);
        }

        return [.. scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key.Index).Select(s => new TableScore(s.Key, s.Value))];
    }

    // Only what means one value, and likely, takes part in reading the question; the rest is told to a model.
    private static bool AddLoose(Lattice lattice, IReadOnlyList<Token> tokens, IReadOnlyList<LooseValue> loose)
    {
        var any = false;
        foreach (var (start, end, matches) in loose)
        {
            var sure = Enumerable.Range(start, end - start).All(i => tokens[i].Kind != TokenKind.Word || tokens[i].Capitalised) ? SureName : SureWord;
            if (matches[0].Score >= sure && matches.Select(m => m.Value).Distinct(StringComparer.OrdinalIgnoreCase).Count() == 1)
            {
                lattice.AddValues(start, end, matches);
                any = true;
            }
        }

        return any;
    }

    private static IEnumerable<ValueLink> ValueLinks(string text, IReadOnlyList<Token> tokens, IReadOnlyList<Mention> mentions, IReadOnlyList<LooseValue> loose)
    {
        var told = new HashSet<(ColumnNode, string)>();
        foreach (var mention in mentions.Where(m => !m.IsSchema))
        {
            foreach (var match in mention.Values.Take(MostLinks).Where(m => told.Add((m.Column, m.Value))))
            {
                yield return ToLink(mention.Text, match);
            }
        }

        foreach (var (start, end, matches) in loose)
        {
            foreach (var match in matches.Where(m => told.Add((m.Column, m.Value))))
            {
                yield return ToLink(Interruption.Span(text, tokens, start, end), match);
            }
        }
    }

    private static ValueLink ToLink(string phrase, ValueMatch match) => new(phrase, match.Column.Table.Name, match.Column.Name, match.Value)
    {
        Match = match.Kind,
        Score = Math.Round(match.Score, 3),
        IsLocal = match.Column.Schema.Values != ValueVisibility.Full,
    };
}
