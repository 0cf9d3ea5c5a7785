using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>
/// A plan without names that do not hang together with the rest of it, for questions that could not be answered at all otherwise. Conditions, columns to group by and order are never given up: without them the
/// answer would be to another question.
/// </summary>
internal static class Relaxation
{
    private const double Penalty = 1;

    public static Plan Of(Plan plan, DatabaseIndex index)
    {
        if (Main(plan) is not { } main)
        {
            return plan;
        }

        bool Joins(TableNode table) => table == main || index.Joins.Connect([main, table]) is not null;
        Slot? Narrow(Slot slot) => slot.Candidates.Where(c => Joins(c.Column.Table)).ToList() is { Count: > 0 } some ? slot with { Candidates = some } : null;
        bool Holds(Slot? slot) => slot is null || Narrow(slot) is not null;
        Term Narrowed(Term term) => term.Column is { } slot ? term with { Column = Narrow(slot) } : term;
        if (!plan.Filters.All(f => Binder.Slots(f).All(Holds)) || plan.Groups.Any(g => !Holds(g.Column)) || plan.Order.Any(o => !Holds(o.Term.Column)))
        {
            return plan;
        }

        return plan with
        {
            Projections = [.. plan.Projections.Where(p => p switch { TermProjection t => Holds(t.Term.Column), DisplayProjection d => Joins(d.Table), StarProjection s => Joins(s.Table), _ => true })
                .Select(p => p is TermProjection t ? new TermProjection(Narrowed(t.Term)) : p)],
            Filters = [.. plan.Filters.Select(f => f switch
            {
                CompareFilter compare => compare with { Left = Narrowed(compare.Left) },
                TimeFilter time => time with { Column = Narrow(time.Column)! },
                ClockFilter clock => clock with { Column = Narrow(clock.Column)! },
                _ => f,
            })],
            Groups = [.. plan.Groups.Where(g => g.Table is null || Joins(g.Table)).Select(g => g.Column is { } slot ? g with { Column = Narrow(slot) } : g)],
            Order = [.. plan.Order.Select(o => o with { Term = Narrowed(o.Term) })],
            Tables = [.. plan.Tables.Where(Joins)],
            Penalty = plan.Penalty + Penalty,
        };
    }

    private static TableNode? Main(Plan plan) =>
        (plan.Tables.Count > 0 ? plan.Tables[0] : plan.Subject)
        ?? plan.Projections.Select(p => p switch { DisplayProjection d => d.Table, TermProjection { Term.Column: { } slot } => slot.Candidates[0].Column.Table, _ => null }).OfType<TableNode>().FirstOrDefault();
}
