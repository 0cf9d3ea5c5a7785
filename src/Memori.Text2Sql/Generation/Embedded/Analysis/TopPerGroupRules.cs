using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Analysis;

/// <summary>Reads the first of each group: "for each category, which product …", "the top 3 products in each category", 每个类别价格最高的商品: what follows "each" is the group, whatever else is named is asked for.</summary>
internal static class TopPerGroupRules
{
    public static Plan? Read(Reading reading)
    {
        if (AsksHowMuch(reading) || AnalysisCues.Each(reading) is not { } group || reading.Order is not [var order] || reading.Limit is null || (group.Column is { } same && order.Term.Column?.Position == same.Position))
        {
            return null;
        }

        var at = group.Column?.Position ?? -1;
        var shown = reading.Projections.Where(p => p switch
        {
            DisplayProjection d => d.Table != group.Table,
            TermProjection { Term: { Aggregate: Aggregate.None, Additive: false, Column: { } slot } } => slot.Position != at && slot.Position != order.Term.Column?.Position,
            _ => false,
        }).ToList();
        if (shown.Count == 0 && Enumerable.Range(0, reading.Count).Where(i => i != at && reading.IsTable(i) && reading[i].Tables[0].Table != group.Table).Select(i => reading[i].Tables[0].Table).LastOrDefault() is { } other)
        {
            shown.Add(new DisplayProjection(other));
        }

        if (shown.Count == 0)
        {
            return null;
        }

        reading.Projections.Clear();
        reading.Projections.AddRange(shown);
        reading.Groups.Clear();
        reading.Groups.Add(group);
        if (group.Table is { } table)
        {
            reading.Require(table);
        }

        return QuestionReader.Finish(reading).First() with { Analysis = new TopPerGroupAnalysis() };
    }

    // 每个国家最多进多少球 asks for the extreme, 平均每人 for a quotient.
    private static bool AsksHowMuch(Reading reading) =>
        reading.Chinese && Enumerable.Range(0, reading.Count).Any(i => (reading[i].Cue?.Kind is CueKind.Wh or CueKind.Count && reading[i].Text.Contains('多', StringComparison.Ordinal))
            || (reading.Is(i, CueKind.Each) && i > 0 && reading.Is(i - 1, CueKind.Aggregate) && reading.Gap(i - 1, i) == 0));
}
