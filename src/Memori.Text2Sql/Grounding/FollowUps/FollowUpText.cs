using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Grounding.FollowUps;

/// <summary>A piece of a follow-up: a cue, something of the database, or a word that is neither.</summary>
/// <param name="Start">The first token.</param>
/// <param name="End">After the last token.</param>
/// <param name="Text">Its text.</param>
internal sealed record FollowUpPiece(int Start, int End, string Text)
{
    /// <summary>How it leans on the last answer, or null.</summary>
    public FollowUpCue? Lean { get; init; }

    /// <summary>What it names, or null.</summary>
    public Mention? Mention { get; init; }

    public bool Is(CueKind kind) => Mention?.Is(kind) ?? false;

    public bool Is(FollowUpKind kind) => Lean?.Kind == kind;
}

/// <summary>A question cut into pieces with a turn before it in mind.</summary>
internal static class FollowUpText
{
    public static IReadOnlyList<FollowUpPiece> Cut(string text, LinkResult links)
    {
        var tokens = links.Tokens;
        var pieces = new List<FollowUpPiece>();
        var cues = FollowUpCue.Find(tokens).Where(c => !links.Mentions.Any(m => Overrides(m, c))).ToList();
        for (var i = 0; i < tokens.Count;)
        {
            if (cues.Find(c => c.Start == i) is { } cue)
            {
                pieces.Add(new FollowUpPiece(cue.Start, cue.End, Span(text, tokens, cue.Start, cue.End)) { Lean = cue });
            }
            else if (links.Mentions.FirstOrDefault(m => m.Start == i && !cues.Exists(c => c.Start < m.End && m.Start < c.End)) is { } mention)
            {
                pieces.Add(new FollowUpPiece(mention.Start, mention.End, mention.Text) { Mention = mention });
            }
            else if (tokens[i].Kind != TokenKind.Mark && tokens[i].Length > 0)
            {
                pieces.Add(new FollowUpPiece(i, i + 1, tokens[i].Text));
            }

            i = pieces.Count > 0 && pieces[^1].Start == i ? pieces[^1].End : i + 1;
        }

        return pieces;
    }

    // A longer name, value or period goes before a cue inside it; a word that says nothing gives way to anything that means something.
    private static bool Overrides(Mention mention, FollowUpCue cue)
    {
        if (mention.End <= cue.Start || cue.End <= mention.Start || mention.IsBreak)
        {
            return false;
        }

        var (length, own) = (mention.End - mention.Start, cue.End - cue.Start);
        var weak = cue.Kind is FollowUpKind.Pass or FollowUpKind.Pronoun or FollowUpKind.Tail;
        var means = mention.Values.Count > 0 || mention.Time is not null || mention.Number is not null || mention.Cue is { Kind: not (CueKind.Pass or CueKind.Be or CueKind.Command or CueKind.Soft or CueKind.Open) }
            || Math.Max(mention.BestColumn, mention.BestTable) > 0.6;
        return length > own ? weak || (means && mention.Cue is null) : weak && means && length == own;
    }

    private static string Span(string text, IReadOnlyList<Token> tokens, int start, int end) => text[tokens[start].Start..tokens[end - 1].End];
}
