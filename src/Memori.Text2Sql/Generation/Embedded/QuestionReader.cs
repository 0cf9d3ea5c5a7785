using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads a linked question into plans, the likeliest first.</summary>
internal static class QuestionReader
{
    private static readonly string[] PeopleByRank = ["employee", "staff", "person", "customer", "student", "teacher", "member", "user", "player", "client", "author", "artist", "people"];
    private const double NeverPenalty = 0.15;

    // A column called count is there to be summed up.
    private const double TallyPrior = 3;

    // An average or an extreme of two groups is rather one of each.
    private const double ApartPrior = 1.5;
    private const double SaidNever = 2;

    // A table that the words name only in part may take part too.
    private const double Hinted = 0.5;
    private const double HintPenalty = 0.3;

    private static readonly HashSet<string> All = ["所有", "全部", "各个", "每个", "不同", "现有", "目前", "我们", "拥有", "一共"];

    private static readonly HashSet<string> People = [.. PeopleByRank];

    public static IEnumerable<Plan> Read(LinkResult links, DatabaseIndex index, bool chinese)
    {
        var reading = new Reading(links, index, chinese);
        TermRules.ApplyConditions(reading);
        AskedRules.Apply(reading);
        ExclusionRules.Apply(reading);
        PunctualityRules.Apply(reading);
        TimeRules.Apply(reading);
        ClockRules.Apply(reading);
        AgeRules.Apply(reading);
        AmountRules.Apply(reading);
        ListedRules.Apply(reading);
        OrderRules.Apply(reading);
        ComparisonRules.Apply(reading);
        SuperlativeRules.Apply(reading);
        ValueRules.Apply(reading);
        SameRules.Apply(reading);
        FlagRules.Apply(reading);
        NegationRules.Apply(reading);
        TermRules.ApplyMetrics(reading);
        GroupRules.Apply(reading);
        var told = reading.Projections.ToList();
        ProjectionRules.Apply(reading);
        AskedRules.PutLast(reading, told);

        return IsLost(reading) ? [] : Finish(reading);
    }

    /// <summary>
    /// A negation that was not read turns the answer into its opposite, a time that was not is of all times, and what the only condition is said with ("vacant rooms", 空置的车位) is lost: then nothing
    /// is claimed.
    /// </summary>
    public static bool IsLost(Reading reading) =>
        (reading.Filters.Count == 0 && Enumerable.Range(0, reading.Count).Any(i => reading.IsTable(i) && IsDescribed(reading, i))) ||
        (!reading.Chinese && Enumerable.Range(0, reading.Count).Any(i => reading.Is(i, CueKind.Each) && IsOfNothing(reading, i))) ||
        Enumerable.Range(0, reading.Count).Any(i => reading.IsFreeCue(i, CueKind.Not) || (reading.IsFree(i) && reading[i] is { IsQuoted: false, IsSchema: false, Number: null, Values.Count: 0 } m && (m.Clock is not null || (m.Time is not null && !IsName(reading, m)))));

    // Words of content right before what is counted or asked for, and behind nothing that they could belong to.
    private static bool IsDescribed(Reading reading, int i)
    {
        var start = i == 0 ? 0 : reading[i - 1].End;
        var between = reading.Tokens.Skip(start).Take(reading[i].Start - start).ToList();
        return reading.Chinese
            ? i == 0 && between is [_, _, .., { Text: "的" }] && between.Count is 3 or 4 && between.SkipLast(1).All(t => t.Kind == TokenKind.Ideograph && !Lexicon.Default.MayPass(t)) && !All.Contains(string.Concat(between.SkipLast(1).Select(t => t.Text)))
            : between is [{ Kind: TokenKind.Word } only] && (reading.Is(i - 1, CueKind.Count) || (reading.Is(i - 1, CueKind.Wh) && reading[i - 1].Text.Equals("which", StringComparison.OrdinalIgnoreCase))) && !Lexicon.Default.MayPass(only) && !Lattice.IsFunctionWord(only.Lower);
    }

    // "per weekday", where nothing is called so.
    private static bool IsOfNothing(Reading reading, int i)
    {
        var next = reading[i].End;
        return reading[i].Text.Equals("per", StringComparison.OrdinalIgnoreCase) && next < reading.Tokens.Count && reading.Tokens[next].Kind == TokenKind.Word && !Lexicon.Default.MayPass(reading.Tokens[next])
            && GroupRules.GrainOf(reading.Tokens[next].Lemma) is null && (i + 1 >= reading.Count || reading[i + 1].Start > next + 1 || (reading[i + 1].Start == next + 1 && !reading[i + 1].IsSchema));
    }

