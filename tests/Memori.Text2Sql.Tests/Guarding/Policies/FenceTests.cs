using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Guarding.Policies;

/// <summary>What nobody may read is never evaluated, on real databases: neither rows nor errors tell of it.</summary>
public abstract class FenceTests
{
    /// <summary>Each would show a canary, or fail because of one, if a condition met a forbidden row.</summary>
    public static TheoryData<string> Probes => new(
        "SELECT * FROM orders",
        "SELECT * FROM customers",
        "SELECT o.* FROM orders o ORDER BY total DESC LIMIT 1",
        "SELECT id FROM orders WHERE 1 / (total - 7777) < 5",
        "SELECT id FROM orders WHERE 1 / (CASE WHEN note LIKE 'canary%' THEN 0 ELSE 1 END) = 1",
        "SELECT 1 / (total - 7777) FROM orders",
        "SELECT id FROM orders ORDER BY 1 / (total - 7777)",
        "SELECT count(*) FROM orders GROUP BY 1 / (total - 7777)",
        "SELECT region FROM orders GROUP BY region HAVING max(1 / (total - 7777)) < 9",
        "SELECT sum(total) FILTER (WHERE 1 / (total - 7777) < 5) FROM orders",
        "SELECT min(total), max(total), max(note) FROM orders",
        "SELECT max(total) FROM orders",
        "SELECT rank() OVER (ORDER BY 1 / (total - 7777)), first_value(note) OVER (ORDER BY total DESC) FROM orders",
        "SELECT a.id FROM orders a JOIN orders b ON 1 / (b.total - 7777) < 5 AND a.id = b.id",
        "SELECT a.id, b.note FROM orders a LEFT JOIN orders b ON b.id = a.id + 3",
        "SELECT c.name FROM customers c LEFT JOIN orders o ON o.customer_id = c.id AND 1 / (o.total - 7777) < 5",
        "SELECT c.name, (SELECT max(note) FROM orders o WHERE o.customer_id = c.id) FROM customers c",
        "SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE 1 / (o.total - 7777) < 5 AND o.customer_id = c.id)",
        "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE 1 / (total - 7777) < 5)",
        "SELECT (SELECT note FROM orders WHERE id = 4)",
        "WITH x AS (SELECT * FROM orders) SELECT * FROM x WHERE 1 / (total - 7777) < 5",
        "WITH customers AS (SELECT 1 AS id, 'Berlin' AS region) SELECT * FROM orders",
        "WITH orders AS (SELECT * FROM orders) SELECT * FROM orders WHERE 1 / (total - 7777) < 5",
        "SELECT note FROM orders UNION SELECT email FROM customers",
        "SELECT note FROM orders EXCEPT SELECT '11'",
        "SELECT id FROM orders INTERSECT SELECT 4",
        "SELECT * FROM orders JOIN customers USING (region)",
        "SELECT * FROM orders NATURAL JOIN customers",
        "SELECT DISTINCT status FROM orders",
        "SELECT x.note FROM (SELECT * FROM (SELECT * FROM orders) y WHERE 1 / (y.total - 7777) < 5) x",
        "SELECT * FROM orders WHERE id = 5",
        "SELECT * FROM orders WHERE id BETWEEN 4 AND 6 OR 1 / (total - 7777) < 5",
        "SELECT * FROM orders ORDER BY id LIMIT 3 OFFSET 2",
        "SELECT email FROM customers WHERE email LIKE 'canary%'",
        "SELECT name FROM customers ORDER BY email",
        "SELECT c.email, count(*) FROM customers c GROUP BY c.email",
        "SELECT count(*) FROM orders WHERE note = 'canary-4'",
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM orders WHERE status = 'secret') THEN (SELECT 1 / (count(*) - count(*)) FROM orders) ELSE 1 END");

