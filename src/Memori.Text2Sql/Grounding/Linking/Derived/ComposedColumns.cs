namespace Memori.Text2Sql.Grounding.Linking.Derived;

/// <summary>
/// What a question itself makes of two columns whose names differ in one place: 2016年比2014年平均月薪涨幅, 6月与12月温差, 寒暑假一共多少天, "difference between the high and low temperature".
/// </summary>
internal sealed class ComposedColumns
{
    private const double Score = 0.9;
    private const double Fit = 0.01;
    private const double BestScore = 0.99;
    private const int Reach = 8;
    private const int Skipped = 2;
    private const int MostColumns = 40;
    private const string Numerals = "一二三四五六七八九十";

    // Any number stands for a numeral of a name.
    private const string Number = "#";

    private readonly List<Frame> _frames;

    public ComposedColumns(IReadOnlyList<TableNode> tables)
    {
        _frames = [.. tables.Select(t => (Table: t, Measures: t.Columns.Where(c => c.IsMeasure).ToList())).Where(t => t.Measures.Count is > 1 and <= MostColumns)
            .SelectMany(t => ColumnFamily.Of(t.Measures).Select(f => new Frame(f, t.Table)))];
    }

    /// <summary>The stretches that name what two columns make, with how well.</summary>
    public IEnumerable<(int Start, int End, ColumnMatch Match)> Find(IReadOnlyList<Token> tokens)
    {
        if (_frames.Count == 0 || !Enumerable.Range(0, tokens.Count).Any(i => OperatorAt(tokens, i) is not null || At(tokens, i, "order") > 0))
        {
            yield break;
        }

        var said = tokens.Select(t => t.Kind == TokenKind.Number ? Number : t.Lemma).ToHashSet(StringComparer.Ordinal);
        foreach (var frame in _frames.Where(f => f.MayStandIn(said)))
        {
            var places = frame.PlacesIn(tokens);
            for (var p = 0; p + 1 < places.Count; p++)
            {
                var (first, second) = (places[p], places[p + 1]);
                if (first.Column == second.Column || Read(tokens, frame, first, second) is not var (start, end, op, score))
                {
                    continue;
                }

                var later = op == "+" ? null : Later(tokens, end);
                if ((op ?? later?.Operator) is not { } made)
                {
                    continue;
                }

                var (one, other) = made == "-" && !Says(tokens, first.Start, end, "towards") && IsLess(first.Own, second.Own) ? (second, first) : (first, second);
                var match = new ColumnMatch(one.Column.Combine(made, other.Column), score);
                yield return (start, end, match);
                if (later is var (at, length, _))
                {
                    // … 6月与12月温差低于20度，给出实际温差: the same once more.
                    yield return (at, at + length, match with { Score = BestScore });
                }
            }
        }
    }

    private static (int At, int Length, string Operator)? Later(IReadOnlyList<Token> tokens, int from)
    {
        for (var at = from; at < tokens.Count; at++)
        {
            if (OperatorAt(tokens, at) is ("-", var length))
            {
                return (at, length, "-");
            }
        }

        return null;
    }

    private static (int Start, int End, string? Operator, double Score)? Read(IReadOnlyList<Token> tokens, Frame frame, Place first, Place second)
    {
        string? op = null;
        var fits = new HashSet<string>(StringComparer.Ordinal);

        // Between the two stands nothing but words of the names and what sets them beside each other.
        for (var at = first.End; at < second.Start;)
        {
            var length = Math.Max(Step(tokens, at, frame, fits, ref op), Tie(tokens, at));
            if (length == 0 || at - first.End > Reach)
            {
                return null;
            }

            at += length;
        }

        if (first.End < second.Start && !Says(tokens, first.End, second.Start, "tie"))
        {
            return null;
        }

        var (end, solid, skipped) = (second.End, second.End, 0);
        for (var at = end; at < tokens.Count && at < second.End + Reach + Skipped;)
        {
            var length = Step(tokens, at, frame, fits, ref op);
            if (length > 0)
            {
                at += length;
                end = at;
                solid = skipped == 0 ? at : solid;
            }
            else if (op is not null)
            {
                break;
            }
            else if (At(tokens, at, "before") is > 0 and var superlative && OperatorAt(tokens, at + superlative) is var (behind, _))
            {
                // 平均月薪最小涨幅: the superlative says something of its own.
                op = behind;
                break;
            }
            else if (Tie(tokens, at) is > 0 and var tie)
            {
                at += tie;
            }
            else if (skipped++ < Skipped && tokens[at].Kind == TokenKind.Ideograph)
            {
                at++;
            }
            else
            {
                break;
            }
        }

        var start = first.Start;
        while (start > 0 && frame.Begins(tokens[start - 1]))
        {
            start--;
        }

        for (var at = Math.Max(0, start - Skipped - Skipped); op is null && at < start; at++)
        {
            // "the difference between the high and low temperature"
            if (tokens[at].Kind == TokenKind.Word && OperatorAt(tokens, at) is var (said, length) && at + length <= start)
            {
                (op, start) = (said, at);
            }
        }

        if (op is null)
        {
            // 歌舞及语言类节目最多: no two columns are ordered by at once.
            end = solid;
            op = frame.IsOfOneKind && end > second.End && At(tokens, end, "order") > 0 ? "+" : null;
        }

        return (op is null && !Says(tokens, first.End, end, "towards")) || (fits.Count == 0 && !frame.IsOnly) || (op == "+" && !frame.IsAddable) ? null
            : (start, end, op, Math.Min(BestScore, Score + (Fit * fits.Count)));
    }

