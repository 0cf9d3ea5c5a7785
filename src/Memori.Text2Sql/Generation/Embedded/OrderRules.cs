using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads the order of rows: "sorted by age in descending order", 按年销量升序.</summary>
internal static class OrderRules
{
    public static void Apply(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsFreeCue(i, CueKind.Order) || (reading.Chinese && reading.IsFreeCue(i, CueKind.Direction)))
            {
                Order(reading, i);
            }
        }
    }

    private static void Order(Reading reading, int i)
    {
        var cue = reading[i].Cue!;
        if (reading.Chinese && reading.IsFreeCue(i + 1, CueKind.Order))
        {
            reading.Take(i + 1);
        }

        var before = reading.Chinese || cue.Argument == "end";
        reading.Take(i);
        if (i == 0 && !reading.IsFreeCue(1, CueKind.By) && Enumerable.Range(1, reading.Count - 1).Any(n => reading.IsFreeCue(n, CueKind.By) || reading.IsFreeCue(n, CueKind.Order)))
        {
            var by = Enumerable.Range(1, reading.Count - 1).First(n => reading.IsFreeCue(n, CueKind.By) || reading.IsFreeCue(n, CueKind.Order));
            if (reading.Is(by, CueKind.By))
            {
                reading.Take(by);
                var all = Forward(reading, reading.After(by, CueKind.Soft));
                var down = Descending(reading, by, cue);
                reading.Order.AddRange(all.Select(t => new OrderKey(t, down)));
            }

            return;
        }

        if (cue.Argument.Length == 0 && Enumerable.Range(i + 1, reading.Count - i - 1).Any(n => reading.IsFreeCue(n, CueKind.Order) && !reading[n].Text.Contains("sort", StringComparison.OrdinalIgnoreCase) && reading[n].Cue!.Argument is "asc" or "desc" or "alpha")
            && !reading.IsFreeColumn(reading.After(i, CueKind.By, CueKind.Soft)))
        {
            return;
        }

        var descending = Descending(reading, i, cue);
        var at = before ? i - 1 : reading.After(i, CueKind.By, CueKind.Soft, CueKind.Direction, CueKind.Order, CueKind.Distinct);
        if (before && (reading.Is(at, CueKind.By) || reading.Is(at, CueKind.Direction)))
        {
            at--;
        }

        if (cue.Extra.Length > 0 && reading.Implied(cue.Extra.Split(';')[0].Split(','), c => c.IsNumeric || c.IsDate, i) is { } implied)
        {
            reading.Order.Add(new OrderKey(new Term(Aggregate.None, implied), descending));
            return;
        }

        var found = before ? Backward(reading, at) : Forward(reading, at);
        if (found.Count == 0 && !before && cue.Argument.Length > 0)
        {
            // "… by the number of restaurants in descending order"
            found = Enumerable.Range(0, i).Where(n => reading.IsFreeCue(n, CueKind.By)).TakeLast(1).SelectMany(by => Forward(reading, reading.After(by, CueKind.Soft))).ToList();
        }

        if (found.Count == 0 && Fallback(reading, i) is { } fallback)
        {
            found.Add(fallback);
        }

        foreach (var term in found)
        {
            reading.Order.Add(new OrderKey(term, descending));
        }
    }

    private static bool Descending(Reading reading, int i, Cue cue)
    {
        if (cue.Kind == CueKind.Direction || cue.Argument is "asc" or "desc" or "alpha" or "ralpha")
        {
            return cue.Argument is "desc" or "ralpha";
        }

        for (var at = Math.Max(0, i - 2); at < reading.Count; at++)
        {
            if (reading.IsFreeCue(at, CueKind.Direction) || (at > i && reading.IsFreeCue(at, CueKind.Order) && reading[at].Cue!.Argument is "asc" or "desc" or "alpha"))
            {
                reading.Take(at);
                if (reading.Is(at, CueKind.Direction) || reading[at].Cue!.Argument.Length > 0)
                {
                    return reading[at].Cue!.Argument == "desc";
                }
            }
        }

        return false;
    }

    private static List<Term> Forward(Reading reading, int at)
    {
        var terms = new List<Term>();
        while (at >= 0 && One(reading, at, out var next) is { } term)
        {
            terms.Add(term);
            at = reading.Is(next, CueKind.And) ? reading.After(next, CueKind.Soft, CueKind.By) : -1;
            if (at >= 0 && !reading.IsFreeColumn(at))
            {
                break;
            }
        }

        return terms;
    }

    private static Term? One(Reading reading, int at, out int next)
    {
        next = at + 1;
        if (reading.IsFreeCue(at, CueKind.Count))
        {
            var target = reading.After(at, CueKind.Soft, CueKind.Distinct);
            reading.Take(at);
            if (reading.IsFreeSchema(target))
            {
                reading.Take(target);
                next = target + 1;
                if (reading.IsTable(target))
                {
                    reading.Require(reading[target].Tables[0].Table);
                }
            }

            return new Term(Aggregate.Count, null);
        }

        if (reading.IsFreeCue(at, CueKind.Aggregate))
        {
            var target = reading.After(at, CueKind.Soft);
            if (!reading.IsFreeColumn(target))
            {
                return null;
            }

            reading.Take(at);
            next = target + 1;
            return new Term(Aggregates.Of(reading[at].Cue!), reading.SlotOf(target));
        }

        return reading.IsFreeColumn(at) ? reading.MeasureOf(at, Aggregate.None) : null;
    }

    private static List<Term> Backward(Reading reading, int at)
    {
        if (reading.IsFreeCue(at, CueKind.Count) && reading.IsFreeSchema(at - 1))
        {
            reading.Take(at);
            reading.Take(at - 1);
            return [new Term(Aggregate.Count, null)];
        }

        if (!reading.IsFreeColumn(at))
        {
            return [];
        }

        var aggregate = reading.IsFreeCue(at - 1, CueKind.Aggregate) ? Aggregates.Of(reading[at - 1].Cue!) : Aggregate.None;
        if (aggregate != Aggregate.None)
        {
            reading.Take(at - 1);
        }

        return [reading.MeasureOf(at, aggregate)];
    }

    // "list the names in alphabetical order": what is listed is ordered.
    private static Term? Fallback(Reading reading, int i)
    {
        var alphabetical = reading[i].Cue!.Argument is "alpha" or "ralpha";
        var listed = Enumerable.Range(0, i).Where(at => reading.IsFreeColumn(at) && !reading.IsTable(at) && reading.Zones[at] == Zone.Projection && (!alphabetical || reading[at].Columns[0].Column.IsText)).FirstOrDefault(-1);
        if (listed < 0 && alphabetical && (reading.Chinese || i == 0 || !Enumerable.Range(0, i).Any(at => reading[at].IsSchema)))
        {
            // 按字母顺序列出服务的类型, "the alphabetically ordered list of all names": it comes after.
            listed = Enumerable.Range(i + 1, reading.Count - i - 1).Where(at => reading.IsFreeColumn(at) && !(reading.IsTable(at) && reading[at].BestColumn < 0.9)).FirstOrDefault(-1);
        }

        if (listed < 0 && reading.Chinese && reading.Is(i + 1, CueKind.Command) && !Enumerable.Range(0, i).Any(at => reading[at].IsSchema))
        {
            // 按升序显示演员的姓名: what is listed first.
            listed = Enumerable.Range(i + 2, Math.Max(0, reading.Count - i - 2)).FirstOrDefault(at => reading.IsFreeColumn(at) && !reading.IsTable(at), -1);
        }

        if (listed >= 0)
        {
            return new Term(Aggregate.None, new Slot(reading[listed].Columns, listed) { Owner = reading.OwnerOf(listed) });
        }

        for (var at = i - 1; at >= 0; at--)
        {
            if (reading.IsTable(at) && reading.Is(at - 1, CueKind.Count))
            {
                return new Term(Aggregate.Count, null);
            }

            if (reading[at].IsSchema && reading[at].Columns.Count > 0 && !(reading.IsTable(at) && reading[at].BestColumn < 0.9))
            {
                if (reading.Is(at - 1, CueKind.Count) && !reading.Chinese)
                {
                    return new Term(Aggregate.Count, null);
                }

                return new Term(Aggregate.None, new Slot(reading[at].Columns, at) { Owner = reading.OwnerOf(at) });
            }
        }

        return null;
    }
}
