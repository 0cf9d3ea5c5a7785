using System.Globalization;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Tests.Sql.Binding;

/// <summary>
/// SQL as text, written without our own renderer: mostly right, over a few tables whose names and columns are much alike, with common tables,
/// correlated and lateral queries, USING, NATURAL, stars, aliases and ordinals. The same for the same seed.
/// </summary>
internal sealed partial class QueryTextGenerator(int seed, SqlDialect dialect)
{
    /// <summary>The tables, for both engines.</summary>
    public const string Script =
        """
        CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, c TEXT);
        CREATE TABLE u (id INTEGER PRIMARY KEY, t_id INTEGER, c TEXT, d TEXT);
        CREATE TABLE v (a INTEGER, d TEXT);
        CREATE VIEW w AS SELECT t.id, u.d FROM t JOIN u ON u.t_id = t.id;
        INSERT INTO t VALUES (1, 10, 1, 'x'), (2, NULL, 2, 'y'), (3, 10, NULL, 'z'), (4, -3, 4, NULL);
        INSERT INTO u VALUES (1, 1, 'x', 'p'), (2, 1, NULL, 'q'), (3, 3, 'z', 'p'), (5, 9, 'w', NULL);
        INSERT INTO v VALUES (10, 'p'), (1, 'r'), (NULL, NULL), (10, 'p');
        """;

    private static readonly Dictionary<string, List<Output>> s_tables = new()
    {
        ["t"] = [new("id", Kind.Number), new("a", Kind.Number), new("b", Kind.Number), new("c", Kind.Text)],
        ["u"] = [new("id", Kind.Number), new("t_id", Kind.Number), new("c", Kind.Text), new("d", Kind.Text)],
        ["v"] = [new("a", Kind.Number), new("d", Kind.Text)],
        ["w"] = [new("id", Kind.Number), new("d", Kind.Text)],
    };

    private readonly Random _random = new(seed);
    private readonly List<(string Name, List<Output> Columns)> _common = [];

    private bool Postgres => dialect == SqlDialect.Postgres;

    public string Query() => Query(3, null, null).Text;

    private (string Text, List<Output> Columns) Query(int depth, List<Exposed>? outer, List<Kind>? wanted)
    {
        var visible = _common.Count;
        var with = depth > 1 && One(5) ? With(depth - 1, outer) : "";
        var (body, columns, scope) = Body(depth, outer, wanted);
        var order = One(2) ? Order(columns, scope) : "";
        var limit = One(4) ? " LIMIT " + _random.Next(5) : "";
        _common.RemoveRange(visible, _common.Count - visible);
        return (with + body + order + limit, columns);
    }

    private string With(int depth, List<Exposed>? outer)
    {
        var recursive = One(3);
        var tables = new List<string>();
        for (var i = _random.Next(1, 3); i > 0; i--)
        {
            var name = Pick("k", "m", "t", "u");
            if (recursive && One(2))
            {
                tables.Add($"{name} (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM {name} WHERE n < 4)");
                _common.Add((name, [new("n", Kind.Number)]));
                continue;
            }

            var (text, columns) = Query(depth, outer, null);
            var renamed = One(3) ? columns.Select((_, at) => $"r{at}").ToList() : null;
            tables.Add($"{name}{(renamed is null ? "" : $" ({string.Join(", ", renamed)})")} AS {Pick("", "", "MATERIALIZED ")}({text})");
            _common.Add((name, renamed is null ? columns : [.. columns.Select((column, at) => column with { Name = renamed[at] })]));
        }

        return $"{Word("WITH")} {(recursive ? "RECURSIVE " : "")}{string.Join(", ", tables)} ";
    }

    private (string Text, List<Output> Columns, List<Exposed>? Scope) Body(int depth, List<Exposed>? outer, List<Kind>? wanted)
    {
        if (depth <= 0 || !One(5))
        {
            var select = Select(depth, outer, wanted);
            return (select.Text, select.Columns, select.Scope);
        }

        var left = Select(depth - 1, outer, wanted);
        var right = Select(depth - 1, outer, [.. left.Columns.Select(column => column.Kind)]);
        return ($"{left.Text} {Pick("UNION", "UNION ALL", "INTERSECT", "EXCEPT")} {right.Text}", left.Columns, null);
    }

