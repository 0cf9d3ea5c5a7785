using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Schema;

public sealed class PostgresSchemaReaderTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly SchemaReader _reader = new();

    public async ValueTask InitializeAsync()
    {
        _ = postgres.Source;
        await postgres.RunAsync(
            """
            CREATE EXTENSION IF NOT EXISTS pg_trgm;
            DROP SCHEMA IF EXISTS sales CASCADE;
            DROP SCHEMA public CASCADE;
            CREATE SCHEMA public;
            CREATE SCHEMA sales;
            CREATE TYPE level AS ENUM ('gold', 'basic');
            CREATE DOMAIN cents AS bigint CHECK (VALUE >= 0);
            CREATE TABLE country (code char(2) PRIMARY KEY, name text NOT NULL UNIQUE);
            COMMENT ON TABLE country IS '国家 countries';
            COMMENT ON COLUMN country.name IS 'in English';
            CREATE TABLE sales.customer (
                id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, country char(2) REFERENCES country, "Level" level, paid cents, ratio numeric(5, 2), pieces numeric(10, 0),
                born date, seen timestamptz, active boolean, doc jsonb, "quo""ted" text);
            CREATE TABLE sales.visit (customer int, day date, PRIMARY KEY (customer, day), FOREIGN KEY (customer) REFERENCES sales.customer) PARTITION BY RANGE (day);
            CREATE TABLE sales.visit_2024 PARTITION OF sales.visit FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
            CREATE VIEW names AS SELECT name FROM country;
            CREATE VIEW slow AS SELECT pg_sleep(10)::text AS s;
            CREATE VIEW failing AS SELECT 1 / (SELECT 0 WHERE current_date IS NOT NULL) AS x;
            INSERT INTO country VALUES ('FR', 'France'), ('CN', '中国');
            INSERT INTO sales.customer (country, "Level", paid, ratio, pieces, born, seen, active, doc, "quo""ted") VALUES
                ('FR', 'gold', 5, 1.50, 3, '1990-01-01', '2024-01-01 10:00+00', true, '{}', 'a'), ('CN', 'gold', 6, 2.25, 4, '1991-01-01', NULL, false, NULL, 'b');
            INSERT INTO sales.visit VALUES (1, '2024-05-01');
            """);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Read_StructureOfAllSchemas()
    {
        var schema = await _reader.ReadAsync(postgres.Source, new SchemaReadOptions { ViewTimeLimit = TimeSpan.FromMilliseconds(200) }, Token);

        schema.Tables.Select(table => (table.Schema, table.Name, table.IsView)).ShouldBe([
            (null, "country", false), (null, "names", true), (null, "slow", true), (null, "failing", true), ("sales", "customer", false), ("sales", "visit", false),
        ]);
        var country = schema.Tables[0];
        (country.Comment, country.Columns[1].Comment, country.RowCount).ShouldBe(("国家 countries", "in English", 2));
        country.Columns[1].ShouldSatisfyAllConditions(
            column => column.IsUnique.ShouldBeTrue(),
            column => column.Nullable.ShouldBeFalse(),
            column => column.DeclaredType.ShouldBe("text"));
        var customer = schema.Tables[4];
        customer.Columns.Select(column => (column.Name, column.Type)).ShouldBe([
            ("id", ColumnType.Integer), ("country", ColumnType.Text), ("Level", ColumnType.Text), ("paid", ColumnType.Integer), ("ratio", ColumnType.Number),
            ("pieces", ColumnType.Integer), ("born", ColumnType.Date), ("seen", ColumnType.Timestamp), ("active", ColumnType.Boolean), ("doc", ColumnType.Json), ("quo\"ted", ColumnType.Text),
        ]);
        var key = customer.ForeignKeys.ShouldHaveSingleItem();
        (key.Columns[0], key.ReferencedSchema, key.ReferencedTable, key.ReferencedColumns[0]).ShouldBe(("country", null, "country", "code"));
        schema.Tables[5].PrimaryKey.ShouldBe(["customer", "day"]);
        schema.Tables[5].ForeignKeys.ShouldHaveSingleItem().ReferencedSchema.ShouldBe("sales");
        schema.Tables[2].RowCount.ShouldBeNull();
    }

    [Fact]
    public async Task Read_ProfilesValues()
    {
        var schema = await _reader.ReadAsync(postgres.Source, new SchemaReadOptions { ViewTimeLimit = TimeSpan.FromMilliseconds(200) }, Token);

        var columns = schema.Tables[4].Columns.ToDictionary(column => column.Name, column => column.Profile);
        columns["Level"].Values.ShouldBe(["gold"]);
        (columns["ratio"].Min, columns["ratio"].Max).ShouldBe(("1.5", "2.25"));
        (columns["born"].Min, columns["born"].Max).ShouldBe(("1990-01-01", "1991-01-01"));
        (columns["seen"].NullCount, columns["seen"].DistinctCount).ShouldBe((1, 1));
        columns["active"].Values.ShouldBe(["false", "true"], ignoreOrder: true);
        columns["doc"].Values.ShouldBeEmpty();
        schema.Tables[1].Columns[0].Profile.Values.ShouldBe(["France", "中国"], ignoreOrder: true);
    }

    [Fact]
    public async Task Read_LargeTable_IsSampled()
    {
        await postgres.RunAsync("CREATE TABLE big AS SELECT n, n % 7 AS k FROM generate_series(1, 50000) n; ANALYZE big");

        var table = (await _reader.ReadAsync(postgres.Source, new SchemaReadOptions { MaxRows = 1000, ViewTimeLimit = TimeSpan.FromMilliseconds(50) }, Token)).Tables.Single(found => found.Name == "big");

        table.RowCount.ShouldBe(50_000);
        table.Columns[1].Profile.Values.Order().ShouldBe(["0", "1", "2", "3", "4", "5", "6"]);
        table.Columns[1].Profile.DistinctCount.ShouldBeNull();
    }

    [Fact]
    public async Task Read_ShowsOnlyWhatTheRoleMaySelect()
    {
        await postgres.RunAsync(
            """
            DO $$ BEGIN CREATE ROLE memori_reader LOGIN PASSWORD 'reader'; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
            GRANT USAGE ON SCHEMA public, sales TO memori_reader;
            GRANT SELECT (id, born) ON sales.customer TO memori_reader;
            """);

        var schema = await _reader.ReadAsync(postgres.As("memori_reader", "reader"), cancellationToken: Token);

        var table = schema.Tables.ShouldHaveSingleItem();
        table.Columns.Select(column => column.Name).ShouldBe(["id", "born"]);
        table.ForeignKeys.ShouldBeEmpty();
        table.Columns[1].Profile.DistinctCount.ShouldBe(2);
        await postgres.RunAsync("DROP OWNED BY memori_reader");
    }

    [Fact]
    public async Task Fingerprint_ChangesWithStructureNotData()
    {
        var first = await _reader.FingerprintAsync(postgres.Source, Token);
        await postgres.RunAsync("INSERT INTO country VALUES ('IT', 'Italy')");
        (await _reader.FingerprintAsync(postgres.Source, Token)).ShouldBe(first);

        await postgres.RunAsync("COMMENT ON COLUMN country.code IS 'two letters'");
        (await _reader.FingerprintAsync(postgres.Source, Token)).ShouldNotBe(first);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
