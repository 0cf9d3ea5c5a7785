using System.Globalization;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Experience;

/// <summary>What a question names and asks, however it is worded: two questions of the same meaning have the same answer.</summary>
internal static class QuestionMeaning
{
    // Words that only lead to what is asked, and those that have other ways to say the same.
    private static readonly HashSet<CueKind> Silent =
        [CueKind.Command, CueKind.Wh, CueKind.Star, CueKind.Be, CueKind.From, CueKind.To, CueKind.And, CueKind.Each, CueKind.By, CueKind.Order, CueKind.Open, CueKind.Soft, CueKind.Pass, CueKind.Distinct, CueKind.BetweenEnd];

    /// <summary>The parts of the meaning; fewer than two say too little to go by.</summary>
    public static IReadOnlySet<string> Of(LinkResult links)
    {
        var parts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var mention in links.Mentions)
        {
            if (PartOf(mention) is { } part)
            {
                parts.Add(part);
            }
        }

        return parts;
    }

    private static string? PartOf(Mention mention) => mention switch
    {
        { IsBreak: true } => null,
        { Cue: { } cue } => Silent.Contains(cue.Kind) ? null : $"{cue.Kind} {(cue.Kind == CueKind.Count ? "" : cue.Argument)}",
        { Time: { } time } => string.Create(CultureInfo.InvariantCulture, $"time {time.From:O} {time.To:O}"),
        { IsQuoted: true } => "value " + mention.Text,
        { IsSchema: true } => mention.BestTable >= mention.BestColumn ? "table " + mention.Tables[0].Table : "column " + mention.Columns[0].Column,
        { Values: [var value, ..] } => "value " + value.Value,
        { Number: { } number } => string.Create(CultureInfo.InvariantCulture, $"number {number}"),
        _ => null,
    };
}
