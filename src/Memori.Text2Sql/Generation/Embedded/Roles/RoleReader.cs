using Memori.Text2Sql.Generation.Embedded.Analysis;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Roles;

/// <summary>
/// Reads a question by rules for what announces itself (conditions, superlatives, order) and by <see cref="RoleModel"/> for what does not:
/// which of the other names are shown, counted, summed up or grouped by.
/// </summary>
internal static class RoleReader
{
    private const int Beam = 48;
    private const int Readings = 8;
    private const double Unlikely = -4.5;

    // A table that is named is rather that than a column which holds how many there are.
    private const double Counted = -0.8;

    // What a unit of log-probability weighs beside the scores of names.
    private const double Weight = 0.35;

    public static IEnumerable<Plan> Read(LinkResult links, DatabaseIndex index, bool chinese, RoleModel model)
    {
        var readings = Prepare(links, index, chinese);
        foreach (var reading in readings)
        {
            if (QuestionReader.IsLost(reading))
            {
                continue;
            }

            if ((reading.IsOrderOpen || readings.Count == 1) && ContrastRules.Read(reading.Copy()) is { } contrast)
            {
                yield return contrast;
            }

            foreach (var (likely, rank) in Likely(reading, model).Select((l, i) => (l, i)))
            {
                var own = reading.Copy();
                Apply(own, likely.Roles);
                foreach (var plan in rank > 1 ? [] : AnalysisRules.Read(own))
                {
                    yield return plan with { Penalty = plan.Penalty - (Weight * likely.LogProbability), LogProbability = likely.LogProbability, IsOrderOpen = reading.IsOrderOpen };
                }

                foreach (var plan in (rank == 0 && MoneyRules.Read(own) is { } money ? QuestionReader.Finish(money) : []).Concat(QuestionReader.Finish(own)))
                {
                    yield return plan with { Penalty = plan.Penalty - (Weight * likely.LogProbability), LogProbability = likely.LogProbability, IsOrderOpen = reading.IsOrderOpen };
                }
            }
        }
    }

    /// <summary>The question with its conditions and spans of time read: once with what it is ordered by, once without, where it says anything of that.</summary>
    public static IReadOnlyList<Reading> Prepare(LinkResult links, DatabaseIndex index, bool chinese)
    {
        var ordered = Prepare(links, index, chinese, false);
        var says = Enumerable.Range(0, ordered.Count).Any(i => ordered[i].Cue?.Kind is CueKind.Superlative or CueKind.Most or CueKind.Common or CueKind.Top or CueKind.Order or CueKind.Direction);
        return says ? [ordered, Prepare(links, index, chinese, true), .. FirstOfRules.Apply(new Reading(links, index, chinese)) is { } limited ? [Prepare(limited)] : (Reading[])[]] : [ordered];
    }

    private static Reading Prepare(LinkResult links, DatabaseIndex index, bool chinese, bool isOrderOpen) => Prepare(new Reading(links, index, chinese) { IsOrderOpen = isOrderOpen });

    private static Reading Prepare(Reading reading)
    {
        var isOrderOpen = reading.IsOrderOpen;
        TermRules.ApplyConditions(reading);
        AskedRules.Apply(reading);
        ExclusionRules.Apply(reading);
        PunctualityRules.Apply(reading);
        TimeRules.Apply(reading);
        ClockRules.Apply(reading);
        AgeRules.Apply(reading);
        AnalysisCues.TakeNumbers(reading);
        CalculationRules.Apply(reading);
        AmountRules.Apply(reading);
        ListedRules.Apply(reading);
        ProjectionRules.Kinds(reading);
        ProjectionRules.NamesOfColumns(reading);
        if (!isOrderOpen)
        {
            OrderRules.Apply(reading);
        }

        ComparisonRules.Apply(reading);
        if (!isOrderOpen)
        {
            SuperlativeRules.Apply(reading);
        }

        ValueRules.Apply(reading);
        SameRules.Apply(reading);
        LooseNumberRules.Apply(reading);
        FlagRules.Apply(reading);
        NegationRules.Apply(reading);
        TermRules.ApplyMetrics(reading);
        GroupRules.ApplyGrains(reading);
        return reading;
    }

