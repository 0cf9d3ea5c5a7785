using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Tells what is asked for from the conditions, the groups and the order.</summary>
internal static class ZoneRules
{
    public static Zone[] Assign(IReadOnlyList<Mention> mentions, IReadOnlyList<Token> tokens, bool chinese)
    {
        var zones = new Zone[mentions.Count];
        var zone = Zone.Projection;
        var seen = false;
        for (var i = 0; i < mentions.Count; i++)
        {
            var mention = mentions[i];
            if (mention.Cue is { } cue)
            {
                zone = cue.Kind == CueKind.Open && IsOwned(mentions, tokens, i) ? Zone.Projection : Next(mentions, i, cue, zone, seen, chinese);
            }
            else if (mention.IsBreak && zone is Zone.Group or Zone.Order && !chinese)
            {
                zone = zone == Zone.Group ? Zone.Projection : zone;
            }
            else if (mention.IsBreak && mention.Text is "." or "?" or "。" or "？" or ";")
            {
                zone = Zone.Projection;
            }

            zones[i] = zone;
            if (!mention.IsBreak && mention.Cue is null)
            {
                seen = true;
                zone = zone == Zone.Group && chinese ? Zone.Projection : zone;
            }
        }

        return zones;
    }

    private static Zone Next(IReadOnlyList<Mention> mentions, int i, Cue cue, Zone zone, bool seen, bool chinese)
    {
        switch (cue.Kind)
        {
            case CueKind.Command:
                return Zone.Projection;
            case CueKind.Wh:
                return !chinese && IsRelative(mentions, i) ? Zone.Condition : Zone.Projection;
            case CueKind.Count when cue.Argument is "many" or "distinct" or "times":
                return chinese || !seen || i == 0 || mentions[i - 1].IsBreak || mentions[i - 1].Is(CueKind.And) || mentions[i - 1].Is(CueKind.Command) ? Zone.Projection : zone;
            // "each genre with its average price"
            case CueKind.Open when mentions[i].Text == "with" && i + 1 < mentions.Count && mentions[i + 1].Cue?.Kind is CueKind.Aggregate or CueKind.Count && mentions[i + 1].Start > mentions[i].End:
                return Zone.Projection;
            case CueKind.Open:
                return seen ? Zone.Condition : zone;
            case CueKind.Each:
                return Zone.Group;
            case CueKind.Order:
                return seen ? Zone.Order : Zone.Projection;
            case CueKind.Count or CueKind.Aggregate when zone == Zone.Group && i > 0 && mentions[i - 1].Is(CueKind.And):
                return Zone.Projection;
            case CueKind.Soft when !seen && i == 0 && cue.Argument.Length == 0 && !chinese:
                return Zone.Condition;
            default:
                return zone;
        }
    }

    // "products with their prices"
    private static bool IsOwned(IReadOnlyList<Mention> mentions, IReadOnlyList<Token> tokens, int i) =>
        mentions[i].Text is "with" or "along with" or "together with" && i + 1 < mentions.Count && mentions[i + 1].IsSchema && mentions[i].End < mentions[i + 1].Start && tokens[mentions[i].End].Lower is "their" or "its"
        && (i + 2 >= mentions.Count || mentions[i + 2].IsBreak || mentions[i + 2].Is(CueKind.And));

    // "students who …" is a condition; "…, and who …" asks again.
    private static bool IsRelative(IReadOnlyList<Mention> mentions, int i)
    {
        if (i == 0)
        {
            return false;
        }

        var before = mentions[i - 1];
        return !before.IsBreak && !before.Is(CueKind.And) && !before.Is(CueKind.Command) && !before.Is(CueKind.Be)
            && (before.Cue is null || before.Is(CueKind.Soft) || before.Is(CueKind.Not));
    }
}
