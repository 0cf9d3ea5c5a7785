using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>Brings another table into FROM.</summary>
internal static class Joining
{
    /// <summary>No join costs as much.</summary>
    public const double Unreachable = 1e6;

    // A column that is named well is worth a few joins.
    private const double NameWeight = 3;

    /// <summary>The draft with <paramref name="table"/> joined, and whether that repeats rows; null when the tables don't hang together.</summary>
    public static (Draft Draft, bool Repeats)? Reach(Draft draft, TableNode table)
    {
        if (draft.Reads(table))
        {
            return (draft, false);
        }

        if (draft.Select is null || Path(draft, table) is not { Count: > 0 } path)
        {
            return null;
        }

        // A second source makes bare names doubtful.
        var qualified = draft with { Query = new Qualifier(draft).RewriteQuery(draft.Query) };
        if (qualified.Select is not { From: { } from })
        {
            return null;
        }

        var names = draft.Sources.GroupBy(s => s.Table).ToDictionary(g => g.Key, g => g.First().Name);
        var taken = draft.Sources.Select(s => s.Name.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var repeats = false;
        foreach (var (edge, added) in path)
        {
            var alias = taken.Add(added.Name) ? null : new Identifier(added.Name + "_2");
            names[added] = alias ?? new Identifier(added.Name);
            repeats |= edge.From.Table == added;
            from = new Join(JoinKind.Inner, from, SqlTree.Table(added) with { Alias = alias })
            {
                On = SqlTree.Compare("=", Column(edge.From, names), Column(edge.To, names)),
            };
        }

        return (qualified.With(qualified.Select with { From = from }), repeats);
    }

    /// <summary>What joining a table costs: 0 when it is there already, at least <see cref="Unreachable"/> when it can't be reached.</summary>
    public static double Cost(Draft draft, TableNode table) =>
        draft.Reads(table) ? 0
        : Path(draft, table) is { Count: > 0 } path ? path.Sum(s => s.Edge.Cost + (s.Edge.From.Table == s.Added ? 1 : 0))
        : Unreachable * 2;

    /// <summary>The best of several columns: well named, and near to what the query reads; null when none can be reached.</summary>
    public static ColumnNode? Nearest(Draft draft, IEnumerable<ColumnMatch> columns, Func<ColumnNode, double>? extra = null) =>
        columns.Select(c => (c.Column, Cost: Cost(draft, c.Column.Table) - (NameWeight * c.Score) + (extra?.Invoke(c.Column) ?? 0)))
            .Where(c => c.Cost < Unreachable)
            .OrderBy(c => c.Cost)
            .Select(c => c.Column)
            .FirstOrDefault();

    /// <summary>The steps from the tables that are there to <paramref name="table"/>.</summary>
    public static IReadOnlyList<(JoinEdge Edge, TableNode Added)> Path(Draft draft, TableNode table)
    {
        var inside = draft.Sources.Select(s => s.Table).ToHashSet();
        if (inside.Count == 0)
        {
            return [];
        }

        // What refers to one row is nearer than what has many; the tables that are there cost nothing.
        var tree = inside
            .Select(start => draft.Index.Joins.Connect([start, table], e => inside.Contains(e.From.Table) && inside.Contains(e.To.Table) ? -e.Cost : 0))
            .OfType<JoinTree>()
            .MinBy(t => t.Steps.Sum(s => s.Edge.Cost));
        if (tree is null)
        {
            return [];
        }

        var steps = new List<(JoinEdge, TableNode)>();
        var edges = tree.Steps.Select(s => s.Edge).ToList();
        while (edges.Find(e => inside.Contains(e.From.Table) != inside.Contains(e.To.Table)) is { } next)
        {
            var added = inside.Contains(next.From.Table) ? next.To.Table : next.From.Table;
            inside.Add(added);
            steps.Add((next, added));
        }

        return steps;
    }

    private static ColumnName Column(ColumnNode column, Dictionary<TableNode, Identifier> names) => new(new Identifier(column.Name), names[column.Table]);

    /// <summary>Puts the source before bare columns of the top SELECT; queries inside it keep their own names.</summary>
    private sealed class Qualifier(Draft draft) : TreeRewriter
    {
        private bool _inside;

        public override Query RewriteQuery(Query query)
        {
            if (_inside)
            {
                return query;
            }

            _inside = true;
            return base.RewriteQuery(query);
        }

        protected override Expression RewriteExpression(Expression expression) =>
            expression is ColumnName { Table: null } name && draft.Resolve(name) is { } column
                ? name with { Table = draft.Sources.First(s => s.Table == column.Table).Name }
                : base.RewriteExpression(expression);
    }
}