    // 2016年的平均月薪, where a column is called 2016届平均月薪: the year is part of its name.
    private static bool IsName(Reading reading, Mention time) =>
        string.Concat(time.Text.Where(char.IsAsciiDigit)) is { Length: > 0 } digits && reading.Mentions.Any(m => m.Columns.Any(c => c.Column.Name.Contains(digits, StringComparison.Ordinal)) || m.Tables.Any(t => t.Table.Name.Contains(digits, StringComparison.Ordinal)));

    public static IEnumerable<Plan> Finish(Reading reading)
    {
        AddImpliedProjections(reading);
        foreach (var table in LooseTables(reading))
        {
            reading.Require(table);
        }

        var happened = reading.Filters.Exists(f => f is AbsenceFilter) ? null : VerbRules.Happened(reading) ?? VerbRules.Child(reading);
        var plan = new Plan
        {
            Happened = happened,
            Projections = [.. reading.Projections],
            Filters = Nested(Alternatives(reading)),
            Groups = [.. reading.Groups],
            Order = [.. reading.Order],
            Limit = reading.Limit,
            Distinct = reading.Distinct,
            Tables = [.. reading.Tables],
            Subject = Subject(reading),
            Named = reading.Mentions.Where(m => m.IsSchema).SelectMany(m => m.Columns).Where(c => c.Score > 0.5 && c.Column.IsForeignKey).Select(c => c.Column).ToHashSet(),
            Coverage = Coverage(reading),
            Prior = reading.Prior,
            Chinese = reading.Chinese,
            Unread = [.. Enumerable.Range(0, reading.Count).Where(i => reading.IsFree(i) && reading[i].Cue is not null).Select(i => reading[i].Cue!.Kind),
                .. Enumerable.Range(0, reading.Count).Where(reading.IsFreeNumber).Select(_ => CueKind.From)],
        };
        yield return plan;
        if ((Never(reading, plan) ?? NeverOf(reading, plan)) is { } never)
        {
            yield return never;
        }

        if (Apart(reading, plan) is { } apart)
        {
            yield return apart;
        }

        if (Tallied(plan) is { } tallied)
        {
            yield return tallied;
        }

        var hinted = Enumerable.Range(0, reading.Count).Where(i => reading.IsFreeSchema(i) && reading.IsTable(i) && reading[i].BestTable >= Hinted).Select(i => reading[i].Tables[0].Table).Except(plan.Tables).Distinct().ToList();
        if (hinted.Count > 0)
        {
            yield return plan with { Tables = [.. plan.Tables, .. hinted], Penalty = plan.Penalty + HintPenalty };
        }

        var sure = plan.Tables.Where(t => Enumerable.Range(0, reading.Count).Any(i => reading.IsTable(i) && reading[i].Tables[0].Table == t && reading[i].BestTable > 0.99)).ToList();
        if (plan.Tables.Count > 1 && !CountsItself(plan, sure) && (sure.Count > 0 || plan.Projections.Any(p => p is not TermProjection { Term: { Aggregate: Aggregate.Count, Column: null } })))
        {
            yield return plan with { Tables = sure, Penalty = 0.4 };
        }

        if (happened is not null && !plan.Tables.Contains(happened))
        {
            yield return plan with { Tables = [.. plan.Tables, happened] };
        }
    }

    // 获奖少于2次的剧院: of itself there is one of each.
    private static bool CountsItself(Plan plan, List<TableNode> tables) =>
        tables is [var only] && plan.Projections.Any(p => p is DisplayProjection display && display.Table == only) && plan.Filters.Any(f => f is CompareFilter { Left: { Aggregate: Aggregate.Count, Column: null } });

    // "customers who did not order tea": those who ordered something else, or those who never ordered it.
    private static Plan? Never(Reading reading, Plan plan)
    {
        var shown = plan.Projections.Select(p => p switch { DisplayProjection d => d.Table, TermProjection { Term.Column: { } slot } => slot.Owner ?? slot.Candidates[0].Column.Table, _ => null }).OfType<TableNode>().FirstOrDefault();
        var subject = plan.Chinese ? shown ?? plan.Subject : plan.Subject ?? shown;
        if (subject is null || plan.Filters.OfType<CompareFilter>().FirstOrDefault(f => f is { Operator: "!=", Or: false, Left: { Aggregate: Aggregate.None, Column: not null }, Right: TextOperand or NumberOperand }) is not { } not
            || not.Left.Column!.Candidates[0].Column.Table is var other && other == subject)
        {
            return null;
        }

        return plan with
        {
            Subject = subject,
            Tables = [.. plan.Tables.Where(t => t == subject)],
            Filters = [.. plan.Filters.Where(f => f != not), new AbsenceFilter(other, [not with { Operator = "=" }]) { Position = not.Position }],
            Penalty = plan.Penalty + NeverPenalty,
            Prior = plan.Prior + (plan.Chinese && HasNot(reading) ? SaidNever : 0),
        };
    }

