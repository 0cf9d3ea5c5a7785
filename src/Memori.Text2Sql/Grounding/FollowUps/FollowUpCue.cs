using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Grounding.FollowUps;

/// <summary>How a stretch of a follow-up leans on the last answer; each kind is described in followups.tsv.</summary>
internal enum FollowUpKind
{
    Open,
    Instead,
    InsteadOf,
    Tail,
    Only,
    Not,
    Add,
    Group,
    GroupAlso,
    Order,
    OrderEnd,
    Direction,
    Flip,
    Count,
    List,
    Shift,
    Ever,
    All,
    Pronoun,
    Pass,
}

/// <summary>A stretch of tokens that leans on the last answer.</summary>
/// <param name="Start">The first token.</param>
/// <param name="End">After the last token.</param>
/// <param name="Kind">How.</param>
/// <param name="Argument">For <see cref="FollowUpKind.Shift"/> a number and a unit, for <see cref="FollowUpKind.Direction"/> <c>asc</c> or <c>desc</c>; else empty.</param>
internal sealed record FollowUpCue(int Start, int End, FollowUpKind Kind, string Argument)
{
    private static readonly ILookup<string, Phrase> Phrases = Load().ToLookup(p => p.Words[0], StringComparer.Ordinal);

    /// <summary>The cues of a question, in order, without overlap; where several fit the longest counts.</summary>
    public static IReadOnlyList<FollowUpCue> Find(IReadOnlyList<Token> tokens)
    {
        var last = tokens.Count - 1;
        while (last >= 0 && tokens[last].Kind == TokenKind.Mark)
        {
            last--;
        }

        var cues = new List<FollowUpCue>();
        var first = 0;
        for (var i = 0; i <= last;)
        {
            if (Best(tokens, i, first, last) is { } phrase)
            {
                var cue = new FollowUpCue(i, i + phrase.Words.Count, phrase.Kind, phrase.Argument);
                cues.Add(cue);
                first = first == i && cue.Kind is FollowUpKind.Open or FollowUpKind.Pass ? cue.End : first;
                i = cue.End;
            }
            else
            {
                first = first == i && tokens[i].Kind == TokenKind.Mark ? i + 1 : first;
                i++;
            }
        }

        return cues;
    }

    // What stands only at the start still does after another opening: "ok, and what about …".
    private static Phrase? Best(IReadOnlyList<Token> tokens, int at, int first, int last) =>
        tokens[at].Kind is TokenKind.Quoted or TokenKind.Mark
            ? null
            : Phrases[tokens[at].Lower]
                .Where(p => at + p.Words.Count - 1 <= last && Enumerable.Range(0, p.Words.Count).All(w => tokens[at + w].Lower == p.Words[w]))
                .Where(p => p.Place switch { "start" => at == first, "end" => at + p.Words.Count - 1 == last, "alone" => at == first && at + p.Words.Count - 1 == last, _ => true })
                .MaxBy(p => p.Words.Count);

    private static IEnumerable<Phrase> Load() => DataFile.Rows("followups.tsv").Select(row => new Phrase(
        [.. Tokenizer.Tokenize(row[0]).Select(t => t.Lower)],
        Enum.Parse<FollowUpKind>(row[1], ignoreCase: true),
        row.Length > 2 ? row[2] : "",
        row.Length > 3 ? row[3] : ""));

    private sealed record Phrase(IReadOnlyList<string> Words, FollowUpKind Kind, string Argument, string Place);
}