    /// <summary>Reach for what is not there for alice, by any way of saying it.</summary>
    public static TheoryData<string> Hidden => new(
        "SELECT * FROM salaries",
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM salaries)",
        "SELECT * FROM order_totals",
        "WITH x AS (SELECT * FROM order_totals) SELECT * FROM x",
        "SELECT * FROM orders JOIN salaries USING (id)");

    private protected abstract Task<PolicyHost> HostAsync(string policy);

    [Theory]
    [MemberData(nameof(Probes))]
    public async Task Forbidden_rows_are_never_evaluated(string sql)
    {
        await using var host = await HostAsync(Canaries.Policy);
        try
        {
            var rows = await host.RowsAsync(Canaries.Alice, sql);
            rows.ShouldNotContain(Canaries.Word);
            rows.ShouldNotContain(Canaries.Number);
            rows.ShouldNotContain("secret");
        }
        catch (MemoriException failure) when (failure is QueryFailedException or GuardRefusedException)
        {
            // A failure that does not come from the data fails for everyone alike.
            failure.Message.ShouldNotContain(Canaries.Word);
            failure.Message.ShouldNotContain("divided by zero");
        }
    }

    [Theory]
    [MemberData(nameof(Hidden))]
    public async Task What_is_withheld_looks_as_if_it_were_not_there(string sql)
    {
        await using var host = await HostAsync(Canaries.Policy);
        var missing = (await host.RunAsync(Canaries.Alice, sql.Replace("salaries", "nowhere1").Replace("order_totals", "nowhere2"))).Refusal!;
        var hidden = (await host.RunAsync(Canaries.Alice, sql)).Refusal!;
        hidden.Rule.ShouldBe(missing.Rule);
        hidden.Message.English.ShouldBe(missing.Message.English.Replace("nowhere1", "salaries").Replace("nowhere2", "order_totals"));
        hidden.Position.ShouldBe(missing.Position);
    }

    [Fact]
    public async Task Permitted_rows_are_all_there()
    {
        await using var host = await HostAsync(Canaries.Policy);
        (await host.RowsAsync(Canaries.Alice, "SELECT id, total FROM orders ORDER BY id")).ShouldBe("1|10;2|20;3|30");
        (await host.RowsAsync(Canaries.Alice, "SELECT * FROM customers ORDER BY id")).ShouldBe("1|Ann|Berlin|***|30;2|Bob|Berlin|***|40");
        (await host.RowsAsync(Canaries.Alice, "SELECT c.name, sum(o.total) FROM orders o JOIN customers c ON c.id = o.customer_id GROUP BY c.name ORDER BY c.name"))
            .ShouldBe("Ann|30;Bob|30");
        (await host.RowsAsync(Canaries.Admin, "SELECT count(*) FROM orders")).ShouldBe("6");
        (await host.RowsAsync(Canaries.Admin, "SELECT person FROM salaries")).ShouldBe("canary-Ann");
    }

    [Fact]
    public async Task A_table_whose_rules_need_an_unknown_attribute_is_closed_and_says_so()
    {
        await using var host = await HostAsync(Canaries.Policy);
        var refusal = (await host.RunAsync(Canaries.Eve, "SELECT * FROM orders")).Refusal!;
        refusal.Rule.ShouldBe("missing-attribute");
        refusal.Message.English.ShouldContain("region");
        (await host.AccessAsync(Canaries.Eve)).Schema.Tables.ShouldNotContain(t => t.Name == "orders");
    }

    [Fact]
    public async Task A_common_table_of_the_query_does_not_stand_in_for_a_table_of_a_rule()
    {
        await using var host = await HostAsync(
            """
            version: 1
            rules:
              - table: orders
                rows: "EXISTS (SELECT 1 FROM customers c WHERE c.id = customer_id AND c.region = 'Berlin')"
            """);
        (await host.RowsAsync(Canaries.Alice, "WITH customers AS (SELECT 3 AS id, 'Berlin' AS region) SELECT orders.id FROM orders ORDER BY 1")).ShouldBe("1;2;3;4");
    }

    [Fact]
    public async Task Values_and_counts_that_are_shown_or_linked_are_permitted_ones()
    {
        await using var host = await HostAsync(Canaries.Policy);
        var schema = (await host.AccessAsync(Canaries.Alice)).Schema;
        var orders = schema.Tables.Single(t => t.Name == "orders");
        orders.RowCount.ShouldBeNull();
        orders.Columns.Single(c => c.Name == "status").Profile.Values.ShouldBe(["paid", "open"]);
        orders.Columns.Single(c => c.Name == "total").Profile.Max.ShouldBeNull();
        var customers = schema.Tables.Single(t => t.Name == "customers");
        customers.Columns.Select(c => c.Name).ShouldBe(["id", "name", "region", "email", "age"]);
        customers.Columns.Single(c => c.Name == "email").Profile.Values.ShouldBeEmpty();
        schema.Tables.ShouldNotContain(t => t.Name == "salaries" || t.Name == "order_totals");
        string.Join(' ', schema.Tables.SelectMany(t => t.Columns).SelectMany(c => c.Profile.Values)).ShouldNotContain(Canaries.Word);
    }
}

public sealed class SqliteFenceTests : FenceTests
{
    private protected override Task<PolicyHost> HostAsync(string policy) => PolicyHost.SqliteAsync(Canaries.Script, policy);

    [Theory]
    [InlineData("SELECT id FROM orders WHERE json_extract(CASE WHEN note LIKE 'canary%' THEN '{' ELSE '{}' END, '$.a') IS NULL")]
    [InlineData("SELECT id FROM orders WHERE abs(-9223372036854775807 - (total = 7777)) > 0")]
    [InlineData("SELECT id, (SELECT sum(b.total) FROM orders b WHERE abs(-9223372036854775807 - (b.total = 7777)) > 0 AND b.id <= a.id) FROM orders a")]
    [InlineData("SELECT a.id FROM orders a, orders b WHERE a.id = b.id AND json_extract(CASE WHEN b.note LIKE 'canary%' THEN '{' ELSE '{}' END, '$.a') IS NULL")]
    [InlineData("SELECT count(*) FROM orders WHERE json_extract(CASE WHEN note LIKE 'canary%' THEN '{' ELSE '{}' END, '$.a') IS NULL")]
    [InlineData("SELECT json_extract(CASE WHEN note LIKE 'canary%' THEN '{' ELSE '{}' END, '$.a') FROM orders")]
    public async Task Functions_that_fail_never_meet_forbidden_rows(string sql)
    {
        await using var host = await HostAsync(Canaries.Policy);
        (await host.RowsAsync(Canaries.Alice, sql)).ShouldNotBeEmpty();
    }
}

