using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Ranking;

/// <summary>How much of a name stands in a question, and how much of a question names account for. For one question; not thread-safe.</summary>
internal sealed class NameOverlap
{
    private readonly IReadOnlyList<Token> _tokens;
    private readonly bool[] _tells;
    private readonly string[] _stems;
    private readonly Dictionary<object, (double Share, bool[] Covered)> _known = new(ReferenceEqualityComparer.Instance);

    public NameOverlap(LinkResult links)
    {
        _tokens = links.Tokens;
        _stems = [.. _tokens.Select(t => t.Kind == TokenKind.Word ? Words.Stem(t.Lemma) : t.Lower)];
        _tells = [.. _tokens.Select(t => t.Kind is TokenKind.Word or TokenKind.Ideograph && !Lattice.IsFunctionWord(t.Lower))];
        foreach (var mention in links.Mentions.Where(m => m.Cue is not null || m.Values.Count > 0 || m.Time is not null || m.Number is not null))
        {
            _tells.AsSpan(mention.Start, mention.End - mention.Start).Clear();
        }
    }

    /// <summary>The share of a table's name that stands in the question, 0 to 1.</summary>
    public double Of(TableNode table) => Known(table, table.Words).Share;

    /// <summary>The share of a column's name that stands in the question, 0 to 1.</summary>
    public double Of(ColumnNode column) => Known(column, column.Words).Share;

    /// <summary>The share of what tells something in the question, but for values, that stands in one of the names; 1 where nothing does.</summary>
    public double Explained(IEnumerable<TableNode> tables, IEnumerable<ColumnNode> columns)
    {
        var names = tables.Select(t => Known(t, t.Words).Covered).Concat(columns.Select(c => Known(c, c.Words).Covered)).ToList();
        int told = 0, explained = 0;
        for (var i = 0; i < _tells.Length; i++)
        {
            if (_tells[i])
            {
                told++;
                explained += names.Exists(n => n[i]) ? 1 : 0;
            }
        }

        return told == 0 ? 1 : explained / (double)told;
    }

    private (double Share, bool[] Covered) Known(object name, string[] words)
    {
        if (!_known.TryGetValue(name, out var known))
        {
            known = Compare(Units(words));
            _known[name] = known;
        }

        return known;
    }

    private static List<string> Units(string[] words) =>
        [.. words.SelectMany(w => w.Any(Tokenizer.IsIdeograph) ? w.Select(c => c.ToString()) : [Words.Stem(Words.Lemma(w))])];

    // Words by themselves; Chinese characters by pairs, for a single one says little.
    private (double Share, bool[] Covered) Compare(List<string> units)
    {
        var covered = new bool[_stems.Length];
        var found = new bool[units.Count];
        for (var i = 0; i < _stems.Length; i++)
        {
            var isPart = _tokens[i].Kind == TokenKind.Ideograph && units.Count > 1;
            for (var u = 0; u < units.Count; u++)
            {
                if (units[u] != _stems[i])
                {
                    continue;
                }

                if (!isPart)
                {
                    covered[i] = found[u] = true;
                }
                else if (u + 1 < units.Count && i + 1 < _stems.Length && units[u + 1] == _stems[i + 1])
                {
                    covered[i] = covered[i + 1] = found[u] = found[u + 1] = true;
                }
            }
        }

        return (units.Count == 0 ? 0 : found.Count(f => f) / (double)units.Count, covered);
    }
}