    // "studios that never worked with Walter Hill": those that have a row with another director may have one with him too.
    private static Plan? NeverOf(Reading reading, Plan plan) =>
        plan.Projections is [TermProjection { Term: { Aggregate: Aggregate.None, Column: { } shown } }] && shown.Candidates[0].Column is { IsPrimaryKey: false, Schema.IsUnique: false } column
        && plan.Filters.OfType<CompareFilter>().FirstOrDefault(f => f is { Operator: "!=", Or: false, Left: { Aggregate: Aggregate.None, Column: not null }, Right: TextOperand or NumberOperand }) is { } not
        && not.Left.Column!.Candidates[0].Column is var other && other.Table == column.Table && other != column
            ? plan with { Filters = [.. plan.Filters.Where(f => f != not), new NeverFilter(shown, [not with { Operator = "=" }]) { Position = not.Position }], Distinct = plan.Order.Count == 0, Penalty = plan.Penalty + NeverPenalty, Prior = plan.Prior + (SaysNever(reading) ? SaidNever : 0) }
            : null;

    // 没有买过茶的客户 have none, 不是茶的商品 are something else.
    private static bool HasNot(Reading reading) => Enumerable.Range(0, reading.Count).Any(i => reading.Is(i, CueKind.Not) && reading[i].Text is "没有" or "没" or "未" or "从未" or "没有任何");

    private static bool SaysNever(Reading reading) =>
        Enumerable.Range(0, reading.Count).Any(i => reading.Is(i, CueKind.Not) && reading[i].Text.ToLowerInvariant() is "never" or "从未" or "从没" or "从来没有" or "从来没" or "未曾" or "没有过");

    // "the average age of male and female students": of each.
    private static Plan? Apart(Reading reading, Plan plan)
    {
        if (plan.Groups.Count > 0 || plan.Order.Count > 0 || plan.Projections.Count == 0 || !plan.Projections.All(p => p is TermProjection { Term.Aggregate: not Aggregate.None })
            || plan.Filters.Any(f => f is CompareFilter { Left.Aggregate: not Aggregate.None }))
        {
            return null;
        }

        var values = plan.Filters.OfType<CompareFilter>().Where(f => f is { Operator: "=", Left.Column: not null, Right: TextOperand }).OrderBy(f => f.Position).ToList();
        for (var i = 1; i < values.Count; i++)
        {
            var (one, other) = (values[i - 1], values[i]);
            if (one.Left.Column!.Candidates[0].Column == other.Left.Column!.Candidates[0].Column && other.Position == one.Position + 2 && reading.Is(one.Position + 1, CueKind.And))
            {
                return plan with { Groups = [new GroupKey(one.Left.Column, null) { IsShown = true }], Filters = [.. plan.Filters.Select(f => f == other ? other with { Or = true } : f)], Prior = plan.Prior + (plan.Projections.All(p => p is TermProjection { Term.Aggregate: Aggregate.Average or Aggregate.Max or Aggregate.Min }) ? ApartPrior : 0) };
            }
        }

        return null;
    }

    // Rows that hold how many there were of what they are called after ("check-ins") are summed up.
    private static Plan? Tallied(Plan plan)
    {
        if (plan.Subject?.Columns.FirstOrDefault(c => c.IsMeasure && c.Words is ["count"] or ["cnt"] or ["tally"]) is not { } tally)
        {
            return null;
        }

        var sum = new Term(Aggregate.Sum, new Slot([new ColumnMatch(tally, 1)], -1) { IsImplied = true });
        bool Counts(Term term) => term is { Aggregate: Aggregate.Count, Column: null };
        if (plan.Subject.IsNamed || plan.Filters.OfType<CompareFilter>().Any(f => Counts(f.Left) || f.Left.Column?.Candidates[0].Column == tally))
        {
            return null;
        }

        return !plan.Projections.Any(p => p is TermProjection { Term: var term } && Counts(term)) && !plan.Order.Any(o => Counts(o.Term)) ? null
            : plan with
            {
                Projections = [.. plan.Projections.Select(p => p is TermProjection { Term: var term } && Counts(term) ? new TermProjection(sum) : p)],
                Order = [.. plan.Order.Select(o => Counts(o.Term) ? o with { Term = sum } : o)],
                Prior = plan.Prior + TallyPrior,
            };
    }