    private static IEnumerable<(IReadOnlyList<(int At, Role Role, bool AsColumn)> Roles, double LogProbability)> Likely(Reading reading, RoleModel model)
    {
        var features = new RoleFeatures(reading);
        List<(List<(int At, Role Role, bool AsColumn)> Roles, RoleHistory History, double LogProbability)> beam = [([], default, 0)];
        for (var i = 0; i < reading.Count; i++)
        {
            if (!RoleFeatures.IsItem(reading, i))
            {
                continue;
            }

            var at = i;
            var around = model.Scores(features.Of(i));
            var ways = beam.Select(state => state.History).Distinct().ToDictionary(h => h, h => Ways(reading, at, RoleModel.LogProbabilities(around, model.Scores(features.After(at, h)))));
            beam = [.. beam.SelectMany(state => ways[state.History].Select(w => ((List<(int, Role, bool)>)[.. state.Roles, (at, w.Role, w.AsColumn)], state.History.With(w.Role), state.LogProbability + w.Score)))
                .OrderByDescending(state => state.Item3).Take(Beam)];
        }

        return beam.Take(Readings).Select(state => ((IReadOnlyList<(int, Role, bool)>)state.Roles, state.LogProbability));
    }

    private static List<(Role Role, bool AsColumn, double Score)> Ways(Reading reading, int i, double[] scores)
    {
        var options = Enumerable.Range(0, scores.Length).Where(r => Fits(reading, i, (Role)r)).OrderByDescending(r => scores[r]).Take(4).ToList();
        var least = scores[options[0]] + Unlikely;
        var ways = options.Where(r => scores[r] > least).Select(r => (Role: (Role)r, AsColumn: false, Score: scores[r])).ToList();
        if (HoldsCounts(reading, i))
        {
            ways.AddRange(ways.Where(w => w.Role != Role.None).Select(w => (w.Role, true, w.Score + Counted)).ToList());
        }

        return ways;
    }

    private static bool Fits(Reading reading, int i, Role role) => role switch
    {
        Role.None when IsLimited(reading, i) => false,
        Role.None or Role.Count or Role.OrderCount => true,
        _ when reading.Is(i, CueKind.Count) => false,
        Role.Show or Role.Group or Role.GroupOnly or Role.CountDistinct => true,
        Role.Sum when !SaysSum(reading, i) => false,
        Role.Sum or Role.OrderSum => reading[i].Columns.Any(c => c.Column.IsNumeric && !TimeRules.MayHoldTimes(c.Column)),
        Role.Average or Role.OrderAverage => reading[i].Columns.Any(c => c.Column.IsNumeric),
        _ => reading[i].Columns.Count > 0,
    };

    // 所有艺术家的年龄是多少 asks for each: nothing says to add up.
    private static bool SaysSum(Reading reading, int i) =>
        !reading.Chinese || reading.IsAdditive(i) || reading[i].Text.Contains('总', StringComparison.Ordinal) || reading.Mentions.Any(m => m.Cue is { Kind: CueKind.Count or CueKind.Each } or { Kind: CueKind.Aggregate, Argument: "sum" or "much" });

    // 价格最低的5个商品: of what there are five is told which.
    private static bool IsLimited(Reading reading, int i) =>
        reading.Chinese && reading.Limit is > 1 and var limit && reading.IsTable(i) && i > 0 && reading[i - 1].Number == limit && reading.Gap(i - 1, i) <= 1;

    // 有多少国内路线: the routes themselves, or the column that holds how many there are.
    private static bool HoldsCounts(Reading reading, int i) =>
        reading.IsTable(i) && reading.Chinese && reading[i].Columns.Any(c => c.Column.IsMeasure && c.Score > 0.5);

