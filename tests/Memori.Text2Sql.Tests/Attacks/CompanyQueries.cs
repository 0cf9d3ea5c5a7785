using System.Globalization;

namespace Memori.Text2Sql.Tests.Attacks;

/// <summary>
/// Queries on the company as somebody would write them who wants more than the rules give: hidden names, conditions that fail on forbidden rows,
/// names that stand in for tables. The same for the same seed.
/// </summary>
internal sealed class CompanyQueries(int seed, bool postgres)
{
    private static readonly Dictionary<string, (string[] Numbers, string[] Texts)> s_columns = new()
    {
        ["employees"] = (["id", "department_id", "manager_id"], ["name", "email", "region", "salary"]),
        ["departments"] = (["id"], ["name"]),
        ["customers"] = (["id"], ["name", "email", "phone", "region", "tier"]),
        ["orders"] = (["id", "customer_id", "employee_id", "total"], ["status"]),
        ["products"] = (["id", "price"], ["name"]),
        ["order_items"] = (["order_id", "product_id", "quantity"], []),
        ["documents"] = (["id", "is_public"], ["owner", "title", "body"]),
        ["region_sales"] = (["orders"], ["what"]),
    };

    private static readonly string[] s_open = ["employees", "customers", "orders", "documents", "products", "order_items", "departments", "region_sales"];
    private static readonly string[] s_closed = ["payroll", "audit_log", "customer_contacts", "staff"];
    private static readonly string[] s_hidden = ["ssn", "notes", "credit_card", "internal_note", "budget", "secret_code", "memo", "salary", "email"];

    private readonly Random _random = new(seed);
    private readonly List<(string Alias, string Table)> _scope = [];
    private int _aliases;

    /// <summary>One query.</summary>
    public string Next() => _random.Next(9) switch
    {
        0 => $"WITH {Shadow()} AS ({Select(1)}) {Select(3)}",
        1 => $"{Select(2, width: 2)} {Pick("UNION", "UNION ALL", "EXCEPT", "INTERSECT")} {Select(1, width: 2)}",
        2 => $"SELECT count(*) FROM ({Select(3, width: 1)}) AS q",
        3 when postgres => $"SELECT * FROM {Table()} AS z0, LATERAL ({Select(2, width: 1)}) AS q",
        4 => $"WITH {Shadow()}(id, region) AS (SELECT 3, 'Oslo') {Select(3)}",
        5 => $"{Select(3)} ORDER BY 1",
        _ => Select(3),
    };

    private string Select(int depth, int? width = null)
    {
        var outer = _scope.Count;
        var from = From(depth);
        var aggregated = _random.Next(4) == 0;
        var items = string.Join(", ", Enumerable.Range(0, width ?? _random.Next(1, 4)).Select(_ =>
            aggregated ? Aggregate(depth) : width is null ? Item(depth) : $"{Expression(depth)}{(postgres ? "::text" : "")}"));
        var where = _random.Next(3) > 0 ? $" WHERE {Condition(depth)}" : "";
        var group = aggregated && _random.Next(2) == 0 ? $" GROUP BY {Column()}{(_random.Next(2) == 0 ? $" HAVING count(*) > {Number()}" : "")}" : "";
        _scope.RemoveRange(outer, _scope.Count - outer);
        return $"SELECT {(_random.Next(10) == 0 ? "DISTINCT " : "")}{items} FROM {from}{where}{group}";
    }

    private string From(int depth)
    {
        var from = Source(depth);
        for (var i = _random.Next(3); i > 0; i--)
        {
            from += _random.Next(6) switch
            {
                0 => $" NATURAL JOIN {Source(depth)}",
                1 => $", {Source(depth)}",
                2 => $" JOIN {Source(depth)} USING (id)",
                3 => $" LEFT JOIN {Source(depth)} ON 1 / ({Numeric()} - {Number()}) >= 0",
                _ => $" {Pick("", "LEFT ", "FULL ", "RIGHT ")}JOIN {Source(depth)} ON {Condition(1)}",
            };
        }

        return from;
    }

    private string Source(int depth)
    {
        var alias = $"t{_aliases++}";
        if (depth > 1 && _random.Next(5) == 0)
        {
            var inner = Pick(s_open);
            var query = $"SELECT * FROM {inner}{(_random.Next(2) == 0 ? $" WHERE {inner[(inner.LastIndexOf('.') + 1)..]}.{Pick(s_columns[inner[(inner.LastIndexOf('.') + 1)..]].Numbers)} <> {Number()}" : "")}";
            _scope.Add((alias, inner));
            return $"({query}) AS {alias}";
        }

        var table = Table();
        if (_random.Next(6) == 0)
        {
            alias = table[(table.LastIndexOf('.') + 1)..];
            _scope.Add((alias, alias));
            return table;
        }

        _scope.Add((alias, table[(table.LastIndexOf('.') + 1)..]));
        return $"{table}{Pick(" AS ", " ")}{alias}{(postgres && _random.Next(12) == 0 ? "(a, b, c, ssn)" : "")}";
    }

