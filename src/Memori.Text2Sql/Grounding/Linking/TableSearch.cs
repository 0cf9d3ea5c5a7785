using System.Runtime.InteropServices;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>A table with how much of a question speaks for it.</summary>
internal readonly record struct TableScore(TableNode Table, double Score);

/// <summary>
/// The first of two stages in a large schema: ranks whole tables by their names, synonyms, comments, columns and values, as a search
/// engine ranks documents, so that only the columns of the best are looked at closely. Immutable and thread-safe.
/// </summary>
internal sealed partial class TableSearch
{
    private const double StemWeight = 0.8;
    private const double ValueWeight = 0.55;
    private const double PartWeight = 0.35;
    private const double AskedCopyFactor = 1.3;
    private const double FunctionWord = 0.2;
    private const int LongestValue = 6;

    private readonly IReadOnlyList<TableNode> _tables;
    private readonly Lexicon _lexicon;
    private readonly ValueIndex _values;
    private readonly TableCopies _copies;

    /// <summary>The best tables for the question, the best first; of equals the first in the schema.</summary>
    public IReadOnlyList<TableScore> Rank(string text, IReadOnlyList<Token> tokens, int most)
    {
        var totals = new double[_tables.Count];
        var met = new Dictionary<string, double>(StringComparer.Ordinal);
        var votes = new Votes(_tables.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            AddWords(tokens, i, met, votes);
            AddValues(tokens, i, votes);
            votes.AddTo(totals);
        }

        var asked = TableCopies.AskedFor(text);
        var ranked = new List<TableScore>();
        for (var table = 0; table < totals.Length; table++)
        {
            if (totals[table] > 0 && FactorOf(table, asked) is > 0 and var factor)
            {
                ranked.Add(new TableScore(_tables[table], factor * (totals[table] + NameScore(table, met))));
            }
        }

        ranked.Sort((a, b) => a.Score.CompareTo(b.Score) is not 0 and var order ? -order : a.Table.Index.CompareTo(b.Table.Index));
        return ranked.Count > most ? ranked[..most] : ranked;
    }

    // Who does not say so never means a copy.
    private double FactorOf(int table, HashSet<string> asked) =>
        _copies.KindOf(table) is not { } kind ? 1 : asked.Contains(kind) ? AskedCopyFactor : 0;

    private void AddWords(IReadOnlyList<Token> tokens, int at, Dictionary<string, double> met, Votes votes)
    {
        foreach (var (term, weight) in Terms(tokens, at))
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(met, term, out _);
            if (weight <= known)
            {
                continue;
            }

            known = weight;
            foreach (var posting in CollectionsMarshal.AsSpan(_postings.GetValueOrDefault(term)))
            {
                votes.Add(posting.Table, weight * posting.Weight);
            }
        }
    }

    // What the question's words from here on may mean as words of a table.
    private IEnumerable<(string Term, double Weight)> Terms(IReadOnlyList<Token> tokens, int at)
    {
        var token = tokens[at];
        if (token.Kind == TokenKind.Ideograph && at + 1 < tokens.Count && tokens[at + 1].Kind == TokenKind.Ideograph)
        {
            yield return (token.Text + tokens[at + 1].Text, 1);
        }

        var light = CueLexicon.Default.Find(tokens, at, 1)?.Kind is CueKind.Command or CueKind.Wh or CueKind.Be or CueKind.Soft or CueKind.Open or CueKind.And or CueKind.Pass ? FunctionWord : 1;
        foreach (var meaning in _lexicon.At(tokens, at))
        {
            if (meaning is { Length: 1, Weight: 1 } && token.Kind == TokenKind.Ideograph)
            {
                continue;
            }

            var weight = meaning.Weight * (meaning.Length == 1 ? light : 1) / Math.Sqrt(meaning.Words.Length);
            foreach (var word in meaning.Words)
            {
                var own = weight * _lexicon.WeightOf(word);
                yield return (word, own);
                if (word.Length > 3)
                {
                    yield return ("~" + Words.Stem(word), own * StemWeight);
                }
            }
        }
    }

    private void AddValues(IReadOnlyList<Token> tokens, int start, Votes votes)
    {
        var key = "";
        for (var end = start; end < Math.Min(tokens.Count, start + LongestValue) && tokens[end].Kind != TokenKind.Mark; end++)
        {
            key = end == start ? tokens[end].Lemma : key + " " + tokens[end].Lemma;
            if (end == start && (tokens[start].Kind is TokenKind.Ideograph or TokenKind.Number || _lexicon.MayPass(tokens[start]) || _lexicon.WeightOf(tokens[start].Lower) < FunctionWord))
            {
                continue;
            }

            AddMatches(_values.Exact(tokens[start].Kind == TokenKind.Quoted ? Tokenizer.Key(tokens[start].Text) : key), ValueWeight * Math.Sqrt(end - start + 1), votes);
            if (end == start && tokens[start].Kind == TokenKind.Word)
            {
                AddMatches(_values.WithWord(tokens[start].Lemma), PartWeight, votes);
            }
        }
    }

    private void AddMatches(IReadOnlyList<ValueMatch> matches, double weight, Votes votes)
    {
        if (matches.Count == 0)
        {
            return;
        }

        var tables = matches.Where(m => !_copies.IsCopy(m.Column.Table.Index)).Select(m => m.Column.Table.Index).Distinct().Count();
        var rare = weight * Rarity(Math.Max(1, tables));
        foreach (var match in matches)
        {
            votes.Add(match.Column.Table.Index, rare * match.Score);
        }
    }

    // How much of a table's own name the question says.
    private double NameScore(int table, Dictionary<string, double> met)
    {
        var best = 0.0;
        foreach (var form in _forms[table])
        {
            var said = 0.0;
            foreach (var (term, stem, weight) in form.Terms)
            {
                var how = met.GetValueOrDefault(term);
                if (stem is not null)
                {
                    how = Math.Max(how, met.GetValueOrDefault(stem));
                }

                said += Math.Min(1, how) * weight;
            }

            best = Math.Max(best, form.Factor * said * said / form.Total);
        }

        return best;
    }

    private double Rarity(int tables) => Math.Log(1 + ((double)_originals / tables));

    // The best vote for each table at one place of the question.
    private sealed class Votes(int tables)
    {
        private readonly double[] _best = new double[tables];
        private readonly List<int> _touched = [];

        public void Add(int table, double vote)
        {
            if (_best[table] == 0)
            {
                _touched.Add(table);
            }

            _best[table] = Math.Max(_best[table], vote);
        }

        public void AddTo(double[] totals)
        {
            foreach (var table in _touched)
            {
                totals[table] += _best[table];
                _best[table] = 0;
            }

            _touched.Clear();
        }
    }
}
