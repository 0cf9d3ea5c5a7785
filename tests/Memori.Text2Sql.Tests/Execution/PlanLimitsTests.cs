using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Execution;

public sealed class PlanLimitsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly QueryExecutor _executor = new();

    [Theory]
    [InlineData("SELECT count(*) FROM big", 1_000)]
    [InlineData("SELECT count(*) FROM big a, big b", 1_001_000)]
    [InlineData("SELECT count(*) FROM big a, big b, small c", 3_000_000)]
    [InlineData("SELECT count(*) FROM big a JOIN big b ON a.id = b.id", 2_000)]
    [InlineData("SELECT (SELECT count(*) FROM small WHERE small.n > big.n) FROM big", 4_000)]
    [InlineData("SELECT count(*) FROM (SELECT * FROM big LIMIT 500) AS \"big, small\", small", 5_000)]
    public async Task Sqlite_EstimatesTheRowsOfNestedScans(string sql, double atMost)
    {
        using var directory = new TemporaryDirectory();
        var (source, query) = await SqliteAsync(directory, sql);

        var rows = (await _executor.ExplainAsync(source, query, cancellationToken: Token)).EstimatedRows.ShouldNotBeNull();

        rows.ShouldBeInRange(1_000, atMost * 1.5);
    }

    [Fact]
    public async Task Sqlite_CrossJoinBeyondTheLimit_IsRefusedBeforeItRuns()
    {
        using var directory = new TemporaryDirectory();
        var (source, query) = await SqliteAsync(directory, "SELECT count(*) FROM big a, big b, big c, big d WHERE a.n + b.n + c.n + d.n < 0");

        await RefusedAsync(source, query, GuardRules.PlanRows);
    }

    [Fact]
    public async Task Postgres_CrossJoinBeyondTheLimit_IsRefusedBeforeItRuns()
    {
        await postgres.RunAsync("CREATE TABLE IF NOT EXISTS big AS SELECT id, id AS n FROM generate_series(1, 1000) AS id; ANALYZE big");
        var schema = await new SchemaReader().ReadAsync(postgres.Source, cancellationToken: Token);
        var guard = new SqlGuard();

        await RefusedAsync(postgres.Source, guard.Require("SELECT count(*) FROM big a, big b, big c, big d WHERE a.n + b.n + c.n + d.n < 0", schema), GuardRules.PlanCost);

        // A name that looks like a figure of the plan is a name.
        var plan = await _executor.ExplainAsync(
            postgres.Source, guard.Require("SELECT * FROM big AS \" (cost=0.00..1.00 rows=99999999999 width=4)\"", schema), cancellationToken: Token);
        plan.EstimatedRows.ShouldBe(1000);
        plan.EstimatedCost.ShouldNotBeNull().ShouldBeInRange(1, 1_000);
    }

    private static async Task<(DataSource Source, GuardedQuery Query)> SqliteAsync(TemporaryDirectory directory, string sql)
    {
        var source = SqliteFile.Create(
            directory.File("big.db"),
            """
            CREATE TABLE big (id INTEGER PRIMARY KEY, n INTEGER);
            WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 1000) INSERT INTO big SELECT i, i FROM r;
            CREATE TABLE small (n INTEGER);
            INSERT INTO small VALUES (1), (2), (3);
            """);
        return (source, new SqlGuard().Require(sql, await new SchemaReader().ReadAsync(source, cancellationToken: Token)));
    }

    private async Task RefusedAsync(DataSource source, GuardedQuery query, string rule)
    {
        var options = new ExecutionOptions { Timeout = TimeSpan.FromSeconds(5) };
        var refused = await Should.ThrowAsync<GuardRefusedException>(() => new QueryRunner(_executor).RunAsync(source, query, options, Token));

        refused.Refusal.Rule.ShouldBe(rule);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
