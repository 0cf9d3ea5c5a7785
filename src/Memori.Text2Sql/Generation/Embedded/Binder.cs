using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>What becomes of rows that are alike.</summary>
internal enum Likes
{
    /// <summary>What a join repeats is shown once, everything else as it is.</summary>
    AsMeant,

    /// <summary>Rows are shown, and counted, as often as a join repeats them.</summary>
    Kept,

    /// <summary>What is alike is shown once.</summary>
    Once,
}

/// <summary>A plan with a column for each slot.</summary>
internal sealed record Binding(Plan Plan, IReadOnlyDictionary<Slot, ColumnNode> Columns, JoinTree Joins, double Score)
{
    /// <summary>What becomes of rows that are alike.</summary>
    public Likes Likes { get; init; }

    /// <summary>Whether groups of one row each are taken as they are, because nothing else is left.</summary>
    public bool IsLenient { get; init; }

    /// <summary>A second reading whose rows are put together with those of this one, and how; or null.</summary>
    public (SetOperator Operator, Binding Second)? With { get; init; }

    /// <summary>A second reading whose one value this one's is divided by, or null.</summary>
    public Binding? By { get; init; }

    public ColumnNode this[Slot slot] => Columns[slot];

    /// <summary>The aggregate of a term: a measure like sales is summed where one thing has several rows of it.</summary>
    public Aggregate Of(Term term) => term.Additive && IsSummed(Columns[term.Column!].Table) ? Aggregate.Sum : term.Aggregate;

    /// <summary>What rows of a table are called by, in the language of the question.</summary>
    public IReadOnlyList<ColumnNode> Display(TableNode table) => Plan.Chinese && table.ChineseDisplay is { } own ? [own] : table.Display;

    private bool IsSummed(TableNode measured)
    {
        if (Plan.Groups.Count > 0)
        {
            return true;
        }

        var things = Plan.Projections.Select(p => p switch
        {
            DisplayProjection d => d.Table,
            StarProjection s => s.Table,
            TermProjection { Term: { Aggregate: Aggregate.None, Additive: false, Column: { } column } } => Columns[column].Table,
            _ => null,
        }).OfType<TableNode>().ToList();
        return things.Count > 0 ? things.TrueForAll(t => t != measured) : Plan.Filters.Any(f => f is TimeFilter) || Plan.Tables.All(t => t != measured);
    }
}

/// <summary>Chooses columns for the open slots of a plan together: good names, near their owners, in few tables that join. One serves all readings of a question: the same tables join the same way.</summary>
internal sealed class Binder(DatabaseIndex index)
{
    private const int Beam = 40;
    private const int PerSlot = 8;
    private const double OwnerBonus = 0.5;
    private const double MentionedBonus = 0.3;
    private const double SameTableBonus = 0.25;
    private const double JoinCost = 0.3;
    private const double CountedTwice = 1.5;
    private const double Told = -0.35;
    private const double NamedEdge = -0.3;
    private const double OtherEdge = 0.12;
    private const double SameCost = 0.5;
    private const int MostSteps = 3;
    private const double Apart = 0.5;

    private readonly Dictionary<string, JoinTree?> _joins = new(StringComparer.Ordinal);

