namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>The tables of a FROM clause: the first, then each with the edge that ties it to those before.</summary>
/// <param name="First">The first table.</param>
/// <param name="Steps">The other tables in order; <c>New</c> is the table that the edge adds.</param>
/// <param name="Cost">The sum of the edges' costs.</param>
internal sealed record JoinTree(TableNode First, IReadOnlyList<(JoinEdge Edge, TableNode New)> Steps, double Cost)
{
    public IEnumerable<TableNode> Tables => Steps.Select(s => s.New).Prepend(First);
}

/// <summary>Finds how tables join: small Steiner trees over the keys, grown from each terminal by shortest paths.</summary>
internal sealed class JoinGraph
{
    private readonly List<JoinEdge>[] _edges;

    public JoinGraph(IReadOnlyList<TableNode> tables, IReadOnlyList<JoinEdge> edges)
    {
        _edges = [.. tables.Select(_ => new List<JoinEdge>())];
        foreach (var edge in edges.Where(e => e.From.Table != e.To.Table))
        {
            _edges[edge.From.Table.Index].Add(edge);
            _edges[edge.To.Table.Index].Add(edge);
        }
    }

    public IReadOnlyList<JoinEdge> EdgesOf(TableNode table) => _edges[table.Index];

    /// <summary>The cheapest tree that holds all terminals, or null when they don't hang together.</summary>
    /// <param name="terminals">The tables needed, the main one first.</param>
    /// <param name="preference">What to add to the cost of an edge, for example less for one whose column the question names.</param>
    public JoinTree? Connect(IReadOnlyList<TableNode> terminals, Func<JoinEdge, double>? preference = null)
    {
        if (terminals.Count == 1)
        {
            return new JoinTree(terminals[0], [], 0);
        }

        JoinTree? best = null;
        foreach (var start in terminals)
        {
            if (Grow(start, terminals, preference) is { } tree && (best is null || tree.Cost < best.Cost - 1e-9))
            {
                best = tree;
            }
        }

        return best;
    }

    private JoinTree? Grow(TableNode start, IReadOnlyList<TableNode> terminals, Func<JoinEdge, double>? preference)
    {
        var inside = new HashSet<TableNode> { start };
        var missing = terminals.Where(t => t != start).ToHashSet();
        var steps = new List<(JoinEdge, TableNode)>();
        var total = 0.0;
        while (missing.Count > 0)
        {
            if (Nearest(inside, missing, preference) is not { } path)
            {
                return null;
            }

            foreach (var (edge, added, cost) in path)
            {
                if (inside.Add(added))
                {
                    steps.Add((edge, added));
                    total += cost;
                }

                missing.Remove(added);
            }
        }

        return new JoinTree(start, steps, total);
    }

    private List<(JoinEdge Edge, TableNode Added, double Cost)>? Nearest(HashSet<TableNode> inside, HashSet<TableNode> missing, Func<JoinEdge, double>? preference)
    {
        var distance = new Dictionary<TableNode, double>();
        var via = new Dictionary<TableNode, (JoinEdge Edge, TableNode From, double Cost)>();
        var queue = new PriorityQueue<TableNode, double>();
        foreach (var table in inside)
        {
            distance[table] = 0;
            queue.Enqueue(table, 0);
        }

        while (queue.TryDequeue(out var table, out var reached))
        {
            if (missing.Contains(table))
            {
                var path = new List<(JoinEdge, TableNode, double)>();
                for (var at = table; !inside.Contains(at); at = via[at].From)
                {
                    path.Insert(0, (via[at].Edge, at, via[at].Cost));
                }

                return path;
            }

            if (reached > distance[table])
            {
                continue;
            }

            foreach (var edge in _edges[table.Index])
            {
                var other = edge.From.Table == table ? edge.To.Table : edge.From.Table;
                var cost = Math.Max(0.1, edge.Cost + (preference?.Invoke(edge) ?? 0));
                if (!distance.TryGetValue(other, out var known) || reached + cost < known - 1e-9)
                {
                    distance[other] = reached + cost;
                    via[other] = (edge, table, cost);
                    queue.Enqueue(other, reached + cost);
                }
            }
        }

        return null;
    }
}
