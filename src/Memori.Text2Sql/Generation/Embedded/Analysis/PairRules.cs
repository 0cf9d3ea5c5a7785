namespace Memori.Text2Sql.Generation.Embedded.Analysis;

/// <summary>Reads what occurs together: "which two products are most often bought together", 最常一起购买的两种商品.</summary>
internal static class PairRules
{
    private const int Pair = 2;

    public static Plan? Read(Reading reading)
    {
        var named = Enumerable.Range(0, reading.Count).Where(reading.IsTable).Select(i => reading[i].Tables[0].Table).Distinct().ToList();
        var happened = VerbRules.Happened(reading);
        foreach (var table in reading.Chinese ? named.AsEnumerable().Reverse() : named)
        {
            // A row of the lines says which thing is in which whole: in one that is named, or of which the verb tells, or the only one.
            var found = reading.Index.Edges.Where(e => e.To.Table == table && e.From.Table != table)
                .SelectMany(thing => reading.Index.Edges.Where(e => e.From.Table == thing.From.Table && e.To.Table != table && e.To.Table != thing.From.Table).Select(whole => (Thing: thing, Whole: whole)))
                .OrderBy(p => named.Contains(p.Whole.To.Table) ? 0 : p.Whole.To.Table == happened ? 1 : 2).ThenBy(p => p.Thing.From.Table.Columns.Count).ToList();
            if (found is [var first, ..] && (found.Count == 1 || named.Contains(first.Whole.To.Table) || first.Whole.To.Table == happened))
            {
                var own = reading.Copy();
                own.Filters.RemoveAll(f => f.Position >= 0 && f.Position < reading.Count && reading[f.Position].Number == Pair);
                own.Projections.Clear();
                own.Projections.Add(reading.DisplayOf(table));
                own.Groups.Clear();
                own.Order.Clear();
                own.Limit = reading.Limit is > Pair and var limit ? limit : null;
                return QuestionReader.Finish(own).First() with { Analysis = new PairAnalysis(first.Thing, first.Whole) };
            }
        }

        return null;
    }
}
