using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Schema;

public sealed class SqliteSchemaReaderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Read_Structure_InDatabaseOrder()
    {
        var schema = await Read(
            """
            CREATE TABLE country (code TEXT PRIMARY KEY, name VARCHAR(40) NOT NULL UNIQUE);
            CREATE TABLE city (id INTEGER PRIMARY KEY, Country_Code TEXT REFERENCES COUNTRY, population INT, gone INT REFERENCES nowhere(id));
            CREATE TABLE visit (a INT, b INT, "on" DATE, PRIMARY KEY (b, a), FOREIGN KEY (a) REFERENCES city(ID), FOREIGN KEY (b) REFERENCES city(id));
            CREATE VIEW big AS SELECT name FROM country;
            CREATE VIEW broken AS SELECT x FROM missing;
            INSERT INTO country VALUES ('FR', 'France'), ('CN', '中国');
            """);

        schema.Tables.Select(table => table.Name).ShouldBe(["country", "city", "visit", "big"]);
        schema.Tables[0].PrimaryKey.ShouldBe(["code"]);
        schema.Tables[0].RowCount.ShouldBe(2);
        schema.Tables[0].Columns[1].ShouldSatisfyAllConditions(
            column => column.IsUnique.ShouldBeTrue(),
            column => column.Nullable.ShouldBeFalse(),
            column => column.DeclaredType.ShouldBe("VARCHAR(40)"),
            column => column.Profile.Values.ShouldBe(["France", "中国"], ignoreOrder: true),
            column => column.Profile.DistinctCount.ShouldBe(2));
        var key = schema.Tables[1].ForeignKeys.ShouldHaveSingleItem();
        (key.Columns[0], key.ReferencedTable, key.ReferencedColumns[0]).ShouldBe(("Country_Code", "country", "code"));
        schema.Tables[2].PrimaryKey.ShouldBe(["b", "a"]);
        schema.Tables[2].ForeignKeys.Select(found => found.Columns[0]).ShouldBe(["a", "b"]);
        schema.Tables[3].IsView.ShouldBeTrue();
        schema.Tables[3].RowCount.ShouldBe(2);
    }

    [Fact]
    public async Task Read_Types_FromDeclarationAndValues()
    {
        var schema = await Read(
            """
            CREATE TABLE t (day TEXT, moment DATETIME, clock TEXT, flag BOOLEAN, letter BOOL, code TEXT, year DATE, price NUMERIC, whole NUMBER(10), bare, data BLOB, doc JSON, mixed TEXT);
            INSERT INTO t VALUES ('2024-01-31', '2024-01-31 10:00:00', '10:30', 1, 'T', '007', 1999, 2.5, 3, 7, x'00', '{}', '2024-01-31'),
                                 ('2024-02-01', '2024-02-01T10:00:00.5Z', '23:59:59', 0, 'F', '008', 2000, 3, 4, 8, x'01', '[]', 'soon'),
                                 (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '');
            """);

        var columns = schema.Tables[0].Columns.ToDictionary(column => column.Name);
        columns.ToDictionary(pair => pair.Key, pair => pair.Value.Type).ShouldBe(new Dictionary<string, ColumnType>
        {
            ["day"] = ColumnType.Date,
            ["moment"] = ColumnType.Timestamp,
            ["clock"] = ColumnType.Time,
            ["flag"] = ColumnType.Boolean,
            ["letter"] = ColumnType.Text,
            ["code"] = ColumnType.Text,
            ["year"] = ColumnType.Integer,
            ["price"] = ColumnType.Number,
            ["whole"] = ColumnType.Integer,
            ["bare"] = ColumnType.Integer,
            ["data"] = ColumnType.Blob,
            ["doc"] = ColumnType.Json,
            ["mixed"] = ColumnType.Text,
        }, ignoreOrder: true);
        (columns["day"].Profile.Min, columns["day"].Profile.Max, columns["day"].Profile.NullCount).ShouldBe(("2024-01-31", "2024-02-01", 1));
        (columns["price"].Profile.Min, columns["price"].Profile.Max).ShouldBe(("2.5", "3"));
    }

    [Fact]
    public async Task Read_Comments_BelongWhereAReaderWouldPutThem()
    {
        var schema = await Read(
            """
            CREATE TABLE orders ( -- 订单 orders of the shop
                id INTEGER PRIMARY KEY, -- the number
                /* who bought,
                   if known */
                customer INTEGER,
                status /* open or done */ TEXT DEFAULT '-- no comment', amount DECIMAL(10, 2), -- 金额
                -- nothing follows but a key
                PRIMARY KEY (id)
            )
            """.Replace("id INTEGER PRIMARY KEY", "id INTEGER", StringComparison.Ordinal));

        schema.Tables[0].Comment.ShouldBe("订单 orders of the shop");
        schema.Tables[0].Columns.Select(column => column.Comment).ShouldBe(["the number", "who bought, if known", "open or done", "金额"]);
    }

    [Theory]
    [InlineData("CREATE TABLE t (\n-- the table\na INT, -- first\nb INT -- second\n)", "the table", "first", "second")]
    [InlineData("CREATE TABLE t (\n-- first\na INT,\n-- second\nb INT)", null, "first", "second")]
    [InlineData("CREATE TABLE t /* the table */ (a INT /* first */, b INT)", "the table", "first", null)]
    [InlineData("CREATE TABLE t (a INT, -- first\nb INT -- second\n, CHECK (a > 0 /* not of b */))", null, "first", "second")]
    public async Task Read_Comments_InUsualLayouts(string script, string? table, string? first, string? second)
    {
        var found = (await Read(script)).Tables[0];

        (found.Comment, found.Columns[0].Comment, found.Columns[1].Comment).ShouldBe((table, first, second));
    }

    [Fact]
    public async Task Read_Values_MostFrequentFirstWithinCaps()
    {
        var schema = await Read(
            """
            CREATE TABLE t (v TEXT);
            INSERT INTO t VALUES ('b'), ('a'), ('b'), ('c'), ('a'), ('b'), (printf('%.200c', 'x')), (CAST(x'ff41' AS TEXT));
            """,
            new SchemaReadOptions { MaxValues = 2 });

        schema.Tables[0].Columns[0].Profile.Values.ShouldBe(["b", "a"]);
        schema.Tables[0].Columns[0].Profile.DistinctCount.ShouldBe(5);
    }

    [Fact]
    public async Task Read_ManyRows_LooksAtBothEnds()
    {
        var schema = await Read(
            """
            CREATE TABLE t (n INTEGER);
            WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000) INSERT INTO t SELECT n FROM c;
            """,
            new SchemaReadOptions { MaxRows = 100 });

        var profile = schema.Tables[0].Columns[0].Profile;
        schema.Tables[0].RowCount.ShouldBe(1000);
        (profile.Min, profile.Max, profile.DistinctCount, profile.NullCount).ShouldBe(("1", "1000", null, null));
    }

    [Fact]
    public async Task Read_EndlessView_StopsAtItsTimeLimit()
    {
        var schema = await Read(
            "CREATE VIEW endless AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) AS n FROM c",
            new SchemaReadOptions { ViewTimeLimit = TimeSpan.FromMilliseconds(50) });

        schema.Tables[0].RowCount.ShouldBeNull();
        schema.Tables[0].Columns[0].Name.ShouldBe("n");
    }

    [Fact]
    public async Task Read_Hash_ChangesWithStructureNotData()
    {
        var path = _directory.File("hash.db");
        var reader = new SchemaReader();
        var first = await reader.ReadAsync(SqliteFile.Create(path, "CREATE TABLE t (a INT)"), cancellationToken: TestContext.Current.CancellationToken);
        var second = await reader.ReadAsync(SqliteFile.Create(path, "INSERT INTO t VALUES (1)"), cancellationToken: TestContext.Current.CancellationToken);
        var third = await reader.ReadAsync(SqliteFile.Create(path, "ALTER TABLE t ADD COLUMN b TEXT"), cancellationToken: TestContext.Current.CancellationToken);

        second.Hash.ShouldBe(first.Hash);
        third.Hash.ShouldNotBe(first.Hash);
    }

    [Theory]
    [InlineData("CREATE TABLE t(a,b); INSERT INTO t VALUES (1, 2)")]
    [InlineData("PRAGMA encoding = 'UTF-16'; CREATE TABLE t(a TEXT); INSERT INTO t VALUES ('中文')")]
    [InlineData("CREATE TABLE [odd name \"\" --](\"a\"\"b\" TEXT, 'it''s' INT, [x y] INT) --")]
    [InlineData("CREATE TABLE t AS SELECT 1 AS 'a b', 2")]
    [InlineData("CREATE VIRTUAL TABLE f USING fts5(title, body); INSERT INTO f VALUES ('a', 'b')")]
    [InlineData("CREATE TABLE w(k TEXT PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO w VALUES ('a', NULL)")]
    [InlineData("CREATE TABLE g(a INT, b INT GENERATED ALWAYS AS (a + 1)); INSERT INTO g VALUES (1)")]
    public async Task Read_OddSchemas_GiveATable(string script) =>
        (await Read(script)).Tables.ShouldHaveSingleItem().Columns.ShouldNotBeEmpty();

    private Task<DatabaseSchema> Read(string script, SchemaReadOptions? options = null) =>
        new SchemaReader().ReadAsync(SqliteFile.Create(_directory.File("test.db"), script), options, TestContext.Current.CancellationToken);
}
