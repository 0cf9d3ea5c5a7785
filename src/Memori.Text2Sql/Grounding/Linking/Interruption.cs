namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>Puts an aggregate that stands within the name of a column before it: 进口额平均增长率 is 平均进口额增长率.</summary>
internal static class Interruption
{
    private const int LongestPart = 8;
    private const int ShortestPart = 2;
    private const int LongestCue = 2;

    // What a name may end with and people leave out: 进口额最小增长.
    private static readonly string[] Endings = ["", "率", "量", "数"];

    public static IReadOnlyList<Token> Mend(IReadOnlyList<Token> tokens, NameIndex names)
    {
        var result = tokens;
        for (var i = 1; i + ShortestPart < result.Count; i++)
        {
            if (CueAt(result, i) is > 0 and var length && PartsAround(result, i, length, names) is var (left, right))
            {
                var possessive = result[i - 1].Text == "的" ? 1 : 0;
                var name = result.Skip(i - possessive - left).Take(left).Concat(result.Skip(i + length).Take(right));
                result = [.. result.Take(i - possessive - left), .. result.Skip(i).Take(length), .. name, .. result.Skip(i + length + right)];
            }
        }

        return result;
    }

    /// <summary>The stretch as it is written; what was put elsewhere may leave nothing of it.</summary>
    public static string Span(string text, IReadOnlyList<Token> tokens, int start, int end) =>
        tokens[end - 1].End > tokens[start].Start ? text[tokens[start].Start..tokens[end - 1].End] : "";

    private static int CueAt(IReadOnlyList<Token> tokens, int i) =>
        tokens[i].Kind != TokenKind.Ideograph ? 0 : Enumerable.Range(1, LongestCue).LastOrDefault(length => CueLexicon.Default.Find(tokens, i, length) is { } cue && IsAggregate(cue));

    private static bool IsAggregate(Cue cue) =>
        cue.Kind == CueKind.Aggregate ? cue.Argument is "avg" or "sum" or "max" or "min" : cue.Kind is CueKind.Superlative or CueKind.Most && cue.Argument is "asc" or "desc";

    private static (int Left, int Right)? PartsAround(IReadOnlyList<Token> tokens, int i, int length, NameIndex names)
    {
        var before = tokens[i - 1].Text == "的" ? i - 1 : i;
        var cue = Text(tokens, i, length);
        (int Left, int Right)? best = null;
        for (var right = ShortestPart; right <= LongestPart && i + length + right <= tokens.Count && tokens[i + length + right - 1].Kind == TokenKind.Ideograph; right++)
        {
            var rest = Text(tokens, i + length, right);
            if (names.IsColumn(cue + rest))
            {
                return null;
            }

            for (var left = ShortestPart; left <= LongestPart && left <= before && tokens[before - left].Kind is TokenKind.Ideograph or TokenKind.Number; left++)
            {
                var first = Text(tokens, before - left, left);
                if (names.IsColumn(first + cue + rest))
                {
                    return null;
                }

                if (Array.Exists(Endings, e => names.IsColumn(first + rest + e)) && (best is null || left + right > best.Value.Left + best.Value.Right))
                {
                    best = (left, right);
                }
            }
        }

        return best;
    }

    private static string Text(IReadOnlyList<Token> tokens, int start, int length) => string.Concat(tokens.Skip(start).Take(length).Select(t => t.Lower));
}