    // A word of the names, or what is made of both.
    private static int Step(IReadOnlyList<Token> tokens, int at, Frame frame, HashSet<string> fits, ref string? op)
    {
        if (OperatorAt(tokens, at) is var (found, length) && (op is null || op == found) && (length > 1 || !frame.Has(tokens[at])))
        {
            op = found;
            fits.UnionWith(Enumerable.Range(at, length).Where(i => frame.Has(tokens[i])).Select(i => tokens[i].Lemma));
            return length;
        }

        if (frame.Has(tokens[at]))
        {
            fits.Add(tokens[at].Lemma);
            return 1;
        }

        return op is not null && tokens[at].Text is "数" or "值" or "额" or "量" ? 1 : 0;
    }

    private static int Tie(IReadOnlyList<Token> tokens, int at) => Math.Max(At(tokens, at, "between"), At(tokens, at, "tie"));

    private static (string Operator, int Length)? OperatorAt(IReadOnlyList<Token> tokens, int at) =>
        At(tokens, at, "minus") is > 0 and var minus ? ("-", minus)
        : At(tokens, at, "growth") is > 0 and var growth ? ("-", growth)
        : At(tokens, at, "plus") is > 0 and var plus ? ("+", plus) : null;

    private static int At(IReadOnlyList<Token> tokens, int at, string kind)
    {
        foreach (var words in DerivedWords.Of(kind))
        {
            if (at + words.Length <= tokens.Count && Enumerable.Range(0, words.Length).All(i => tokens[at + i].Lemma == words[i]))
            {
                return words.Length;
            }
        }

        return 0;
    }

    private static bool Says(IReadOnlyList<Token> tokens, int from, int to, string kind) => Enumerable.Range(from, to - from).Any(i => At(tokens, i, kind) > 0);

    // 冬夏温差: the warmer less the colder, whichever is said first.
    private static bool IsLess(string[] one, string[] other) => DerivedWords.Pairs("extreme").Any(p => one.SequenceEqual(p.Second) && other.SequenceEqual(p.First));

    /// <summary>Where a question says what tells a column from the others of its family.</summary>
    private sealed record Place(int Start, int End, string[] Own, ColumnNode Column);

    /// <summary>A family with the words that may stand around what is said of its columns.</summary>
    private sealed class Frame
    {
        private readonly HashSet<string> _words;
        private readonly ColumnFamily _family;

        public Frame(ColumnFamily family, TableNode table)
        {
            _family = family;
            _words = [.. family.Prefix, .. family.Suffix, .. table.Words];
            var kinds = family.Members.Select(m => Measure.Of(m.Column)).ToList();
            IsOfOneKind = kinds.TrueForAll(k => k.IsCount) && family.Suffix.Length > kinds[0].Kind.Length;
            IsAddable = kinds.TrueForAll(k => k.IsCount) || !family.Members.Any(m => m.Column.Words.Any(w => w is "rank" or "rate" or "率" or "比" or "龄"));
            IsOnly = table.Columns.Count(c => c.IsMeasure) == family.Members.Count;
        }

        /// <summary>Whether its columns count things of one kind.</summary>
        public bool IsOfOneKind { get; }

        /// <summary>Whether a sum of two makes sense.</summary>
        public bool IsAddable { get; }

        /// <summary>Whether its table measures nothing else.</summary>
        public bool IsOnly { get; }

        /// <summary>Whether a question of these words and numbers may name two of its columns.</summary>
        public bool MayStandIn(HashSet<string> said) =>
            _family.Members.Count(m => said.Contains(m.Own[0]) || (said.Contains(Number) && (char.IsAsciiDigit(m.Own[0][0]) || Numerals.Contains(m.Own[0], StringComparison.Ordinal)))) > 1;

        public bool Has(Token token) => _words.Contains(token.Lemma);

        public bool Begins(Token token) => _family.Prefix.Contains(token.Lemma);

        public List<Place> PlacesIn(IReadOnlyList<Token> tokens)
        {
            var places = new List<Place>();
            for (var at = 0; at < tokens.Count; at++)
            {
                Place? best = null;
                foreach (var (own, column) in _family.Members)
                {
                    if (LengthAt(tokens, at, own) is > 0 and var length && length > (best is null ? 0 : best.End - best.Start))
                    {
                        best = new Place(at, at + length, own, column);
                    }
                }

                if (best is not null)
                {
                    places.Add(best);
                    at = best.End - 1;
                }
            }

            return places;
        }

        private static int LengthAt(IReadOnlyList<Token> tokens, int at, string[] own)
        {
            if (at + own.Length <= tokens.Count && Enumerable.Range(0, own.Length).All(i => tokens[at + i].Lemma == own[i]))
            {
                return own.Length;
            }

            // 6月 of the column 六月
            return tokens[at].Kind == TokenKind.Number && own.All(w => Numerals.Contains(w, StringComparison.Ordinal)) && tokens[at].Text == Digits(own) ? 1 : 0;
        }

        private static string Digits(string[] numeral) =>
            NumberReader.Read(Tokenizer.Tokenize(string.Concat(numeral)), 0) is var (value, _) ? value.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
    }
}
