using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Analysis;

/// <summary>Reads what analysts ask for: "what percentage of …", "the best of each …", "running total", "median", "duplicate …", 占比, 每个…最高的, 累计, 中位数, 重复的.</summary>
internal static class AnalysisRules
{
    /// <summary>What the question may mean besides, with its names' roles given.</summary>
    public static IEnumerable<Plan> Read(Reading reading)
    {
        bool Says(string kind) => Enumerable.Range(0, reading.Count).Any(i => reading.Is(i, CueKind.Analysis) && reading[i].Cue!.Argument == kind);
        if (Enumerable.Range(0, reading.Count).FirstOrDefault(i => reading.Is(i, CueKind.Share), -1) is var share and >= 0)
        {
            var text = reading[share].Text;
            var percent = text.Contains("percent", StringComparison.OrdinalIgnoreCase) || text.Contains("百分", StringComparison.Ordinal);
            foreach (var plan in Share(reading.Copy(), percent ? AnalysisKind.Percentage : AnalysisKind.Share))
            {
                yield return plan;
            }
        }

        if (TopPerGroup(reading.Copy()) is { } top)
        {
            yield return top;
        }

        if (Says("running") && reading.Groups.Count == 1)
        {
            yield return QuestionReader.Finish(reading.Copy()).First() with { Analysis = new Analysis(AnalysisKind.Running) };
        }

        if (Says("median") && Measure(reading) is { } measure)
        {
            var own = reading.Copy();
            own.Projections.Clear();
            own.Projections.Add(new TermProjection(new Term(Aggregate.None, measure)));
            yield return QuestionReader.Finish(own).First() with { Analysis = new Analysis(AnalysisKind.Median) };
        }

        if (Says("duplicate") && reading.Projections.OfType<TermProjection>().Select(p => p.Term.Column).OfType<Slot>().FirstOrDefault() is { } twice)
        {
            var own = reading.Copy();
            own.Projections.Clear();
            own.Groups.Clear();
            own.Groups.Add(new GroupKey(twice, null) { IsShown = true });
            own.Projections.Add(new TermProjection(new Term(Aggregate.Count, null)));
            own.Filters.Add(new CompareFilter(new Term(Aggregate.Count, null), ">", new NumberOperand(1)) { Position = int.MaxValue });
            yield return QuestionReader.Finish(own).First() with { Analysis = new Analysis(AnalysisKind.Duplicates) };
        }
    }

    // "for each category, which product …": what follows "each" is the group, whatever else is named is asked for.
    private static Plan? TopPerGroup(Reading reading)
    {
        var each = Enumerable.Range(0, reading.Count).FirstOrDefault(i => reading.Is(i, CueKind.Each), -1);
        var at = each < 0 ? -1 : Enumerable.Range(each + 1, reading.Count - each - 1).FirstOrDefault(i => reading[i].IsSchema, -1);
        if (at < 0 || reading.Gap(each, at) > 3 || reading.Order is not [var order] || reading.Limit is null || order.Term.Column?.Position == at)
        {
            return null;
        }

        var group = reading.IsTable(at) ? new GroupKey(null, reading[at].Tables[0].Table) : new GroupKey(new Slot(reading[at].Columns, at), null);
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

        return QuestionReader.Finish(reading).First() with { Analysis = new Analysis(AnalysisKind.TopPerGroup) };
    }

    // The condition said last is of the part, those before it of the whole; without any, each group has its share.
    private static IEnumerable<Plan> Share(Reading reading, AnalysisKind kind)
    {
        var part = reading.Filters.Where(f => !f.Or && f is not CompareFilter { Left.Aggregate: not Aggregate.None }).OrderBy(f => f.Position).LastOrDefault();
        var term = Measure(reading) is { } measure ? new Term(Aggregate.Sum, measure) : new Term(Aggregate.Count, null);
        if (part is not null)
        {
            reading.Filters.Remove(part);
        }
        else if (reading.Groups.Count == 0)
        {
            yield break;
        }

        reading.Projections.Clear();
        reading.Projections.Add(new TermProjection(term));
        reading.Order.Clear();
        reading.Limit = null;
        yield return QuestionReader.Finish(reading).First() with { Analysis = new Analysis(kind, part) };
    }

    private static Slot? Measure(Reading reading) => reading.Projections.OfType<TermProjection>().Select(p => p.Term).Where(t => t.Aggregate is Aggregate.None or Aggregate.Sum or Aggregate.Average)
        .Select(t => t.Column).OfType<Slot>().Where(s => s.Candidates.Any(c => c.Column.IsMeasure)).Select(s => s with { Candidates = [.. s.Candidates.Where(c => c.Column.IsMeasure)] }).FirstOrDefault();
}