    private static void Apply(Reading reading, IReadOnlyList<(int At, Role Role, bool AsColumn)> roles)
    {
        var told = reading.Projections.ToList();
        Stars(reading);
        foreach (var (at, _, _) in roles.Where(r => r is { AsColumn: true }))
        {
            foreach (var beside in (ReadOnlySpan<int>)[at - 1, at + 1])
            {
                if (reading.IsFreeCue(beside, CueKind.Count))
                {
                    reading.Take(beside);
                }
            }
        }

        foreach (var (at, role, asColumn) in roles)
        {
            if (!reading.IsFree(at) || role == Role.None)
            {
                continue;
            }

            if (reading.Is(at, CueKind.Count))
            {
                Rows(reading, at, role);
            }
            else if (reading.IsTable(at) && !asColumn && !(role is Role.Sum or Role.Average or Role.Max or Role.Min && HoldsCounts(reading, at)))
            {
                Table(reading, at, role);
            }
            else
            {
                Column(reading, at, asColumn && role is Role.Count or Role.CountDistinct ? Role.Show : asColumn && role == Role.OrderCount ? Role.Order : role, asColumn);
            }
        }

        Rest(reading);
        RespectiveRules.Apply(reading);
        AskedRules.PutLast(reading, told);

        // Of "each" it must be seen which.
        if (reading.Projections.Count > 0)
        {
            for (var g = 0; g < reading.Groups.Count && reading.Order.Count == 0; g++)
            {
                reading.Groups[g] = reading.Groups[g] is { IsShown: false } group ? group with { IsShown = true } : reading.Groups[g];
            }
        }

        if (reading.Projections.Exists(p => p is StarProjection))
        {
            // All columns are the one asked for too.
            reading.Projections.RemoveAll(p => p is DisplayProjection or TermProjection { Term: { Aggregate: Aggregate.None, Column: not null } });
        }

        ProjectionRules.NameOwner(reading);
        ProjectionRules.NameOnce(reading);
        reading.Distinct |= ProjectionRules.AsksForKinds(reading);
        reading.Distinct |= Enumerable.Range(0, reading.Count).Any(i => reading.IsFreeCue(i, CueKind.Distinct) && (reading.Chinese || reading.Zones[i] == Zone.Projection))
            && reading.Projections.TrueForAll(p => p is not TermProjection { Term.Aggregate: not Aggregate.None });
    }

    // A superlative whose measure no name gave: of how many there are, or of what the word itself implies.
    private static void Rest(Reading reading)
    {
        for (var i = 0; i < reading.Count && reading.IsOrderOpen; i++)
        {
            if (reading.IsFree(i) && reading[i].Cue is { Kind: CueKind.Most or CueKind.Common or CueKind.Superlative } cue && !reading.Projections.Exists(p => p is TermProjection { Term: { Aggregate: Aggregate.Max or Aggregate.Min } }))
            {
                var flipped = false;
                var term = cue.Kind == CueKind.Superlative && cue.Extra.Length > 0 && SuperlativeRules.Concept(reading, i, cue.Extra, out flipped) is { } implied ? implied
                    : cue.Kind == CueKind.Superlative ? SuperlativeRules.Usual(reading, i) : new Term(Aggregate.Count, null);
                if (term is not null && reading.Order.Count == 0)
                {
                    reading.Take(i);
                    reading.Order.Add(new OrderKey(term, (cue.Argument == "desc") != flipped));
                    reading.Limit ??= SuperlativeRules.LimitOf(reading, i) ?? 1;
                }
            }
        }
    }

