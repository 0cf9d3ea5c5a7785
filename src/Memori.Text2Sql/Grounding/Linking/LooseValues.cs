namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>Values that words of a question resemble, and where.</summary>
internal sealed record LooseValue(int Start, int End, IReadOnlyList<ValueMatch> Matches);

/// <summary>Finds stored values for the words of a question that nothing else explains: a value said in part, or misspelt.</summary>
internal sealed class LooseValues(IReadOnlyList<Token> tokens, ValueIndex values, Lexicon lexicon, IReadOnlySet<int>? within)
{
    private const int Reach = 6;
    private const int LongestSounding = 12;
    private const int MostLooked = 8;
    private const int FewCandidates = 24;
    private const int MostMatches = 4;
    private const int MostEquals = 3;
    private const int ShortestWord = 3;
    private const int ShortestMisspelt = 5;
    private const double Threshold = 0.5;
    private const double MisspeltThreshold = 0.7;
    private const double MostFuzzy = 0.95;
    private const double Margin = 0.02;
    private const double LightWord = 0.3;

    /// <summary>The values, by where they stand; at most a few for each stretch.</summary>
    public IReadOnlyList<LooseValue> Find(IReadOnlyList<Mention> mentions)
    {
        var free = Enumerable.Repeat(true, tokens.Count).ToArray();
        foreach (var mention in mentions.Where(m => !m.IsBreak))
        {
            Array.Fill(free, false, mention.Start, mention.End - mention.Start);
        }

        var found = new Dictionary<(int Start, int End), List<ValueMatch>>();
        foreach (var (start, end, matches) in Sounding(free))
        {
            found[(start, end)] = matches;
            Array.Fill(free, false, start, end - start);
        }

        foreach (var (at, word, length) in Anchors(free).Take(MostLooked))
        {
            foreach (var (start, end, match) in Best(at, word, length))
            {
                if (!found.TryGetValue((start, end), out var list))
                {
                    found[(start, end)] = list = [];
                }

                if (!list.Exists(m => m.Column == match.Column && m.Value == match.Value))
                {
                    list.Add(match);
                }
            }
        }

        return [.. found.OrderBy(f => f.Key.Start).ThenBy(f => f.Key.End).Select(f => new LooseValue(f.Key.Start, f.Key.End, [.. f.Value.Take(MostMatches)]))];
    }

    // A foreign name in Chinese characters, where nothing else explains them: the longest part that sounds like a value.
    private List<(int Start, int End, List<ValueMatch> Matches)> Sounding(bool[] free)
    {
        var found = new List<(int, int, List<ValueMatch>)>();
        for (var start = 0; start < tokens.Count; start++)
        {
            var end = start;
            while (end < tokens.Count && end - start < LongestSounding && free[end] && (tokens[end].Kind == TokenKind.Ideograph ? Transliteration.Writes(tokens[end].Text[0]) : end > start && tokens[end].Text == "·"))
            {
                end++;
            }

            var least = start > 0 && end - start == 1 && end < tokens.Count && tokens[end].Text == "的" && tokens[start - 1].Text is "为" or "叫" or "姓" or "是" ? 1 : 2;
            for (; end - start >= least; end--)
            {
                var matches = values.Sounding(string.Concat(tokens.Skip(start).Take(end - start).Select(t => t.Text))).Where(m => within?.Contains(m.Column.Table.Index) ?? true).Take(MostMatches).ToList();
                if (matches.Count > 0)
                {
                    found.Add((start, end, matches));
                    start = end - 1;
                    break;
                }
            }
        }

        return found;
    }

