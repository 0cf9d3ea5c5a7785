namespace Memori.Text2Sql.Grounding.Linking.Derived;

/// <summary>How many of one thing there are for each of another, both counted in one table: 每个专辑平均收录歌曲数, "songs per album".</summary>
internal sealed class PerColumns
{
    private const double Score = 0.95;
    private const int Reach = 8;
    private const int MostCounts = 12;

    private readonly List<(Measure Many, Measure Each)> _pairs;

    public PerColumns(IReadOnlyList<TableNode> tables)
    {
        _pairs = [.. tables.Select(t => t.Columns.Where(c => c.IsMeasure).Select(Measure.Of).Where(m => m is { IsCount: true, Core.Length: > 0 }).ToList()).Where(c => c.Count is > 1 and <= MostCounts)
            .SelectMany(counts => counts.Where(each => !tables.Any(t => t.Words.SequenceEqual(each.Core))).SelectMany(each => counts.Where(many => many != each).Select(many => (many, each))))];
    }

    /// <summary>The stretches that say so, with the column that it makes.</summary>
    public IEnumerable<(int Start, int End, ColumnMatch Match)> Find(IReadOnlyList<Token> tokens)
    {
        for (var at = 0; at < tokens.Count && _pairs.Count > 0; at++)
        {
            if (tokens[at].Text == "每" || tokens[at].Lower == "per")
            {
                foreach (var (many, each) in _pairs)
                {
                    if ((tokens[at].Text == "每" ? Chinese(tokens, at, many, each) : English(tokens, at, many, each)) is var (start, end))
                    {
                        yield return (start, end, new ColumnMatch(many.Column.Combine("/", each.Column), Score));
                    }
                }
            }
        }
    }

    private static (int Start, int End)? Chinese(IReadOnlyList<Token> tokens, int at, Measure many, Measure each)
    {
        var thing = at + 1;
        if (!IsAt(tokens, thing, each.Core) && Classifiers.Follow(tokens, thing))
        {
            thing++;
        }

        if (!IsAt(tokens, thing, each.Core))
        {
            return null;
        }

        for (var other = thing + each.Core.Length; other < tokens.Count && other <= thing + Reach && tokens[other].Kind != TokenKind.Mark; other++)
        {
            if (IsAt(tokens, other, many.Core))
            {
                var end = other + many.Core.Length;
                return (at, IsAt(tokens, end, many.Kind) ? end + many.Kind.Length : end);
            }
        }

        return null;
    }

    private static (int Start, int End)? English(IReadOnlyList<Token> tokens, int at, Measure many, Measure each) =>
        IsAt(tokens, at + 1, each.Core) && at >= many.Core.Length && IsAt(tokens, at - many.Core.Length, many.Core) ? (at - many.Core.Length, at + 1 + each.Core.Length) : null;

    private static bool IsAt(IReadOnlyList<Token> tokens, int at, string[] words) =>
        at + words.Length <= tokens.Count && Enumerable.Range(0, words.Length).All(i => tokens[at + i].Lemma == words[i]);
}