    private static void Stars(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsFreeCue(i, CueKind.Star) && reading.NearestTable(i) is { } table)
            {
                reading.Take(i);
                reading.Require(table);
                reading.Projections.Add(new StarProjection(table));
            }
        }
    }

    private static void Rows(Reading reading, int at, Role role)
    {
        reading.Take(at);
        var rows = new Term(Aggregate.Count, null);
        var counted = reading.Chinese ? reading.IsTable(at + 1) ? at + 1 : at - 1 : reading.After(at, CueKind.Soft, CueKind.Distinct);
        if (role != Role.None && counted >= 0 && reading.IsTable(counted) && Math.Abs(counted - at) <= 2)
        {
            reading.Require(reading[counted].Tables[0].Table);
        }

        if (role == Role.Count)
        {
            Show(reading, rows);
        }
        else if (role == Role.OrderCount)
        {
            Order(reading, at, rows);
        }
    }

    private static void Table(Reading reading, int at, Role role)
    {
        reading.Take(at);
        var table = reading[at].Tables[0].Table;
        reading.Require(table);
        switch (role)
        {
            case Role.Show:
                reading.Projections.Add(reading.DisplayOf(table));
                break;
            case Role.Group or Role.GroupOnly:
                reading.Groups.Add(new GroupKey(null, table) { IsShown = role == Role.Group });
                break;
            case Role.Order or Role.OrderCount or Role.OrderSum or Role.OrderAverage:
                Order(reading, at, new Term(Aggregate.Count, null));
                break;
            default:
                Show(reading, new Term(Aggregate.Count, null));
                break;
        }
    }

    private static void Column(Reading reading, int at, Role role, bool counts)
    {
        switch (role)
        {
            case Role.Show or Role.Order when counts:
                var held = reading.MeasureOf(at, Aggregate.None, c => c.IsMeasure);
                if (role == Role.Order)
                {
                    Order(reading, at, held);
                }
                else
                {
                    reading.Projections.Add(new TermProjection(held));
                }

                break;
            case Role.Show when Named(reading, at) is { } named:
                reading.Take(at);
                reading.Projections.Add(new DisplayProjection(named));
                break;
            case Role.Show:
                reading.Projections.Add(new TermProjection(reading.MeasureOf(at, Aggregate.None)));
                break;
            case Role.Group or Role.GroupOnly:
                reading.Groups.Add(new GroupKey(reading.SlotOf(at), null) { IsShown = role == Role.Group });
                break;
            case Role.Order:
                Order(reading, at, reading.MeasureOf(at, Aggregate.None));
                break;
            case Role.OrderCount or Role.OrderSum or Role.OrderAverage:
                // What holds a number of things is summed up, not counted.
                var counted = role == Role.OrderCount && !Tallies(reading, at);
                Order(reading, at, new Term(counted ? Aggregate.Count : role == Role.OrderCount ? Aggregate.Sum : Of(role), reading.SlotOf(at, counted ? null : c => c.IsNumeric)));
                break;
            case Role.Count or Role.CountDistinct:
                Show(reading, new Term(Aggregate.Count, reading.SlotOf(at), role == Role.CountDistinct));
                break;
            case Role.Max or Role.Min when Extreme(reading, at) is var cue and >= 0:
                reading.Take(cue);
                Show(reading, new Term(Of(role), reading.SlotOf(at, c => c.IsMeasure || c.IsDate || TimeRules.HoldsTimes(c))));
                break;
            default:
                var slot = reading.SlotOf(at, c => c.IsMeasure || c.IsDate || TimeRules.HoldsTimes(c));
                foreach (var aggregate in Listed(reading, at, Of(role)))
                {
                    Show(reading, new Term(aggregate, slot));
                }

                break;
        }
    }

    private static bool Tallies(Reading reading, int at) =>
        reading[at].Columns is [{ Column: { IsMeasure: true, IsNumeric: true, Name: [.., '数' or '量'] }, Score: > 0.8 }, ..];

    // 最高票价, 票价最高是多少: the superlative says only that the extreme itself is asked for.
    private static int Extreme(Reading reading, int at)
    {
        bool Is(int i) => reading.IsFree(i) && reading[i].Cue?.Kind is CueKind.Superlative or CueKind.Most;
        return Is(at - 1) ? at - 1 : Is(at + 1) ? at + 1 : Is(at - 2) ? at - 2 : Is(at + 2) ? at + 2 : -1;
    }

    // "the least, average and greatest age": one name, asked for in several ways.
    private static List<Aggregate> Listed(Reading reading, int at, Aggregate one)
    {
        var found = new Dictionary<Aggregate, int>();
        for (var cue = at - 1; cue >= 0; cue--)
        {
            if (BelongsBefore(reading, cue))
            {
                break;
            }

            if (reading.IsFreeCue(cue, CueKind.Aggregate) && Aggregates.Of(reading[cue].Cue!) is var aggregate and not Aggregate.None)
            {
                found[aggregate] = cue;
            }
            else if (Superlative(reading, cue) is { } extreme)
            {
                found[extreme] = cue;
            }
            else if (!(reading.Is(cue, CueKind.And) || reading.Is(cue, CueKind.Soft) || reading[cue].Text is "," or "、" or "，" || (reading.IsTable(cue) && cue == at - 1)))
            {
                break;
            }
        }

        // 金额的总和与平均值
        var joined = false;
        for (var cue = at + 1; reading.Chinese && cue < reading.Count; cue++)
        {
            joined |= reading.Is(cue, CueKind.And) || reading[cue].Text == "、";
            if (reading.IsFreeCue(cue, CueKind.Aggregate) && Aggregates.Of(reading[cue].Cue!) is var aggregate and not Aggregate.None)
            {
                found[aggregate] = cue;
            }
            else if (joined && Superlative(reading, cue) is { } extreme)
            {
                found[extreme] = cue;
            }
            else if (!(reading.Is(cue, CueKind.And) || reading.Is(cue, CueKind.Soft) || reading[cue].Text is "、"))
            {
                break;
            }
        }

        _ = found.TryAdd(one, -1);
        return [.. found.OrderBy(f => f.Value).Select(f => f.Key)];
    }

    // 课程数量的最大值，以及课程时长的总和: the greatest is of what stands before it.
    private static bool BelongsBefore(Reading reading, int cue) =>
        reading.Chinese && reading[cue].Text is [.., '值' or '和'] && reading.Is(cue, CueKind.Aggregate) && cue > 0 && reading[cue - 1].IsSchema && reading[cue - 1].Columns.Count > 0 && reading.Gap(cue - 1, cue) <= 1;

    private static Aggregate? Superlative(Reading reading, int at) =>
        !reading.IsFree(at) ? null : reading[at].Text.ToLowerInvariant() switch
        {
            "最大" or "最高" or "highest" or "largest" or "greatest" or "biggest" => Aggregate.Max,
            "最小" or "最低" or "lowest" or "smallest" or "least" => Aggregate.Min,
            _ => null,
        };

    // "the names of the students" where a name has two columns.
    private static TableNode? Named(Reading reading, int at) =>
        reading.IsName(at) && (reading.OwnerOf(at) ?? Listed(reading, at) ?? reading.NearestTable(at)) is { Display.Count: > 1 } named
        && !reading[at].Columns.Any(c => c.Column.Table == named && c.Score > 0.9) ? named : null;

    // "the full name and id of the actor": what stands beside it says whose.
    private static TableNode? Listed(Reading reading, int at) =>
        !reading.Chinese && reading.Is(at + 1, CueKind.And) && at + 2 < reading.Count && reading[at + 2] is { IsSchema: true, Columns: [{ Score: > 0.98 } first, ..] } && first.Column.Table is var table
        && reading.Tokens.Take(reading[at + 2].End).Skip(reading[at + 2].Start).Any(t => table.Words.Contains(t.Lemma)) ? table : null;

    private static Aggregate Of(Role role) => role switch
    {
        Role.Count or Role.CountDistinct or Role.OrderCount => Aggregate.Count,
        Role.Sum or Role.OrderSum => Aggregate.Sum,
        Role.Average or Role.OrderAverage => Aggregate.Average,
        Role.Max => Aggregate.Max,
        Role.Min => Aggregate.Min,
        _ => Aggregate.None,
    };

    private static void Show(Reading reading, Term term)
    {
        if (term.Column is not null || !reading.Projections.Exists(p => p is TermProjection { Term: { Aggregate: Aggregate.Count, Column: null } }))
        {
            reading.Projections.Add(new TermProjection(term));
        }
    }

    private static void Order(Reading reading, int at, Term term)
    {
        var cue = -1;
        for (var other = 0; other < reading.Count; other++)
        {
            if (reading.IsFree(other) && reading[other].Cue?.Kind is CueKind.Superlative or CueKind.Most or CueKind.Common or CueKind.Top or CueKind.Order or CueKind.Direction
                && (cue < 0 || Math.Abs(other - at) < Math.Abs(cue - at)))
            {
                cue = other;
            }
        }

        if (cue < 0 && reading.Order.Count > 0)
        {
            return;
        }

        if (cue < 0)
        {
            // "with the maximum distance": nothing says to sort, so the first is meant.
            var extreme = reading.IsFreeCue(at - 1, CueKind.Aggregate) && reading[at - 1].Cue!.Argument is "max" or "min" ? at - 1 : -1;
            if (extreme >= 0)
            {
                reading.Take(extreme);
            }

            reading.Limit ??= 1;
            reading.Order.Add(new OrderKey(term, extreme < 0 || reading[extreme].Cue!.Argument == "max"));
            return;
        }

        var descending = reading[cue].Cue!.Argument is "desc" or "ralpha";
        reading.Take(cue);
        if (reading[cue].Cue is { Kind: CueKind.Order, Argument: not ("asc" or "desc" or "alpha" or "ralpha") }
            && Enumerable.Range(0, reading.Count).FirstOrDefault(i => reading.IsFree(i) && reading[i].Cue is { Kind: CueKind.Order or CueKind.Direction, Argument: "asc" or "desc" or "alpha" or "ralpha" }, -1) is var direction and >= 0)
        {
            // "sorted by pages in descending order"
            reading.Take(direction);
            descending = reading[direction].Cue!.Argument is "desc" or "ralpha";
        }

        reading.Limit ??= SuperlativeRules.LimitOf(reading, cue) ?? (reading[cue].Cue!.Kind is CueKind.Superlative or CueKind.Most or CueKind.Common ? 1 : null);
        reading.Order.Add(new OrderKey(term, descending));
    }
}