    private IEnumerable<(int At, string Word, int Length)> Anchors(bool[] free)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.Kind == TokenKind.Ideograph)
            {
                if (i + 1 < tokens.Count && free[i] && free[i + 1] && tokens[i + 1].Kind == TokenKind.Ideograph)
                {
                    yield return (i, token.Text + tokens[i + 1].Text, 2);
                }
            }
            else if (free[i] && token.Kind == TokenKind.Word && token.Lemma.Length >= ShortestWord && !lexicon.MayPass(token) && lexicon.WeightOf(token.Lower) >= LightWord)
            {
                yield return (i, token.Lemma, 1);
            }
        }
    }

    private List<(int Start, int End, ValueMatch Match)> Best(int at, string word, int length)
    {
        var known = values.WithWord(word);
        var found = known.Count > 0
            ? Score(at, length, word, known, ValueMatchKind.Partial, Threshold)
            : MayBeMisspelt(word) ? [.. values.Near(word).SelectMany(near => Score(at, length, near, values.WithWord(near), ValueMatchKind.Fuzzy, MisspeltThreshold))]
            : [];
        found.Sort((a, b) => a.Match.Score.CompareTo(b.Match.Score) is not 0 and var order ? -order
            : a.Match.Column.Table.Index.CompareTo(b.Match.Column.Table.Index) is not 0 and var table ? table
            : string.CompareOrdinal(a.Match.Value, b.Match.Value));
        var equals = found.Where(f => f.Match.Score >= found[0].Match.Score - Margin).ToList();

        // What fits many values alike says none of them.
        return equals.Select(f => f.Match.Value).Distinct(StringComparer.OrdinalIgnoreCase).Count() > MostEquals ? [] : equals;
    }

    private bool MayBeMisspelt(string word) => word.Length >= ShortestMisspelt && !lexicon.Vocabulary.Contains(word);

    private List<(int Start, int End, ValueMatch Match)> Score(int at, int length, string word, IReadOnlyList<ValueMatch> candidates, ValueMatchKind kind, double threshold)
    {
        var scored = new List<(int, int, ValueMatch)>();
        foreach (var candidate in Likely(at, length, candidates).Where(c => within?.Contains(c.Column.Table.Index) ?? true).Take(2 * FewCandidates))
        {
            var terms = ValueIndex.Terms(candidate.Value);
            var (start, end, common, said) = Extent(at, length, word, terms);
            var score = 2.0 * common / (said + terms.Sum(t => t.Length));
            if (score >= threshold)
            {
                scored.Add((start, end, candidate with { Score = Math.Min(score, kind == ValueMatchKind.Fuzzy ? MostFuzzy : 1), Kind = score > 0.999 && kind == ValueMatchKind.Partial ? ValueMatchKind.Exact : kind }));
            }
        }

        return scored;
    }

    // Of many values with a word, only those that have another word of the question too can be meant.
    private IEnumerable<ValueMatch> Likely(int at, int length, IReadOnlyList<ValueMatch> candidates)
    {
        if (candidates.Count <= FewCandidates)
        {
            return candidates;
        }

        var around = Enumerable.Range(Math.Max(0, at - Reach), at - Math.Max(0, at - Reach)).Select(i => TermAt(i, 1))
            .Concat(Enumerable.Range(at + length, Math.Max(0, Math.Min(tokens.Count, at + length + Reach) - at - length)).Select(i => TermAt(i, -1)))
            .Where(term => term.Length > 1)
            .ToList();
        return candidates.Where(c => around.Exists(term => c.Value.Contains(term, StringComparison.OrdinalIgnoreCase)));
    }

    // How far the words around belong to the value too; a word in between that says nothing may stand there.
    private (int Start, int End, int Common, int Said) Extent(int at, int length, string word, List<string> terms)
    {
        var left = terms.ToList();
        left.Remove(word);
        int start = at, end = at + length, common = word.Length, said = word.Length;
        for (int i = end, passed = 0; i < tokens.Count && i - at <= Reach && passed < 2; i++)
        {
            (end, common, said, passed) = left.Remove(TermAt(i, -1)) ? (i + 1, common + TermAt(i, -1).Length, said + TermAt(i, -1).Length, 0) : (end, common, said, passed + (IsWall(i) ? 2 : 1));
        }

        for (int i = start - 1, passed = 0; i >= 0 && at - i <= Reach && passed < 2; i--)
        {
            (start, common, said, passed) = left.Remove(TermAt(i, 1)) ? (i, common + TermAt(i, 1).Length, said + TermAt(i, 1).Length, 0) : (start, common, said, passed + (IsWall(i) ? 2 : 1));
        }

        return (start, end, common, said);
    }

    // A pair of characters is named by the one that is farther away.
    private string TermAt(int i, int other)
    {
        var token = tokens[i];
        if (token.Kind != TokenKind.Ideograph)
        {
            return token.Lemma;
        }

        var at = i + other;
        return at < 0 || at >= tokens.Count || tokens[at].Kind != TokenKind.Ideograph ? "" : other < 0 ? tokens[at].Text + token.Text : token.Text + tokens[at].Text;
    }

    private bool IsWall(int i) => tokens[i].Kind == TokenKind.Quoted || tokens[i].Text is "," or "，" or "." or "。" or ";" or "；" or "?" or "？" or "!" or "！" or "、";
}
