using System.Text;
using Memori.Text;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Grounding.FollowUps;

/// <summary>
/// Writes a follow-up out as a whole question, from the words of the two: what takes another's place is put there, the rest is added at the end.
/// </summary>
/// <param name="Text">The whole question.</param>
/// <param name="InPlace">Whether nothing had to be added: then it is what a person would have asked.</param>
internal sealed record FollowUpCompletion(string Text, bool InPlace)
{
    /// <summary>The whole question that <paramref name="text"/> stands for after <paramref name="turn"/>.</summary>
    public static FollowUpCompletion Of(string text, LinkResult links, Turn turn, Linker linker)
    {
        var before = turn.Whole;
        var language = LanguageDetection.Detect(text) ?? LanguageDetection.Detect(before) ?? Language.English;
        var old = linker.Link(new Question(before, language, turn.AskedAt));
        var pieces = FollowUpText.Cut(text, links);
        var replaced = new List<(int Start, int End, string Text)>();
        var kept = new List<FollowUpPiece>();
        var replaces = !pieces.Any(p => p.Is(FollowUpKind.Only) || p.Is(FollowUpKind.Add) || p.Is(FollowUpKind.Not) || p.Is(FollowUpKind.Count) || p.Is(FollowUpKind.List) || p.Mention?.Cue?.Kind is CueKind.By or CueKind.Each);
        foreach (var piece in pieces)
        {
            if (replaces && piece.Mention is { } mention && Counterpart(mention, old.Mentions) is { } other && !replaced.Exists(r => r.Start == Start(old, other)))
            {
                replaced.Add((Start(old, other), old.Tokens[other.End - 1].End, piece.Text));
            }
            else if (!piece.Is(FollowUpKind.Open) && !piece.Is(FollowUpKind.Tail) && piece.Mention is not { IsBreak: true })
            {
                kept.Add(piece);
            }
        }

        var inPlace = replaced.Count > 0 && kept.TrueForAll(p => p.Is(FollowUpKind.Pass) || p.Is(CueKind.Soft) || p.Is(CueKind.And));
        var whole = new StringBuilder(before);
        foreach (var (start, end, now) in replaced.OrderByDescending(r => r.Start))
        {
            whole.Remove(start, end - start).Insert(start, now);
        }

        return new FollowUpCompletion(inPlace ? whole.ToString() : Added(whole.ToString(), text, language, links, kept), inPlace);
    }

    private static int Start(LinkResult links, Mention mention) => links.Tokens[mention.Start].Start;

    // A value stands for another of its column or table, a period for a period, a table for the first that was named.
    private static Mention? Counterpart(Mention now, IReadOnlyList<Mention> old) =>
        now.Time is not null ? old.FirstOrDefault(m => m.Time is not null)
        : now.Values.Count > 0 && now.PrefersValue
            ? old.FirstOrDefault(m => m.PrefersValue && m.Values.Any(v => now.Values.Any(n => n.Column == v.Column)))
                ?? old.FirstOrDefault(m => m.PrefersValue && m.Values.Any(v => now.Values.Any(n => n.Column.Table == v.Column.Table)))
        : now is { IsSchema: true, BestTable: > 0.9 } && now.BestTable >= now.BestColumn ? old.FirstOrDefault(m => m is { IsSchema: true, BestTable: > 0.9 })
        : null;

    private static string Added(string whole, string text, Language language, LinkResult links, List<FollowUpPiece> kept)
    {
        var trimmed = whole.TrimEnd('?', '？', '.', '。', '!', '！', ' ');
        if (kept.Count == 0)
        {
            return whole;
        }

        var rest = text[links.Tokens[kept[0].Start].Start..links.Tokens[kept[^1].End - 1].End];
        return language == Language.Chinese ? $"{trimmed}，{rest}" : $"{trimmed}, {rest}";
    }
}
