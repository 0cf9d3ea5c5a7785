namespace Memori.Text2Sql.Tests.Sql.Binding;

internal sealed partial class QueryTextGenerator
{
    private string From(int depth, List<Exposed>? outer, List<Exposed> scope)
    {
        var text = Source(depth, outer, scope);
        for (var i = _random.Next(4) - 1; i > 0; i--)
        {
            var before = scope.Count;
            var join = Pick("JOIN", "INNER JOIN", "LEFT JOIN", "CROSS JOIN", ",", "FULL JOIN", "RIGHT JOIN");
            var right = One(8) ? Bracketed(depth, outer, scope) : Source(depth, outer, scope);
            text += join switch
            {
                "," => $", {right}",
                "CROSS JOIN" => $" CROSS JOIN {right}",
                _ when One(6) => $" NATURAL {join} {right}",
                _ when One(4) => $" {join} {right} USING ({Shared(scope, before)})",
                "FULL JOIN" => $" FULL JOIN {right} ON {Equality(scope, before)}",
                _ => $" {join} {right} ON {Condition(depth - 1, new Sight(scope, outer))}",
            };
        }

        return text;
    }

    private string Bracketed(int depth, List<Exposed>? outer, List<Exposed> scope)
    {
        var before = scope.Count;
        var (left, right) = (Source(depth, outer, scope), Source(depth, outer, scope));
        return $"({left} JOIN {right} ON {Condition(0, new Sight(scope[before..], outer))})";
    }

    private string Source(int depth, List<Exposed>? outer, List<Exposed> scope)
    {
        var alias = Free(scope, Pick("p", "q", "s", "t"));
        switch (_random.Next(depth > 1 ? 8 : 5))
        {
            case 5 or 6:
                var (query, columns) = Query(depth - 1, outer, null);
                scope.Add(new Exposed(alias, columns));
                return $"({query}) AS {alias}";
            case 7 when Postgres:
                var (lateral, given) = Query(depth - 1, [.. scope, .. outer ?? []], null);
                scope.Add(new Exposed(alias, given));
                return $"LATERAL ({lateral}) AS {alias}";
            case 7:
                scope.Add(new Exposed(alias, [new("value", Kind.Number), new("key", Kind.Number)]));
                return $"json_each('[1,2]') AS {alias}";
            default:
                var tables = _common.Select(common => common.Name).Concat(["t", "u", "v", "w"]).ToArray();
                var table = Pick(tables);
                var read = _common.FindLast(common => common.Name == table).Columns ?? s_tables[table];
                var named = One(2) || Free(scope, table) != table ? alias : table;
                scope.Add(new Exposed(named, read));
                return named == table ? Quoted(table) : $"{Quoted(table)} {Pick("", "AS ")}{alias}";
        }
    }

    /// <summary>A name that FROM does not have, but for now and then.</summary>
    private string Free(List<Exposed> scope, string name) =>
        !scope.Exists(source => source.Name == name) || (Postgres && One(10)) ? name : $"{name}{scope.Count}";

    /// <summary>A column that both sides have, most often.</summary>
    private string Shared(List<Exposed> scope, int before)
    {
        var left = scope[..before].SelectMany(source => source.Columns).Select(column => column.Name).ToHashSet();
        var both = scope[before..].SelectMany(source => source.Columns).Select(column => column.Name).Where(left.Contains).ToArray();
        return both.Length == 0 || One(15) ? "a" : Pick(both);
    }

    private string Equality(List<Exposed> scope, int before)
    {
        var left = Column(new Sight(scope[..before], null), Kind.Number, qualified: true)?.Text ?? "1";
        var right = Column(new Sight(scope[before..], null), Kind.Number, qualified: true)?.Text ?? "1";
        return $"{left} = {right}";
    }

    /// <summary>A column that is seen, now and then one that is not.</summary>
    private (string Text, Output Output)? Column(Sight sees, Kind kind, bool qualified)
    {
        if (sees.Aliases is { Count: > 0 } aliases && One(3) && aliases[_random.Next(aliases.Count)] is var alias && (kind == Kind.Any || alias.Kind == kind))
        {
            return (Quoted(alias.Name), alias);
        }

        if (One(40))
        {
            return (Pick("id", "a", "c", "missing", "t.a", "u.d", "p.id", "n", "x"), new Output("z", kind));
        }

        var candidates = sees.All.SelectMany(source => source.Columns, (source, column) => (Source: source, Column: column))
            .Where(candidate => kind == Kind.Any || candidate.Column.Kind == kind)
            .ToArray();
        if (candidates.Length == 0)
        {
            return null;
        }

        var (from, output) = Pick(candidates);
        var alone = candidates.Count(candidate => candidate.Column.Name == output.Name) == 1;
        return ((qualified || (!alone && !One(5)) ? Quoted(from.Name) + "." : "") + Quoted(output.Name), output);
    }

    private string Expression(int depth, Sight sees, Kind kind) => _random.Next(depth <= 0 ? 3 : 8) switch
    {
        0 or 1 => Column(sees, kind, One(2))?.Text ?? Constant(kind),
        2 => Constant(kind),
        3 when kind == Kind.Number => $"({Expression(depth - 1, sees, kind)}{Pick(" + ", "-", " * ")}{Expression(depth - 1, sees, kind)})",
        3 => $"{Expression(depth - 1, sees, kind)} || {Expression(depth - 1, sees, kind)}",
        4 => $"coalesce({Expression(depth - 1, sees, kind)}, {Expression(depth - 1, sees, kind)})",
        5 => $"CASE WHEN {Condition(depth - 1, sees)} THEN {Expression(depth - 1, sees, kind)} ELSE {Expression(depth - 1, sees, kind)} END",
        6 => $"({Scalar(depth - 1, sees, kind)})",
        _ => kind == Kind.Number ? $"length({Expression(depth - 1, sees, Kind.Text)})" : $"upper({Expression(depth - 1, sees, kind)})",
    };

    private string Scalar(int depth, Sight sees, Kind kind)
    {
        var scope = new List<Exposed>();
        var from = Source(depth, sees.All, scope);
        var item = Column(new Sight(scope, null), kind, qualified: true)?.Text ?? Constant(kind);
        return $"SELECT {(kind == Kind.Number ? Pick("max", "min", "count") : "max")}({item}) FROM {from} WHERE {Condition(depth - 1, new Sight(scope, sees.All))}";
    }

    private string Condition(int depth, Sight sees) => _random.Next(depth <= 0 ? 3 : 8) switch
    {
        0 => $"{Expression(0, sees, Kind.Number)} {Pick("=", "<>", "<", ">=")} {Expression(depth - 1, sees, Kind.Number)}",
        1 => $"{Expression(0, sees, Kind.Text)} {Pick("IS NULL", "IS NOT NULL", "= 'x'", "LIKE '%p%'")}",
        2 => $"{Expression(0, sees, Kind.Number)} BETWEEN 1 AND {Expression(0, sees, Kind.Number)}",
        3 => $"({Condition(depth - 1, sees)} {Pick("AND", "OR")} {Condition(depth - 1, sees)})",
        4 => $"NOT {Condition(depth - 1, sees)}",
        5 => $"{Expression(0, sees, Kind.Number)} IN ({Query(depth - 1, sees.All, [Kind.Number]).Text})",
        6 => $"EXISTS ({Query(depth - 1, sees.All, null).Text})",
        _ => $"{Expression(0, sees, Kind.Text)} IN ('x', {Expression(0, sees, Kind.Text)})",
    };

    private string Constant(Kind kind) => kind == Kind.Text ? Pick("'x'", "'p'", "''") : Pick("1", "2", "10", "3");
}