    // "above the average of the students from Beijing": what stands inside the comparison is a condition of the average.
    private static List<Filter> Nested(List<Filter> filters)
    {
        var outer = new List<Filter>(filters);
        foreach (var filter in filters)
        {
            if (filter is CompareFilter { Right: OverallOperand { From: var from, To: var to } overall } compare
                && outer.Where(f => f != filter && f.Position > from && f.Position < to && f is TimeFilter or CompareFilter { Left.Aggregate: Aggregate.None }).ToList() is { Count: > 0 } inner)
            {
                outer.RemoveAll(inner.Contains);
                outer[outer.IndexOf(filter)] = compare with { Right = overall with { Inner = inner } };
            }
        }

        return outer;
    }

    // An "or" between two conditions makes the second an alternative to the first.
    private static List<Filter> Alternatives(Reading reading)
    {
        var ordered = reading.Filters.OrderBy(f => f.Position).ToList();
        for (var i = 1; i < ordered.Count; i++)
        {
            var from = ordered[i - 1].Position;
            if (ordered[i - 1] is TimeFilter { Time.IsOpen: false } first && ordered[i] is TimeFilter { Time.IsOpen: false } second && first.Column.Candidates[0].Column == second.Column.Candidates[0].Column
                && Enumerable.Range(from + 1, Math.Max(0, second.Position - from - 1)).All(at => reading.Is(at, CueKind.And) || reading[at].Text is "、" or ",") && !IsBoth(reading, second.Position))
            {
                // "in 2009 and 2010": a moment is in one of them.
                ordered[i] = ordered[i] with { Or = true };
            }

            if (Enumerable.Range(from + 1, Math.Max(0, ordered[i].Position - from - 1)).Any(at => reading.IsFreeCue(at, CueKind.Or)))
            {
                ordered[i] = ordered[i] with { Or = true };
            }
        }

        return ordered;
    }

    // 1999年和2000年都有电影的导演
    private static bool IsBoth(Reading reading, int last) => reading.Chinese && reading[last].End < reading.Tokens.Count && reading.Tokens[reading[last].End].Text is "都" or "均";

    private static void AddImpliedProjections(Reading reading)
    {
        if (reading.Projections.Count > 0 || reading.Groups.Exists(g => g.IsShown == true))
        {
            return;
        }

        if (reading.SuperlativeIsProjected && reading.Order is [var only])
        {
            reading.Order.Clear();
            reading.Limit = null;
            reading.Projections.Add(new TermProjection(only.Term with { Aggregate = only.Descending ? Aggregate.Max : Aggregate.Min }));
            if (reading.Groups.Count > 0)
            {
                return;
            }

            if (Asked(reading) is { } asked)
            {
                reading.Projections[0] = reading.DisplayOf(asked);
                reading.Order.Add(only);
                reading.Limit = 1;
            }

            return;
        }

        if ((Asked(reading) ?? AskedValue(reading) ?? (reading.Chinese ? LastTable(reading) : Subject(reading)) ?? Person(reading) ?? OfValue(reading)) is { } table)
        {
            reading.Projections.Add(reading.DisplayOf(table));
        }
    }

    // "who works at …": people of the table that is nearest to the conditions.
    private static TableNode? Person(Reading reading)
    {
        if (!IsPerson(reading))
        {
            return null;
        }

        var near = reading.Filters.SelectMany(Binder.Slots).OfType<Slot>().SelectMany(s => s.Candidates.Take(1)).Select(c => c.Column.Table).Take(1).ToList();
        return reading.Index.Tables.Where(t => t.Words.Any(People.Contains))
            .OrderBy(t => reading.Index.Joins.Connect([t, .. near.Where(n => n != t)])?.Cost ?? 9)
            .ThenBy(t => Array.FindIndex(PeopleByRank, p => t.Words.Contains(p)))
            .FirstOrDefault();
    }

