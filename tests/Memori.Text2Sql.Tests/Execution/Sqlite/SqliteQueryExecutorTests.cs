using System.Diagnostics;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.Tests.Execution.Sqlite;

public sealed class SqliteQueryExecutorTests : IDisposable
{
    private const string Bomb = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c AS a, c AS b";

    private readonly TemporaryDirectory _directory = new();
    private readonly QueryExecutor _executor = new();
    private readonly DataSource _source;

    public SqliteQueryExecutorTests() => _source = SqliteFile.Create(
        _directory.File("shop.db"),
        """
        CREATE TABLE product (id INTEGER PRIMARY KEY, name TEXT, price REAL, active BOOLEAN, added DATE);
        INSERT INTO product VALUES (1, '茶', 2.5, 1, '2024-01-01'), (2, 'Tea', 3, 0, '2024-02-01'), (3, NULL, NULL, NULL, NULL);
        CREATE VIEW upper_names AS SELECT upper(name) AS name FROM product;
        CREATE VIRTUAL TABLE words USING fts5(body);
        INSERT INTO words VALUES ('green tea');
        """);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Execute_TypesColumnsAndValues()
    {
        var result = await Execute("SELECT *, price * 2 AS twice, date(added) AS d, x'01' AS b FROM product ORDER BY id", "date");

        result.Columns.ShouldBe([
            new("id", "integer"), new("name", "text"), new("price", "number"), new("active", "boolean"), new("added", "date"),
            new("twice", "number"), new("d", "date"), new("b", "blob"),
        ]);
        result.Rows[0].ShouldBe(new object?[] { 1L, "茶", 2.5, true, "2024-01-01", 5.0, "2024-01-01", new byte[] { 1 } });
        result.Rows[2].Take(7).ShouldBe([3L, null, null, null, null, null, null]);
        result.Truncated.ShouldBeFalse();
    }

    [Fact]
    public async Task Execute_MoreRowsThanLimit_IsTruncated()
    {
        var result = await _executor.ExecuteAsync(_source, Admitted.Sqlite("SELECT id FROM product", rowLimit: 2), cancellationToken: Token);

        result.Rows.Count.ShouldBe(2);
        result.Truncated.ShouldBeTrue();
    }

    [Fact]
    public async Task Execute_MoreBytesThanLimit_IsTruncated()
    {
        var result = await _executor.ExecuteAsync(
            _source, Admitted.Sqlite("SELECT printf('%.1000c', 'x') FROM product", functions: "printf"), new ExecutionOptions { MaxBytes = 1_500 }, Token);

        result.Rows.Count.ShouldBe(1);
        result.Truncated.ShouldBeTrue();
    }

    [Fact]
    public async Task Execute_OneRowLargerThanAllowed_IsRefused()
    {
        var failure = await Should.ThrowAsync<QueryFailedException>(() => _executor.ExecuteAsync(
            _source, Admitted.Sqlite("SELECT 1, printf('%.1000c', 'x')", functions: "printf"), new ExecutionOptions { MaxBytes = 500 }, Token));

        failure.Code.ShouldBe("query-too-large");
    }

    [Fact]
    public async Task Execute_ARowOfManyLongColumns_DoesNotEatTheMachine()
    {
        var column = string.Concat(Enumerable.Repeat("hex(", 15)) + "zeroblob(1000)" + new string(')', 15);
        var sql = $"WITH t AS MATERIALIZED (SELECT {column} AS x) SELECT {string.Join(", ", Enumerable.Range(0, 100).Select(i => $"x || '{i}'"))} FROM t";

        var failure = await Should.ThrowAsync<QueryFailedException>(
            () => _executor.ExecuteAsync(_source, Admitted.Sqlite(sql, functions: ["hex", "zeroblob"]), cancellationToken: Token));

        failure.EngineMessage.ShouldContain("out of memory");
    }

    [Theory]
    [InlineData("ATTACH 'other.db' AS o")]
    [InlineData("VACUUM INTO 'copy.db'")]
    [InlineData("PRAGMA query_only = 0")]
    [InlineData("PRAGMA table_info(product)")]
    [InlineData("BEGIN")]
    [InlineData("DELETE FROM product")]
    [InlineData("CREATE TEMP TABLE t(a)")]
    [InlineData("SELECT load_extension('x')")]
    [InlineData("SELECT upper(name) FROM product")]
    [InlineData("SELECT name FROM product WHERE id IN (SELECT abs(-1))")]
    [InlineData("SELECT * FROM sqlite_master")]
    [InlineData("SELECT * FROM sqlite_schema")]
    [InlineData("SELECT * FROM pragma_table_info('product')")]
    [InlineData("SELECT * FROM pragma_function_list")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("")]
    [InlineData("-- nothing")]
    public async Task Execute_WhatNoGuardWouldAdmit_IsDenied(string sql)
    {
        var failure = await Should.ThrowAsync<QueryFailedException>(() => Execute(sql));

        failure.Code.ShouldBe("query-denied");
        failure.Kind.ShouldBe(FaultKind.Refused);
        Directory.GetFiles(_directory.Path).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("SELECT count(*) FROM product WHERE name LIKE 'T%' OR name GLOB 'T*'", "count")]
    [InlineData("SELECT CURRENT_DATE, '{\"a\":1}' ->> 'a'")]
    [InlineData("SELECT name FROM upper_names")]
    [InlineData("SELECT body FROM words WHERE words MATCH 'tea'")]
    [InlineData("SELECT value FROM json_each('[1,2]')")]
    [InlineData("SELECT row_number() OVER (ORDER BY price) FROM product", "row_number")]
    public async Task Execute_HonestQueries_Run(string sql, params string[] functions) =>
        (await Execute(sql, functions)).Rows.ShouldNotBeEmpty();

