using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Schema.Annotations;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads terms of the glossary: one that says which rows are meant is a condition, a metric is a value that is asked for.</summary>
internal static class TermRules
{
    // What asks for more of a metric than its value.
    private static readonly HashSet<CueKind> Beyond = [CueKind.Top, CueKind.Most, CueKind.Superlative, CueKind.Order, CueKind.Compare, CueKind.Between, CueKind.Share];

    /// <summary>Takes the terms that are conditions, before their words could be read as anything else.</summary>
    public static void ApplyConditions(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsFree(i) && reading[i].Term is { Term: { Kind: GlossaryKind.Term, Sql: { } sql }, Table: { } table })
            {
                var negation = reading.Before(i, CueKind.Be, CueKind.Soft);
                var negated = reading.IsFreeCue(negation, CueKind.Not);
                if (negated)
                {
                    reading.Take(negation);
                }

                reading.Require(table);
                reading.Filters.Add(new TermFilter(table, sql, negated) { Position = i });
                if (!reading.IsTable(i))
                {
                    reading.Take(i);
                }
            }
        }
    }

    /// <summary>Asks for the metrics that no other rule took.</summary>
    public static void ApplyMetrics(Reading reading)
    {
        if (Enumerable.Range(0, reading.Count).Any(i => reading.IsFree(i) && reading[i].Cue is { } cue && Beyond.Contains(cue.Kind)))
        {
            return;
        }

        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsFree(i) && reading[i].Term is { Term: { Kind: GlossaryKind.Metric, Sql: { } sql }, Table: { } table } && TermSql.IsAggregate(sql, reading.Index.Schema.Dialect))
            {
                reading.Take(i);
                reading.Require(table);
                reading.Projections.Add(new TermProjection(new Term(Aggregate.Metric, null) { Metric = new Metric(table, sql) }));
            }
        }
    }
}
