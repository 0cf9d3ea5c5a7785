namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads several values of one column that are told of one by one: 分别给出男性和女性员工的平均工资, "average salary of male and female employees respectively".</summary>
internal static class RespectiveRules
{
    private static readonly string[] Phrases = ["分别", "各自", " respectively ", " separately "];

    /// <summary>Groups by the column of such values.</summary>
    public static void Apply(Reading reading)
    {
        if (reading.Groups.Count > 0 || !reading.Projections.Exists(p => p is TermProjection { Term.Aggregate: not Aggregate.None })
            || Embedded.Phrases.TextOf(reading) is var text && !Array.Exists(Phrases, p => text.Contains(p, StringComparison.Ordinal)))
        {
            return;
        }

        var values = reading.Filters.OfType<CompareFilter>().Where(f => f is { Operator: "=", Left: { Aggregate: Aggregate.None, Column: not null }, Right: TextOperand }).OrderBy(f => f.Position).ToList();
        if (values.Count < 2 || values.Skip(1).Any(v => !v.Left.Column!.Candidates.Select(c => c.Column).SequenceEqual(values[0].Left.Column!.Candidates.Select(c => c.Column))))
        {
            return;
        }

        var column = values[0].Left.Column! with { Owner = null };
        for (var i = 1; i < values.Count; i++)
        {
            reading.Filters[reading.Filters.IndexOf(values[i])] = values[i] with { Or = true };
        }

        reading.Groups.Add(new GroupKey(column, null) { IsShown = true });
    }
}
