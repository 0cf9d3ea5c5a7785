using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Annotations;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Schema.Postgres;

/// <summary>Which relations are tables to be asked, and what in the database could pass for something else.</summary>
public sealed class PostgresRelationsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task PartsOfATable_AreReadThroughIt()
    {
        await postgres.RunAsync(
            """
            CREATE TABLE measured (at date NOT NULL, value int) PARTITION BY RANGE (at);
            CREATE TABLE measured_2024 PARTITION OF measured FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY RANGE (at);
            CREATE TABLE measured_2024_h1 PARTITION OF measured_2024 FOR VALUES FROM ('2024-01-01') TO ('2024-07-01');
            CREATE TABLE animal (name text);
            CREATE TABLE dog (barks bool) INHERITS (animal);
            CREATE MATERIALIZED VIEW kept AS SELECT 1 AS one;
            CREATE VIEW shown AS SELECT 1 AS one;
            """);

        var schema = await new SchemaReader().ReadAsync(postgres.Source, null, Token);

        schema.Tables.Where(t => t.Name is not ("thing" or "secret")).Select(t => (t.Name, t.IsView)).ShouldBe(
            [("measured", false), ("animal", false), ("kept", true), ("shown", true)], ignoreOrder: true);
        await postgres.RunAsync("DROP TABLE measured; DROP TABLE dog; DROP TABLE animal; DROP MATERIALIZED VIEW kept; DROP VIEW shown");
    }

    [Fact]
    public async Task APart_ThatAloneMayBeRead_IsATable()
    {
        var role = "memori_part_" + Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString("N")[^8..];
        await postgres.RunAsync($"CREATE TABLE whole (at int) PARTITION BY LIST (at); CREATE TABLE part PARTITION OF whole FOR VALUES IN (1); CREATE ROLE {role} LOGIN PASSWORD 'p'; GRANT SELECT ON part TO {role}");
        try
        {
            (await new SchemaReader().ReadAsync(postgres.As(role, "p"), null, Token)).Tables.Select(t => t.Name).ShouldBe(["part"]);
        }
        finally
        {
            await postgres.RunAsync($"DROP TABLE whole; DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task FunctionsThatBearABuiltInName_AreKnown_AndDriftWhenTheyCome()
    {
        var reader = new SchemaReader();
        var before = await reader.FingerprintAsync(postgres.Source, Token);
        (await reader.ReadAsync(postgres.Source, null, Token)).ShadowingFunctions.ShouldBeEmpty();

        await postgres.RunAsync(
            """
            CREATE FUNCTION lower(anyelement) RETURNS text LANGUAGE sql AS 'SELECT ''mine''';
            CREATE FUNCTION of_mine(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
            CREATE FUNCTION same(int, text) RETURNS bool LANGUAGE sql AS 'SELECT true';
            CREATE OPERATOR = (LEFTARG = int, RIGHTARG = text, FUNCTION = same);
            CREATE OPERATOR <=|=> (LEFTARG = int, RIGHTARG = text, FUNCTION = same);
            CREATE TYPE mood AS ENUM ('good');
            CREATE FUNCTION upper(mood) RETURNS text LANGUAGE sql AS 'SELECT ''up''';
            CREATE TABLE IF NOT EXISTS thing (id int, name varchar);
            CREATE EXTENSION pg_trgm;
            """);
        var schema = await reader.ReadAsync(postgres.Source, null, Token);

        schema.ShadowingFunctions.ShouldBe(["=", "lower"], ignoreOrder: true);
        (await reader.FingerprintAsync(postgres.Source, Token)).ShouldNotBe(before);
        foreach (var (sql, isAdmitted) in new[]
        {
            ("SELECT lower(name) FROM thing", true), ("SELECT pg_catalog.lower(name) FROM thing", true), ("SELECT id FROM thing WHERE id = name", false),
            ("SELECT upper(name) FROM thing WHERE id > 1", true),
        })
        {
            var outcome = new SqlGuard().Admit(sql, schema);
            outcome.Admitted.ShouldBe(isAdmitted, sql);
            outcome.Query?.Sql.ShouldNotContain(" lower(");
            (outcome.Refusal?.Rule ?? GuardRules.ShadowedFunction).ShouldBe(GuardRules.ShadowedFunction, sql);
        }

        SchemaJson.Read(SchemaJson.Write(schema))!.ShadowingFunctions.ShouldBe(schema.ShadowingFunctions);
        await postgres.RunAsync("DROP OPERATOR = (int, text); DROP OPERATOR <=|=> (int, text); DROP FUNCTION lower(anyelement); DROP FUNCTION of_mine(int); DROP FUNCTION same(int, text); DROP EXTENSION pg_trgm; DROP FUNCTION upper(mood); DROP TYPE mood; DROP TABLE thing");
    }

    [Fact]
    public async Task ValuesThatMayNotBeRead_AreNotRead()
    {
        await postgres.RunAsync("CREATE TABLE secret (id int, token text); INSERT INTO secret VALUES (1, 'canary')");
        var said = new SchemaAnnotations { Tables = [new TableAnnotation { Table = "secret", Columns = [new ColumnAnnotation { Column = "token", Values = ValueVisibility.None }] }] };

        var table = (await new SchemaReader().ReadAsync(postgres.Source, SchemaReadOptions.For(said), Token)).Tables.Single(t => t.Name == "secret");
        var none = (await new SchemaReader().ReadAsync(postgres.Source, SchemaReadOptions.For(new SchemaAnnotations { Values = ValueVisibility.None }), Token)).Tables.Single(t => t.Name == "secret");

        table.Columns.Select(c => c.Profile.Values.Count).ShouldBe([1, 0]);
        (none.RowCount, none.Columns.Sum(c => c.Profile.Values.Count)).ShouldBe((1, 0));
        await postgres.RunAsync("DROP TABLE secret");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
