using System.Globalization;

namespace Memori.Text2Sql.Tests.Guarding.Policies;

/// <summary>Queries over the tables of <see cref="CopyTests"/>, in SQL that both databases take. The same for the same seed.</summary>
internal sealed class RandomQueries(int seed)
{
    private static readonly Dictionary<string, (string[] Numbers, string[] Texts)> s_tables = new()
    {
        ["people"] = (["id", "age", "boss"], ["name", "town", "pin"]),
        ["sales"] = (["id", "person", "amount"], ["town", "note"]),
        ["towns"] = (["id", "size"], ["town", "mayor"]),
    };

    private readonly Random _random = new(seed);
    private readonly List<(string Alias, string Table)> _seen = [];
    private int _aliases;

    public string Next() => _random.Next(8) switch
    {
        0 => $"WITH w AS ({Select(2)}) SELECT count(*) FROM w",
        1 => $"WITH {Pick("people", "sales", "towns", "w")} AS (SELECT 1 AS id, 'Rome' AS town) {Select(2)}",
        2 => $"SELECT {Numeric(One(1), out var first)} FROM {first} {Pick("UNION", "UNION ALL", "EXCEPT", "INTERSECT")} SELECT {Numeric(One(2), out var second)} FROM {second}",
        3 => $"SELECT DISTINCT q.* FROM ({Select(2)}) AS q",
        _ => Select(3),
    };

    private static string One(int number) => $"z{number}";

    private string Numeric(string alias, out string from)
    {
        var table = Pick([.. s_tables.Keys]);
        from = $"{table} AS {alias}";
        return $"{alias}.{Pick(s_tables[table].Numbers)}";
    }

    private string Select(int depth)
    {
        var outer = _seen.Count;
        var from = Source(depth);
        for (var i = _random.Next(3); i > 0; i--)
        {
            from += _random.Next(5) switch
            {
                0 => $" NATURAL JOIN {Source(0)}",
                1 => $" CROSS JOIN {Source(depth)}",
                2 => $" JOIN {Source(0)} USING (id)",
                _ => $" {Pick("", "LEFT ")}JOIN {Source(depth)} ON {Condition(1)}",
            };
        }

        var grouped = _random.Next(4) == 0;
        var group = grouped && _random.Next(2) == 0 ? Column() : null;
        var items = grouped
            ? $"{(group is null ? "" : group + ", ")}{Pick("count(*)", $"sum({Number()})", $"max({Column()})", $"count(DISTINCT {Column()})")}"
            : Pick("*", $"{Column()}, {Column()}", $"{Number()} + 1 AS x, {Column()} AS y", $"({Scalar(depth)}) AS v, {Column()}");
        var where = _random.Next(3) > 0 ? $" WHERE {Condition(depth)}" : "";
        _seen.RemoveRange(outer, _seen.Count - outer);
        return $"SELECT {items} FROM {from}{where}{(group is null ? "" : $" GROUP BY {group}")}";
    }

    private string Source(int depth)
    {
        var table = Pick([.. s_tables.Keys]);
        var alias = $"t{_aliases++}";
        var source = depth > 1 && _random.Next(4) == 0 ? $"(SELECT * FROM {table})" : table;
        _seen.Add((alias, table));
        return $"{source} AS {alias}";
    }

    private string Scalar(int depth) => depth > 1 && _random.Next(2) == 0
        ? $"SELECT max(s.{Pick(s_tables["sales"].Numbers)}) FROM sales AS s WHERE s.person = {Number()}"
        : "SELECT count(*) FROM people";

    private string Condition(int depth) => _random.Next(depth > 1 ? 9 : 6) switch
    {
        0 => $"{Number()} {Pick("=", "<", ">", "<>", "<=")} {_random.Next(6).ToString(CultureInfo.InvariantCulture)}",
        1 => $"{Number()} = {Number()}",
        2 => $"{Text()} = {Pick("'Rome'", "'Oslo'", "'x'", "'***'")}",
        3 => $"{Text()} IS {Pick("", "NOT ")}NULL",
        4 => $"{Text()} LIKE {Pick("'%o%'", "'R%'", "'1%'")}",
        5 => $"{Number()} BETWEEN 1 AND 3",
        6 => $"({Condition(1)} {Pick("AND", "OR")} {Condition(1)})",
        7 => $"EXISTS (SELECT 1 FROM sales AS e WHERE e.person = {Number()})",
        _ => $"NOT ({Condition(1)})",
    };

    private string Number()
    {
        var (alias, table) = _seen[_random.Next(_seen.Count)];
        return $"{alias}.{Pick(s_tables[table].Numbers)}";
    }

    private string Text()
    {
        var (alias, table) = _seen[_random.Next(_seen.Count)];
        return $"{alias}.{Pick(s_tables[table].Texts)}";
    }

    private string Column() => _random.Next(2) == 0 ? Number() : Text();

    private T Pick<T>(params T[] items) => items[_random.Next(items.Length)];
}