    [Theory]
    [InlineData("CREATE VIEW v AS SELECT load_extension('evil') AS x")]
    [InlineData("CREATE VIEW v AS SELECT fts3_tokenizer('simple') AS x")]
    [InlineData("CREATE VIEW v AS SELECT name AS x FROM sqlite_master")]
    [InlineData("CREATE VIEW v AS SELECT name AS x FROM pragma_database_list")]
    public async Task Execute_HostileView_IsStopped(string script)
    {
        var source = SqliteFile.Create(_directory.File("hostile.db"), script);

        await Should.ThrowAsync<QueryFailedException>(() => _executor.ExecuteAsync(source, Admitted.Sqlite("SELECT x FROM v"), cancellationToken: Token));
    }

    [Fact]
    public async Task Execute_HugeValue_IsStopped() =>
        (await Should.ThrowAsync<QueryFailedException>(() => Execute("SELECT zeroblob(1000000000)", "zeroblob"))).EngineMessage.ShouldBe("string or blob too big");

    [Fact]
    public async Task Execute_FileLockedByAWriter_WaitsThenSaysSo()
    {
        await using var writer = new SqliteConnection($"Data Source={_directory.File("shop.db")};Pooling=False");
        await writer.OpenAsync(Token);
        await using var begin = writer.CreateCommand();
        begin.CommandText = "BEGIN EXCLUSIVE";
        await begin.ExecuteNonQueryAsync(Token);

        var failure = await Should.ThrowAsync<MemoriException>(() => _executor.ExecuteAsync(
            _source, Admitted.Sqlite("SELECT 1 FROM product"), new ExecutionOptions { Timeout = TimeSpan.FromMilliseconds(300) }, Token));

        failure.Code.ShouldBe("datasource-busy");
    }

    [Fact]
    public async Task Execute_Error_KeepsTheEnginesWords()
    {
        var failure = await Should.ThrowAsync<QueryFailedException>(() => Execute("SELECT nam FROM product"));

        (failure.Code, failure.Kind).ShouldBe(("query-failed", FaultKind.BadRequest));
        failure.EngineMessage.ShouldBe("no such column: nam");
    }

    [Fact]
    public async Task Execute_CrossJoinBomb_StopsAtTheTimeout()
    {
        var watch = Stopwatch.StartNew();
        var failure = await Should.ThrowAsync<QueryFailedException>(() => _executor.ExecuteAsync(
            _source, Admitted.Sqlite(Bomb, functions: "count"), new ExecutionOptions { Timeout = TimeSpan.FromMilliseconds(200) }, Token));

        (failure.Code, failure.Kind).ShouldBe(("query-timeout", FaultKind.Timeout));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Execute_Cancelled_StopsAtOnce()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        cancellation.CancelAfter(TimeSpan.FromMilliseconds(100));

        await Should.ThrowAsync<OperationCanceledException>(() => _executor.ExecuteAsync(
            _source, Admitted.Sqlite(Bomb, functions: "count"), cancellationToken: cancellation.Token));
    }

    [Fact]
    public async Task Execute_InParallel_KeepsAllowListsApart()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), Token, async (i, _) =>
        {
            if (i % 2 == 0)
            {
                (await Execute("SELECT upper(name) FROM product", "upper")).Rows.Count.ShouldBe(3);
            }
            else
            {
                (await Should.ThrowAsync<QueryFailedException>(() => Execute("SELECT upper(name) FROM product"))).Code.ShouldBe("query-denied");
            }
        });
    }

    [Fact]
    public async Task Execute_InvalidUtf8AndInfinity_AreReadable()
    {
        var result = await Execute("SELECT CAST(x'61ff' AS TEXT), 9e999, -9e999");

        result.Rows[0].ShouldBe(["a\ufffd", "Infinity", "-Infinity"]);
    }

    [Fact]
    public async Task Explain_BindsWithoutRunning()
    {
        var plan = await _executor.ExplainAsync(_source, Admitted.Sqlite(Bomb, functions: "count"), cancellationToken: Token);
        plan.Text.ShouldContain("SCAN");

        var failure = await Should.ThrowAsync<QueryFailedException>(() => _executor.ExplainAsync(_source, Admitted.Sqlite("SELECT 1 FROM nowhere"), cancellationToken: Token));
        failure.EngineMessage.ShouldBe("no such table: nowhere");
    }

    [Fact]
    public async Task Execute_NotADatabase_SaysSo()
    {
        await File.WriteAllTextAsync(_directory.File("text.db"), new string('x', 5000), Token);

        var failure = await Should.ThrowAsync<MemoriException>(() => _executor.ExecuteAsync(
            SqliteFile.Source(_directory.File("text.db")), Admitted.Sqlite("SELECT 1 FROM t"), cancellationToken: Token));
        failure.Code.ShouldBe("datasource-not-a-database");
    }

    [Fact]
    public async Task Execute_MissingFile_SaysSo()
    {
        var failure = await Should.ThrowAsync<MemoriException>(() => _executor.ExecuteAsync(
            SqliteFile.Source(_directory.File("missing.db")), Admitted.Sqlite("SELECT 1"), cancellationToken: Token));
        (failure.Code, failure.Kind).ShouldBe(("datasource-not-found", FaultKind.NotFound));
        File.Exists(_directory.File("missing.db")).ShouldBeFalse();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<QueryResult> Execute(string sql, params string[] functions) =>
        _executor.ExecuteAsync(_source, Admitted.Sqlite(sql, functions: functions), cancellationToken: Token);
}
