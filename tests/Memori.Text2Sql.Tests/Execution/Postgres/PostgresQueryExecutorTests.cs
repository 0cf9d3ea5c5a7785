using System.Diagnostics;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Execution.Postgres;

public sealed class PostgresQueryExecutorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly QueryExecutor _executor = new();

    [Fact]
    public async Task Execute_TypesColumnsAndValues()
    {
        var result = await Execute(
            """
            SELECT 1 AS i, 2.50::numeric AS n, 1.5::float8 AS f, true AS b, '茶' AS t, date '2024-01-31' AS d,
                   timestamp '2024-01-31 10:00:00.5' AS ts, timestamptz '2024-01-31 10:00:00+08' AT TIME ZONE 'UTC' AS u,
                   time '10:30' AS c, '\x01ff'::bytea AS x, '{"a": 1}'::jsonb AS j, '6f9619ff-8b86-d011-b42d-00c04fc964ff'::uuid AS g, null::int AS z
            """);

        result.Columns.ShouldBe([
            new("i", "integer"), new("n", "number"), new("f", "number"), new("b", "boolean"), new("t", "text"), new("d", "date"),
            new("ts", "timestamp"), new("u", "timestamp"), new("c", "time"), new("x", "blob"), new("j", "json"), new("g", "text"), new("z", "integer"),
        ]);
        result.Rows[0].ShouldBe(new object?[]
        {
            1L, 2.50m, 1.5, true, "茶", new DateOnly(2024, 1, 31), new DateTime(2024, 1, 31, 10, 0, 0, 500), new DateTime(2024, 1, 31, 2, 0, 0),
            new TimeOnly(10, 30), new byte[] { 1, 255 }, "{\"a\": 1}", Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff"), null,
        });
    }

    [Fact]
    public async Task Execute_ValuesWithoutAnEqual_AreText()
    {
        var result = await Execute(
            "SELECT 'infinity'::date, '-infinity'::timestamp, 'NaN'::numeric, 'Infinity'::float8, 1e200::numeric, '44-03-15 BC'::date, interval '1 day 2 hours', ARRAY[1,2], point(1,2), '1.2.3.4'::inet, int4range(1,5)");

        result.Rows[0].ShouldAllBe(value => value is string);
        result.Rows[0][0].ShouldBe("infinity");
        result.Rows[0][6].ShouldBe("1 day 02:00:00");
        result.Rows[0][7].ShouldBe("{1,2}");
    }

    [Fact]
    public async Task Execute_TimestampWithZone_KeepsTheInstant()
    {
        var result = await Execute("SELECT timestamptz '2024-01-31 10:00:00+05:30'");

        ((DateTimeOffset)result.Rows[0][0]!).UtcDateTime.ShouldBe(new DateTime(2024, 1, 31, 4, 30, 0));
    }

    [Fact]
    public async Task Execute_EnumsAndDomains_ReadAsTheirBase()
    {
        await postgres.RunAsync("CREATE TYPE mood AS ENUM ('ok', 'sad'); CREATE DOMAIN cents AS int; CREATE TABLE feeling (m mood, c cents); INSERT INTO feeling VALUES ('ok', 5)");

        var result = await Execute("SELECT m, c FROM feeling");

        result.Columns.Select(column => column.Type).ShouldBe(["text", "integer"]);
        result.Rows[0].ShouldBe(["ok", 5L]);
    }

    [Fact]
    public async Task Execute_MoreRowsThanLimit_IsTruncatedAtOnce()
    {
        var watch = Stopwatch.StartNew();
        var result = await _executor.ExecuteAsync(
            postgres.Source, Admitted.Postgres("SELECT generate_series(1, 100000000), repeat('x', 1000)", rowLimit: 3), cancellationToken: Token);

        result.Rows.Count.ShouldBe(3);
        result.Truncated.ShouldBeTrue();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        (await Execute("SELECT 1")).Rows.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Execute_MoreBytesThanLimit_IsTruncated()
    {
        var result = await _executor.ExecuteAsync(
            postgres.Source, Admitted.Postgres("SELECT i, NULL, repeat('x', 1000) FROM generate_series(1, 3) i"), new ExecutionOptions { MaxBytes = 2_500 }, Token);

        result.Rows.Select(row => (row[0], row[1], ((string)row[2]!).Length)).ShouldBe([(1L, null, 1_000), (2L, null, 1_000)]);
        result.Truncated.ShouldBeTrue();
    }

    [Fact]
    public async Task Execute_OneValueLargerThanAllowed_IsRefusedBeforeItIsHere()
    {
        (await Execute("SELECT 1")).Rows.Count.ShouldBe(1);

        var failure = await Should.ThrowAsync<QueryFailedException>(() => Execute("SELECT 1, repeat('x', 300000000)"));

        failure.Code.ShouldBe("query-too-large");
        (await Execute("SELECT 1")).Rows.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("COMMIT; CREATE TABLE evil (a int)", "query-failed")]
    [InlineData("SELECT 1; SELECT 2", "query-failed")]
    [InlineData("CREATE TABLE evil (a int)", "query-denied")]
    [InlineData("WITH d AS (DELETE FROM kept RETURNING *) SELECT * FROM d", "query-denied")]
    [InlineData("SELECT nextval('counter')", "query-denied")]
    [InlineData("SELECT lo_create(0)", null)]
    [InlineData("SET TRANSACTION READ WRITE", null)]
    [InlineData("EXPLAIN ANALYZE DELETE FROM kept", "query-denied")]
    [InlineData("COPY kept TO PROGRAM 'true'", null)]
    public async Task Execute_WhatNoGuardWouldAdmit_ChangesNothing(string sql, string? code)
    {
        await postgres.RunAsync("CREATE TABLE IF NOT EXISTS kept (a int); CREATE SEQUENCE IF NOT EXISTS counter; TRUNCATE kept; INSERT INTO kept VALUES (1)");

        if (code is null)
        {
            await Record.ExceptionAsync(() => Execute(sql));
        }
        else
        {
            (await Should.ThrowAsync<QueryFailedException>(() => Execute(sql))).Code.ShouldBe(code);
        }

        (await Execute("SELECT count(*), (SELECT count(*) FROM pg_largeobject_metadata), to_regclass('evil') FROM kept")).Rows[0].ShouldBe([1L, 0L, null]);
    }

    [Fact]
    public async Task Execute_SessionIsConfined_AndNothingOfItRemains()
    {
        await Execute("SELECT set_config('statement_timeout', '0', false), set_config('search_path', 'evil', false), pg_advisory_lock(42)");

        var result = await Execute(
            "SELECT current_setting('transaction_read_only'), current_setting('search_path'), current_setting('statement_timeout'), (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())");

        result.Rows[0].ShouldBe(["on", "pg_catalog, public", "30s", 0L]);
    }

    [Fact]
    public async Task Execute_SlowQuery_StopsAtTheTimeout()
    {
        var source = postgres.Source;
        var watch = Stopwatch.StartNew();
        var failure = await Should.ThrowAsync<QueryFailedException>(() => _executor.ExecuteAsync(
            source, Admitted.Postgres("SELECT pg_sleep(60)"), new ExecutionOptions { Timeout = TimeSpan.FromMilliseconds(200) }, Token));

        (failure.Code, failure.Kind).ShouldBe(("query-timeout", FaultKind.Timeout));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Execute_Cancelled_StopsAtOnce()
    {
        _ = postgres.Source;
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        cancellation.CancelAfter(TimeSpan.FromMilliseconds(300));

        await Should.ThrowAsync<OperationCanceledException>(() => _executor.ExecuteAsync(
            postgres.Source, Admitted.Postgres("SELECT pg_sleep(60)"), cancellationToken: cancellation.Token));
    }

    [Fact]
    public async Task Execute_InParallel_BeyondThePool_AllAnswer()
    {
        var source = postgres.Source;
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => _executor.ExecuteAsync(source, Admitted.Postgres($"SELECT {i}"), cancellationToken: Token)));

        results.Select(result => result.Rows[0][0]).ShouldBe(Enumerable.Range(0, 40).Select(i => (object)(long)i));
    }

    [Fact]
    public async Task Execute_Error_KeepsTheEnginesWordsAndHint()
    {
        await postgres.RunAsync("CREATE TABLE hinted (customer_name text)");

        var failure = await Should.ThrowAsync<QueryFailedException>(() => Execute("SELECT h.customer_nam FROM hinted h"));

        (failure.Code, failure.Kind).ShouldBe(("query-failed", FaultKind.BadRequest));
        failure.EngineMessage.ShouldBe("column h.customer_nam does not exist (Perhaps you meant to reference the column \"h.customer_name\".)");
    }

    [Fact]
    public async Task Explain_BindsWithoutRunning()
    {
        var plan = await _executor.ExplainAsync(postgres.Source, Admitted.Postgres("SELECT pg_sleep(60) FROM generate_series(1, 1000)"), cancellationToken: Token);

        plan.Text.ShouldContain("Function Scan");
        plan.EstimatedRows.ShouldBe(1000);
        plan.EstimatedCost!.Value.ShouldBeGreaterThan(0);
        (await Should.ThrowAsync<QueryFailedException>(() => _executor.ExplainAsync(postgres.Source, Admitted.Postgres("SELECT 1 FROM nowhere"), cancellationToken: Token)))
            .EngineMessage.ShouldBe("relation \"nowhere\" does not exist");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<QueryResult> Execute(string sql) => _executor.ExecuteAsync(postgres.Source, Admitted.Postgres(sql), cancellationToken: Token);
}
