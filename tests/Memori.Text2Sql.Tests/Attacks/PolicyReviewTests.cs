using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Tests.Guarding;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Text2Sql.Tests.Attacks;

/// <summary>Faults found by reading the guard, which a list of queries on the company can't express.</summary>
public sealed class PolicyReviewTests
{
    /// <summary>SQLite calls a column without AS by the text that ran, and that holds the fence: conditions, masks, hidden names.</summary>
    [Theory]
    [InlineData("SELECT EXISTS (SELECT 1 FROM employees)")]
    [InlineData("SELECT (SELECT max(id) FROM orders)")]
    [InlineData("SELECT 1 IN (SELECT id FROM documents)")]
    [InlineData("SELECT CASE WHEN EXISTS (SELECT 1 FROM customers) THEN 1 END")]
    [InlineData("SELECT count(*) + (SELECT count(*) FROM employees) FROM products")]
    [InlineData("VALUES ((SELECT max(id) FROM employees))")]
    [InlineData("SELECT * FROM (SELECT EXISTS (SELECT 1 FROM employees))")]
    [InlineData("WITH x AS (SELECT (SELECT max(salary) FROM employees)) SELECT * FROM x")]
    public async Task ColumnName_TellsNothingOfTheRules(string sql)
    {
        await using var world = await AttackWorld.SqliteAsync();

        var seen = await world.SeeAsync(sql);

        seen.ShouldNotContain("main.");
        seen.ShouldNotContain("50000");
        seen.ShouldNotContain("LIMIT -1");
        seen.ShouldNotContain("'Berlin'");
    }

    /// <summary>SQLite finds every number less than every text: an attribute beside a number whose type is not declared must not be a text.</summary>
    [Theory]
    [InlineData("json_extract(json_array(id), '$[0]') <= caller('level')")]
    [InlineData("json_array(id) ->> '$[0]' <= caller('level')")]
    [InlineData("json_extract(json_array(id), '$[0]') <> caller('other')")]
    [InlineData("json_extract(json_array(id), '$[0]') NOT IN (caller('other'), caller('third'))")]
    [InlineData("(SELECT value FROM json_each(json_array(documents.id))) <= caller('level')")]
    [InlineData("EXISTS (SELECT 1 FROM json_each(json_array(documents.id)) AS j WHERE j.value <= caller('level'))")]
    public async Task Attribute_BesideNumberOfUnknownType_PermitsNoMore(string rows)
    {
        await using var world = await AttackWorld.SqliteAsync();
        await world.Services.GetRequiredService<PolicyStore>().PutAsync(
            world.Source.Id,
            $"version: 1\nusers: {{ mallory: {{ level: \"1\", other: \"2\", third: \"3\" }} }}\nrules:\n  - table: documents\n    rows: \"{rows}\"\n",
            1,
            "test",
            TestContext.Current.CancellationToken);

        var seen = await world.SeeAsync("SELECT id FROM documents WHERE id = 2");

        // Closed is as good as kept.
        if (!seen.StartsWith("refused", StringComparison.Ordinal))
        {
            seen.ShouldBe("id integer\n");
        }
    }

    /// <summary>An operator of the database's own is reached by more than its sign.</summary>
    [Theory]
    [InlineData("=", "SELECT name FROM products WHERE name IN (5)")]
    [InlineData("=", "SELECT name FROM products WHERE name IN (SELECT 5)")]
    [InlineData("=", "SELECT CASE name WHEN 5 THEN 1 END FROM products")]
    [InlineData("=", "SELECT nullif(name, 5) FROM products")]
    [InlineData("=", "SELECT name FROM products WHERE name IS DISTINCT FROM 5")]
    [InlineData("=", "SELECT name FROM products JOIN (SELECT 5 AS name) AS x USING (name)")]
    [InlineData("=", "SELECT name FROM products NATURAL JOIN (SELECT 5 AS name) AS x")]
    [InlineData(">=", "SELECT name FROM products WHERE name BETWEEN 5 AND 6")]
    [InlineData("<=", "SELECT name FROM products WHERE name BETWEEN 5 AND 6")]
    [InlineData("<>", "SELECT name FROM products WHERE name NOT IN (5)")]
    [InlineData("~~", "SELECT name FROM products WHERE name LIKE 5")]
    [InlineData("~~*", "SELECT name FROM products WHERE name ILIKE 5")]
    [InlineData("!~~", "SELECT name FROM products WHERE name NOT LIKE 5")]
    public void ShadowedOperator_IsRefusedHoweverItIsWritten(string name, string sql)
    {
        var schema = ShopSchema.Of(SqlDialect.Postgres) with { ShadowingFunctions = [name] };

        var outcome = new SqlGuard().Admit(sql, schema);

        outcome.Admitted.ShouldBeFalse();
        outcome.Refusal!.Rule.ShouldBe(GuardRules.ShadowedFunction);
    }
}