public sealed class PostgresFenceTests(PostgresFixture postgres) : FenceTests, IClassFixture<PostgresFixture>
{
    private static bool s_made;

    private protected override async Task<PolicyHost> HostAsync(string policy)
    {
        if (!s_made)
        {
            await postgres.RunAsync(Canaries.Script);
            s_made = true;
        }

        return await PolicyHost.PostgresAsync(postgres.Url, policy);
    }

    [Theory]
    [InlineData("SELECT id FROM orders WHERE note::int > 0")]
    [InlineData("SELECT id FROM orders WHERE CAST(note AS int) > 0 AND id > 0")]
    [InlineData("SELECT public.orders.id FROM public.orders WHERE 1 / (public.orders.total - 7777) < 5")]
    [InlineData("SELECT o.id, x.n FROM orders o, LATERAL (SELECT note::int AS n FROM orders b WHERE b.id = o.id) x")]
    [InlineData("SELECT id FROM orders WHERE note ~ '^[0-9]+$' AND note::int > 0")]
    [InlineData("SELECT array_agg(note::int ORDER BY note::int) FROM orders")]
    [InlineData("SELECT id FROM orders WHERE total = ANY (SELECT 7777 / (o.total - 7777) FROM orders o) OR id > 0")]
    [InlineData("SELECT count(*) FROM orders WHERE note::int > 0 AND total > 0")]
    [InlineData("SELECT DISTINCT ON (region) region, note::int FROM orders ORDER BY region, note::int")]
    [InlineData("SELECT region, sum(note::int) FROM orders GROUP BY ROLLUP (region)")]
    public async Task Casts_that_fail_never_meet_forbidden_rows(string sql)
    {
        await using var host = await HostAsync(Canaries.Policy);
        (await host.RowsAsync(Canaries.Alice, sql)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_rule_whose_types_do_not_go_together_is_not_kept()
    {
        await using var host = await HostAsync("version: 1");
        var faults = await host.Policies.CheckAsync(host.Source, "version: 1\nrules:\n  - table: orders\n    rows: total = region", TestContext.Current.CancellationToken);
        faults.ShouldHaveSingleItem().Path.ShouldBe("rules[0].rows");
        (await host.Policies.CheckAsync(host.Source, "version: 1\nrules:\n  - table: orders\n    rows: total = caller('x')", TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_function_of_the_database_that_shadows_a_built_in_one_is_not_called()
    {
        await using var host = await HostAsync("version: 1");
        await postgres.RunAsync("CREATE OR REPLACE FUNCTION public.upper(integer) RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$");
        try
        {
            var failure = await Should.ThrowAsync<QueryFailedException>(() => host.RuleAsync(Canaries.Admin, "SELECT upper(id) FROM orders"));
            failure.EngineMessage.ShouldContain("pg_catalog.upper(integer) does not exist");
            (await host.RuleAsync(Canaries.Admin, "SELECT upper(note) FROM orders")).ShouldBeNull();
            (await host.RuleAsync(Canaries.Admin, "SELECT pg_catalog.upper(note), lower(note) FROM orders")).ShouldBeNull();
        }
        finally
        {
            await postgres.RunAsync("DROP FUNCTION public.upper(integer)");
        }
    }

    [Fact]
    public async Task A_table_that_inherits_from_a_ruled_one_is_not_there()
    {
        await postgres.RunAsync("DROP TABLE IF EXISTS parents CASCADE; CREATE TABLE parents (id int, kind text); CREATE TABLE children () INHERITS (parents); INSERT INTO children VALUES (1, 'a'), (2, 'b')");
        await using var host = await HostAsync("version: 1\nrules: [{table: parents, rows: id = 1}]");
        (await host.RowsAsync(Canaries.Alice, "SELECT kind FROM parents")).ShouldBe("a");
        (await host.RuleAsync(Canaries.Alice, "SELECT kind FROM children")).ShouldBe("unknown-table");
    }

    [Fact]
    public async Task An_error_of_the_database_repeats_neither_values_nor_conditions()
    {
        await using var host = await HostAsync(Canaries.Policy);
        var failure = await Should.ThrowAsync<QueryFailedException>(() => host.RowsAsync(Canaries.Alice, "SELECT (name || status)::int FROM orders JOIN customers ON customers.id = customer_id"));
        failure.Message.ShouldBe("A text could not be read as the type that it is cast to.");
        failure.EngineMessage.ShouldBe(failure.Message);
        failure.InnerException.ShouldBeNull();
    }
}
