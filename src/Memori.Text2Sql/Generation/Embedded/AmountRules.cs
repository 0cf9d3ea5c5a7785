using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads what is asked of a number that a column holds, where no name says which: 平均覆盖多少国家, 最少招了多少人, 最多进多少球.</summary>
internal static class AmountRules
{
    private const int LongestVerb = 4;
    private const int LongestThing = 4;

    public static void Apply(Reading reading)
    {
        for (var i = 0; reading.Chinese && i + 1 < reading.Count; i++)
        {
            var many = i + 1;
            var between = many < reading.Count && !reading[many].Is(CueKind.Count) && reading[many] is { Cue: null, IsBreak: false, Number: null } ? many++ : -1;
            if (!reading.IsFree(i) || Aggregate(reading, i) is not { } aggregate || !reading.IsFreeCue(many, CueKind.Count) || !reading[many].Text.Contains('多', StringComparison.Ordinal)
                || reading[many].Start - reading[i].End > LongestVerb || reading.Is(i - 1, CueKind.Aggregate) || IsMeasured(reading, i) || (between >= 0 && reading[between].Columns.Any(c => c.Column.IsMeasure && c.Score > 0.5)))
            {
                continue;
            }

            var verb = Text(reading, reading[i].End, reading[many].Start);
            var unit = reading[many].Text[(reading[many].Text.IndexOf('少', StringComparison.Ordinal) + 1)..];
            var end = Enumerable.Range(reading[many].End, Math.Min(LongestThing, reading.Tokens.Count - reading[many].End)).TakeWhile(t => reading.Tokens[t].Kind == TokenKind.Ideograph).Count() + reading[many].End;
            var noun = many + 1 < reading.Count && reading[many + 1].IsSchema && reading.Gap(many, many + 1) == 0 ? many + 1 : -1;
            var isNamed = noun >= 0 && reading[noun].Columns.Any(c => c.Column.IsMeasure && c.Score > 0.6);
            var thing = noun >= 0 ? reading[noun].Text : Text(reading, reading[many].End, end);
            if ((isNamed && between < 0) || (isNamed ? reading.SlotOf(noun, c => c.IsMeasure) : Slot(reading, verb, unit, thing, many)) is not { } slot)
            {
                continue;
            }

            Enumerable.Range(i, (noun >= 0 ? noun : many) - i + 1).ToList().ForEach(reading.Take);
            reading.Projections.Add(new TermProjection(new Term(aggregate, slot)));
        }
    }

    // 人数规模最少有多少人: a name says which already.
    private static bool IsMeasured(Reading reading, int i) => i > 0 && reading.IsFreeColumn(i - 1) && reading.Gap(i - 1, i) <= 1 && reading[i - 1].Columns.Any(c => c.Column.IsMeasure && c.Score > 0.4);

    private static Slot? Slot(Reading reading, string verb, string unit, string thing, int position)
    {
        var tables = Amounts.Named(reading);
        return thing.Length > 0 && Amounts.Find(tables, verb, thing, position) is { } named ? named
            : unit is "人" or "次" or "届" or "场" or "项" or "集" or "分" ? Amounts.Find(tables, verb + thing, unit, position) : null;
    }

    private static Aggregate? Aggregate(Reading reading, int i) => reading[i].Cue switch
    {
        { Kind: CueKind.Aggregate } cue when Aggregates.Of(cue) is var aggregate and not Embedded.Aggregate.None => aggregate,
        { Kind: CueKind.Most, Argument: var argument } => argument == "desc" ? Embedded.Aggregate.Max : Embedded.Aggregate.Min,
        { Kind: CueKind.Superlative, Extra: "", Argument: var argument } when reading[i].Text is "最高" or "最低" or "最大" or "最小" => argument == "desc" ? Embedded.Aggregate.Max : Embedded.Aggregate.Min,
        { Kind: CueKind.Compare } when reading[i].Text is "最多有" => Embedded.Aggregate.Max,
        { Kind: CueKind.Compare } when reading[i].Text is "最少有" => Embedded.Aggregate.Min,
        _ => null,
    };

    private static string Text(Reading reading, int from, int to) => string.Concat(reading.Tokens.Skip(from).Take(to - from).Select(t => t.Text));
}