    public IEnumerable<Binding> Bind(Plan plan)
    {
        var slots = Slots(plan).Distinct().ToList();
        var states = new List<State> { new([], 0) };
        for (var at = 0; at < slots.Count; at++)
        {
            var slot = slots[at];
            var alike = Enumerable.Range(0, at).Where(i => IsSaidAlike(slots[i], slot)).ToList();
            states = [.. states.SelectMany(s => Extend(s, slot, plan, alike)).OrderByDescending(s => s.Score).Take(Beam)];
        }

        var leaning = $"{plan.Happened?.Index}/{string.Join(',', plan.Named.Select(c => (c.Table.Index, c.Name)).Order())}/";
        foreach (var state in states)
        {
            var chosen = slots.Zip(state.Columns).ToDictionary(p => p.First, p => p.Second);
            var tables = Tables(plan, chosen);
            if (tables.Count > 0 && Join(tables, plan, leaning) is { } joins)
            {
                var binding = new Binding(plan, chosen, joins, state.Score - (JoinCost * joins.Cost) - plan.Penalty);
                binding = CountsTwice(binding) ? binding with { Score = binding.Score - CountedTwice } : binding;
                yield return binding;
                if (joins.Steps.Count is > 0 and <= MostSteps)
                {
                    foreach (var other in Parallel(joins))
                    {
                        yield return binding with { Joins = other, Score = binding.Score - OtherEdge };
                    }
                }
            }
        }
    }

    private JoinTree? Join(List<TableNode> tables, Plan plan, string leaning)
    {
        var key = leaning + string.Join(',', tables.Select(t => t.Index));
        if (!_joins.TryGetValue(key, out var joins))
        {
            _joins[key] = joins = index.Joins.Connect(tables, Likelier(plan));
        }

        return joins;
    }

    // A flight has two airports: where two keys tie the same tables, the other may be meant.
    private IEnumerable<JoinTree> Parallel(JoinTree joins)
    {
        for (var i = 0; i < joins.Steps.Count; i++)
        {
            var (edge, added) = joins.Steps[i];
            foreach (var other in index.Joins.EdgesOf(edge.From.Table).Where(e => e != edge && e.From.Table == edge.From.Table && e.To.Table == edge.To.Table && e.From != edge.From && e.Cost <= edge.Cost + SameCost))
            {
                yield return joins with { Steps = [.. joins.Steps.Take(i), (other, added), .. joins.Steps.Skip(i + 1)] };
            }
        }
    }

    // What the question says of the ways to join: a key that it names, or what a verb says happened.
    private Func<JoinEdge, double>? Likelier(Plan plan) =>
        plan is { Happened: null, Named.Count: 0 } ? null
            : edge => (plan.Named.Contains(edge.From) ? NamedEdge : 0) + (plan.Happened is { } happened && Leads(edge, happened) ? Told : 0);

    // From what happened, or from what belongs to it: the lines of an order.
    private bool Leads(JoinEdge edge, TableNode happened) =>
        edge.To.Table == happened || Belongs(edge.From.Table, happened, index);

    /// <summary>Whether a table tells of what happened: itself, or the lines of it.</summary>
    public static bool Belongs(TableNode table, TableNode happened, DatabaseIndex index) =>
        table == happened || index.Joins.EdgesOf(table).Any(e => e.From.Table == table && e.To.Table == happened);

    // A sum over rows that a join repeats would count them more than once.
    private static bool CountsTwice(Binding binding) =>
        binding.Plan.Order.Select(o => o.Term).Concat(binding.Plan.Projections.OfType<TermProjection>().Select(p => p.Term))
            .Any(t => Measured(t, binding) is { } measured && binding.Joins.Steps.Any(s => s.Edge.To.Table == measured));

    private static TableNode? Measured(Term term, Binding binding) =>
        term.Metric?.Table ?? (term.Additive && binding.Of(term) == Aggregate.Sum ? binding[term.Column!].Table : null);

    // 价格最低的5个商品及其价格: what is said in the same words is the same.
    private static bool IsSaidAlike(Slot one, Slot other) =>
        one.Position >= 0 && other.Position >= 0 && !one.IsImplied && !other.IsImplied && one.Position != other.Position && one.Owner == other.Owner && one.Candidates.SequenceEqual(other.Candidates);

    private static IEnumerable<State> Extend(State state, Slot slot, Plan plan, List<int> alike)
    {
        foreach (var candidate in slot.Candidates.OrderByDescending(c => Local(c, slot, plan)).Take(PerSlot))
        {
            var known = state.Columns.Exists(c => c.Table == candidate.Column.Table);
            yield return new State([.. state.Columns, candidate.Column], state.Score + Local(candidate, slot, plan) + (known ? SameTableBonus : 0) - (alike.Exists(i => state.Columns[i] != candidate.Column) ? Apart : 0));
        }
    }