    /// <summary>哪些白金会员买过…, 金卡会员有哪些, "who are the store managers": what is asked for is called by a value that it has.</summary>
    public static TableNode? AskedValue(Reading reading) =>
        reading.Filters.OfType<CompareFilter>().Where(f => f is { Operator: "=", Or: false, Right: TextOperand, Left: { Aggregate: Aggregate.None, Column: not null } })
            .Where(f => reading.Chinese ? IsAsked(reading, f.Position) : IsPerson(reading) && f.Left.Column!.Candidates[0].Column.Table.Words.Any(People.Contains))
            .Select(f => f.Left.Column!.Candidates[0].Column.Table).FirstOrDefault(t => t.Display.Count > 0 && !t.IsLink);

    private static bool IsAsked(Reading reading, int value) =>
        value >= 0 && value < reading.Count && (!reading.IsTable(value + 1) || reading[value + 1].Text is [.., '过' or '了'])
        && ((reading.Is(value - 1, CueKind.Wh) && reading[value - 1].Cue!.Argument is "entity" or "" && reading.Gap(value - 1, value) == 0)
            || (reading.Is(value + 1, CueKind.Wh) && reading[value + 1].Cue!.Argument is "" or "name" or "entity" or "person" && reading.Gap(value, value + 1) <= 1));

    private static bool IsPerson(Reading reading) => Enumerable.Range(0, reading.Count).Any(i => reading.Is(i, CueKind.Wh) && reading[i].Cue!.Argument == "person");

    // 哪些是金卡会员: those that have the value.
    private static TableNode? OfValue(Reading reading) =>
        reading.Chinese && AsksAtAll(reading) ? reading.Filters.OfType<CompareFilter>().Where(f => f is { Right: TextOperand, Left: { Aggregate: Aggregate.None, Column: not null } })
            .OrderBy(f => reading.Is(f.Position - 1, CueKind.Wh) || reading.Is(f.Position + 1, CueKind.Wh) ? 1 : 0).Select(f => f.Left.Column!.Candidates[0].Column.Table).LastOrDefault() : null;

    // 上海, 那上海呢: a value alone asks nothing.
    private static bool AsksAtAll(Reading reading) =>
        Enumerable.Range(0, reading.Count).Any(i => reading.IsTable(i) || reading[i].Columns.Count > 0 || reading[i].Cue?.Kind is CueKind.Wh or CueKind.Command or CueKind.Distinct);

    // "which student …", "list the students …": the table itself is asked for.
    private static TableNode? Asked(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsTable(i) && reading.Zones[i] == Zone.Projection && i > 0 && reading[i - 1].Cue?.Kind is CueKind.Wh or CueKind.Command or CueKind.Distinct)
            {
                return reading[i].Tables[0].Table;
            }
        }

        return null;
    }

    // Chinese names the thing after all that is said of it.
    private static TableNode? LastTable(Reading reading) =>
        Enumerable.Range(0, reading.Count).Where(reading.IsTable).Select(i => reading[i].Tables[0].Table).LastOrDefault(t => !IsAbsent(reading, t));

    private static bool IsAbsent(Reading reading, TableNode table) => reading.Filters.OfType<AbsenceFilter>().Any(f => f.Other == table);

    private static TableNode? Subject(Reading reading)
    {
        for (var i = 1; i < reading.Count && reading.Chinese; i++)
        {
            // 上海的客户一共下了多少订单: what follows "how many" is counted.
            if (reading.Is(i - 1, CueKind.Count) && reading[i - 1].Cue!.Argument is "many" or "maybe" && reading.IsTable(i) && reading.Gap(i - 1, i) == 0)
            {
                return reading[i].Tables[0].Table;
            }
        }

        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsTable(i) && reading.Zones[i] == Zone.Projection && !IsAbsent(reading, reading[i].Tables[0].Table))
            {
                return reading[i].Tables[0].Table;
            }
        }

        return reading.Tables.Count > 0 ? reading.Tables[0] : null;
    }

    private static IEnumerable<TableNode> LooseTables(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsFreeSchema(i) && reading.IsTable(i) && reading[i].BestTable >= 0.9)
            {
                reading.Take(i);
                yield return reading[i].Tables[0].Table;
            }
        }
    }

    private static double Coverage(Reading reading)
    {
        double all = 0, taken = 0;
        for (var i = 0; i < reading.Count; i++)
        {
            if (reading[i].IsBreak || reading[i].Cue?.Kind is CueKind.Soft or CueKind.Pass or CueKind.Be or CueKind.Open or CueKind.And or CueKind.Command or CueKind.Wh or CueKind.By or CueKind.Each)
            {
                continue;
            }

            all++;
            taken += reading.IsTaken(i) ? 1 : 0;
        }

        return all == 0 ? 0 : taken / all;
    }
}