    private string Item(int depth) => _random.Next(12) switch
    {
        0 => "*",
        1 => $"{_scope[_random.Next(_scope.Count)].Alias}.*",
        2 when postgres && _random.Next(4) == 0 => $"row_to_json({_scope[_random.Next(_scope.Count)].Alias})",
        3 => $"{Expression(depth)} AS {Pick("ssn", "x", "salary", "region")}",
        4 => $"{Pick("min", "max", "count", "first_value", "lag")}({Column()}) OVER (ORDER BY {Column()})",
        _ => Expression(depth),
    };

    private string Aggregate(int depth) => _random.Next(5) switch
    {
        0 => "count(*)",
        1 => $"count(*) FILTER (WHERE {Condition(depth - 1)})",
        2 => $"{Pick("min", "max")}({Column()})",
        3 => $"sum({Numeric()})",
        _ => postgres ? $"string_agg({Textual()}, ',' ORDER BY {Textual()})" : $"group_concat(DISTINCT {Textual()})",
    };

    private string Condition(int depth) => _random.Next(depth > 0 ? 12 : 7) switch
    {
        0 => $"1 / ({Numeric()} - {Number()}) >= 0",
        1 => $"{Textual()} = {Text()}",
        2 => $"{Textual()} LIKE {Text()}",
        3 => $"CAST({Textual()} AS integer) > {Number()}",
        4 => $"{Column()} IS NOT NULL",
        5 => $"CASE WHEN {Textual()} > {Text()} THEN 1 / ({Numeric()} - {Number()}) ELSE 1 END = 1",
        6 => $"{Numeric()} IN ({Number()}, {Number()})",
        7 => $"EXISTS ({Select(depth - 1)})",
        8 => $"{Numeric()} NOT IN (SELECT id FROM {Pick("employees", "customers", "orders", "documents")})",
        9 => $"({Condition(depth - 1)} {Pick("AND", "OR")} {Condition(depth - 1)})",
        10 => $"NOT ({Condition(depth - 1)})",
        _ => $"(SELECT count(*) FROM {Pick("employees", "customers", "orders", "documents")}) > {Number()}",
    };

    private string Expression(int depth) => _random.Next(depth > 0 ? 9 : 5) switch
    {
        0 => $"{Textual()} || {Text()}",
        1 => $"length({Textual()})",
        2 => $"1 / ({Numeric()} - {Number()})",
        3 => $"CASE WHEN {Condition(0)} THEN {Textual()} ELSE {Text()} END",
        4 => $"coalesce({Textual()}, {Text()})",
        5 => $"(SELECT max(id) FROM {Pick("employees", "customers", "orders", "documents")} WHERE {Numeric()} > {Number()})",
        6 => $"substr({Textual()}, 1, {_random.Next(1, 9).ToString(CultureInfo.InvariantCulture)})",
        _ => Column(),
    };

    private string Column() => _random.Next(2) == 0 ? Numeric() : Textual();

    private string Numeric() => Named(static columns => columns.Numbers, "0");

    private string Textual() => Named(static columns => columns.Texts, "'x'");

    private string Named(Func<(string[] Numbers, string[] Texts), string[]> kind, string otherwise)
    {
        var (alias, table) = _scope.Count > 0 ? _scope[_random.Next(_scope.Count)] : ("t", "orders");
        var columns = s_columns.TryGetValue(table, out var known) ? kind(known) : [];
        var name = _random.Next(80) switch
        {
            0 => Pick(s_hidden),
            1 => postgres ? Pick("ctid", "xmin", "tableoid", "ssn") : Pick("rowid", "_rowid_", "oid"),
            _ => columns.Length > 0 ? Pick(columns) : null,
        };
        if (name is null)
        {
            return otherwise;
        }

        name = _random.Next(10) == 0 ? $"\"{name}\"" : _random.Next(15) == 0 ? name.ToUpperInvariant() : name;
        return _random.Next(60) == 0 ? name : _random.Next(60) == 0 ? $"{(postgres ? "public" : "main")}.{table}.{name}" : $"{alias}.{name}";
    }

    private string Table()
    {
        var name = _random.Next(60) == 0 ? Pick(s_closed) : Pick(s_open);
        return _random.Next(8) == 0 ? $"{(postgres ? "public" : "main")}.{name}" : name;
    }

    private string Shadow() => Pick("customers", "employees", "orders", "x");

    private string Number() => Pick("0", "1", "2", "3", "4", "5", "6", "918273614", "918273604", "-1");

    private string Text() => Pick("'Berlin'", "'Oslo'", "'a%'", "'%CAN%'", "'high'", "''", "'918273611'", "'2026-03-10'", "NULL");

    private T Pick<T>(params T[] items) => items[_random.Next(items.Length)];
}