    private static double Local(ColumnMatch candidate, Slot slot, Plan plan)
    {
        var table = candidate.Column.Table;
        var score = candidate.Score;
        if (slot.Owner == table)
        {
            score += OwnerBonus;
        }

        if (plan.Tables.Contains(table))
        {
            score += MentionedBonus;
        }

        return plan.Subject == table ? score + 0.1 : score;
    }

    private static List<TableNode> Tables(Plan plan, Dictionary<Slot, ColumnNode> chosen)
    {
        var absent = plan.Filters.OfType<AbsenceFilter>().Select(a => a.Other).ToHashSet();
        var inner = plan.Filters.OfType<AbsenceFilter>().SelectMany(a => a.Inner).Concat(plan.Filters.OfType<NeverFilter>().SelectMany(n => n.Inner))
            .Concat(plan.Filters.OfType<CompareFilter>().Select(c => c.Right).OfType<OverallOperand>().SelectMany(o => o.Inner)).SelectMany(Slots)
            .Concat(plan.Filters.OfType<OutsideFilter>().Where(o => o.Key is not null).Select(o => o.Term.Column)).ToHashSet();
        var outer = chosen.Where(c => !inner.Contains(c.Key)).Select(c => c.Value.Table).ToHashSet();
        var tables = new List<TableNode>();
        foreach (var table in plan.Projections.Select(p => p switch { DisplayProjection d => d.Table, StarProjection s => s.Table, _ => null })
            .Concat(chosen.Where(c => !inner.Contains(c.Key)).Select(c => c.Value.Table))
            .Concat(plan.Filters.OfType<TermFilter>().Select(f => f.Table))
            .Concat(plan.Projections.OfType<TermProjection>().Select(p => p.Term.Metric?.Table))
            .Concat(plan.Groups.Select(g => g.Table))
            .Concat(plan.Tables))
        {
            if (table is not null && !tables.Contains(table) && (!absent.Contains(table) || outer.Contains(table)))
            {
                tables.Add(table);
            }
        }

        return tables;
    }

    public static IEnumerable<Slot> Slots(Plan plan) =>
        plan.Projections.OfType<TermProjection>().Select(p => p.Term.Column)
            .Concat(plan.Filters.SelectMany(Slots))
            .Concat(plan.Contrast is { } contrast ? Slots(contrast.First).Concat(Slots(contrast.Second)) : [])
            .Concat(plan.Groups.Select(g => g.Column))
            .Concat(plan.Order.Select(o => o.Term.Column))
            .Concat(plan.Analysis?.Parts.SelectMany(Slots) ?? [])
            .OfType<Slot>()
            .SelectMany(slot => slot.With is var (_, other) ? [slot, other] : (IEnumerable<Slot>)[slot]);

    public static IEnumerable<Slot?> Slots(Filter filter) => filter switch
    {
        CompareFilter { Right: ColumnOperand right } c => [c.Left.Column, right.Column],
        CompareFilter { Right: OverallOperand overall } c => [c.Left.Column, .. overall.Inner.SelectMany(Slots)],
        CompareFilter c => [c.Left.Column],
        RangeFilter r => [r.Left.Column],
        TimeFilter t => [t.Column],
        ClockFilter c => [c.Column],
        PatternFilter p => [p.Column],
        NullFilter n => [n.Column],
        OutsideFilter o => [o.Column, o.Term.Column],
        AbsenceFilter a => a.Inner.SelectMany(Slots),
        NeverFilter n => [n.Column, .. n.Inner.SelectMany(Slots)],
        _ => [],
    };

    private sealed record State(List<ColumnNode> Columns, double Score);
}