    private (string Text, List<Output> Columns, List<Exposed> Scope) Select(int depth, List<Exposed>? outer, List<Kind>? wanted)
    {
        var scope = new List<Exposed>();
        var from = One(10) ? "" : $" {Word("FROM")} {From(depth, outer, scope)}";
        var sees = new Sight(scope, outer);
        var columns = new List<Output>();
        string items;
        if (wanted is null && scope.Count > 0 && One(4))
        {
            items = One(2) || scope.Count == 1 ? "*" : $"{scope[0].Name}.*";
            columns.AddRange(items == "*" ? scope.SelectMany(source => source.Columns) : scope[0].Columns);
        }
        else
        {
            var group = wanted is null && scope.Count > 0 && One(6) ? Column(sees, Kind.Any, qualified: true) : null;
            if (group is not null)
            {
                return Grouped(group.Value, from, sees);
            }

            items = string.Join(", ", (wanted ?? [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Pick(Kind.Number, Kind.Text))]).Select(kind => Item(depth, sees, kind, columns)));
        }

        var where = One(2) ? $" {Word("WHERE")} {Condition(depth, sees with { Aliases = Postgres ? null : columns })}" : "";
        return ($"{Word("SELECT")} {(One(6) ? "DISTINCT " : "")}{items}{from}{where}", columns, scope);
    }

    private (string Text, List<Output> Columns, List<Exposed> Scope) Grouped((string Text, Output Output) group, string from, Sight sees)
    {
        var counted = Column(sees, Kind.Number, qualified: true);
        var columns = new List<Output> { new("g", group.Output.Kind), new("n", Kind.Number) };
        var by = Pick("1", "g", group.Text);
        var having = One(2) ? $" HAVING count(*) >= {_random.Next(3)}" : "";
        return ($"SELECT {group.Text} AS g, count({(counted is null ? "*" : counted.Value.Text)}) AS n{from} GROUP BY {by}{having}", columns, sees.Scope);
    }

    private string Item(int depth, Sight sees, Kind kind, List<Output> columns)
    {
        if (One(2) && Column(sees, kind, qualified: One(2)) is { } column)
        {
            var alias = One(3) ? Pick("x", "a", "c", "id") : null;
            columns.Add(alias is null ? column.Output : column.Output with { Name = alias });
            return column.Text + (alias is null ? "" : Pick(" AS ", " ") + alias);
        }

        var name = Pick("x", "y", "a", "d");
        columns.Add(new Output(name, kind));
        return $"{Expression(depth - 1, sees, kind)} AS {name}";
    }

    private string Order(List<Output> columns, List<Exposed>? scope)
    {
        var terms = Enumerable.Range(0, _random.Next(1, 3)).Select(_ => _random.Next(5) switch
        {
            0 => _random.Next(1, columns.Count + (One(12) ? 2 : 1)).ToString(CultureInfo.InvariantCulture),
            1 when scope is not null && Column(new Sight(scope, null), Kind.Any, One(2)) is { } column => column.Text,
            2 when scope is not null => Expression(1, new Sight(scope, null), Kind.Number),
            _ => Quoted(Pick([.. columns]).Name),
        });
        return $" {Word("ORDER")} BY {string.Join(", ", terms.Select(term => term + Pick("", " DESC", " ASC")))}";
    }

    private string Quoted(string name) => One(5) ? $"\"{name}\"" : Postgres || !One(6) ? name : name.ToUpperInvariant();

    private string Word(string word) => One(2) ? word : word.ToLowerInvariant();

    private bool One(int of) => _random.Next(of) == 0;

    private T Pick<T>(params T[] items) => items[_random.Next(items.Length)];

    private enum Kind
    {
        Any,
        Number,
        Text,
    }

    private sealed record Output(string Name, Kind Kind);

    private sealed record Exposed(string Name, List<Output> Columns);

    /// <summary>What a name can mean: what FROM reads, what surrounding queries read, the names of the SELECT list.</summary>
    private sealed record Sight(List<Exposed> Scope, List<Exposed>? Outer)
    {
        public List<Output>? Aliases { get; init; }

        public List<Exposed> All => [.. Scope, .. Outer ?? []];
    }
}
