using System.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Annotations;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Schema.Annotations;

public sealed class AnnotatedSchemaTests : IAsyncLifetime
{
    private const string Shop =
        """
        CREATE TABLE Customers (id INTEGER PRIMARY KEY, Email TEXT /* mail */, city TEXT, status INTEGER);
        INSERT INTO Customers VALUES (1, 'canary-ann@example.com', 'Paris', 1), (2, 'canary-bo@example.com', 'Rome', 0);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES Customers, amount NUMERIC, note TEXT);
        INSERT INTO orders VALUES (1, 1, 10.5, 'canary-note');
        """;

    private SourceHost _host = null!;
    private DataSource _source = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SourceHost.StartAsync();
        SqliteFile.Create(_host.File("shop.db"), Shop);
        _source = await _host.Catalog.RegisterAsync(_host.File("shop.db"), Token);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task WhatIsSaid_BecomesPartOfTheSchema_AlsoAfterARestart()
    {
        await Annotate("""
            tables:
              - table: customers
                description: People who buy
                synonyms: [clients, 客户]
                columns:
                  - {column: EMAIL, description: Address for letters, synonyms: [mail], values: local}
            glossary:
              - term: active customer
                synonyms: [活跃客户]
                definition: Bought something lately
                definition_zh: 近期有购买
                table: customers
                sql: "status = 1 -- always"
              - {term: revenue, kind: metric, definition: What was paid, table: orders, sql: sum(amount)}
            """);
        foreach (var restart in new[] { false, true })
        {
            if (restart)
            {
                _host.Restart();
            }

            var schema = await Schema();
            var table = schema.Tables.Single(t => t.Name == "Customers");
            table.Comment.ShouldBe("People who buy");
            table.Synonyms.ShouldBe(["clients", "客户"]);
            var email = table.Columns.Single(c => c.Name == "Email");
            email.Comment.ShouldBe("Address for letters\nmail");
            email.Synonyms.ShouldBe(["mail"]);
            email.Values.ShouldBe(ValueVisibility.Local);
            email.Profile.Values.ShouldContain("canary-ann@example.com");
            table.Columns.Single(c => c.Name == "city").Values.ShouldBe(ValueVisibility.Full);
            schema.Glossary.Select(term => (term.Term, term.Table, term.Sql)).ShouldBe([("active customer", "Customers", "status = 1"), ("revenue", "orders", "sum(amount)")]);
        }

        (await Schema()).ShouldBeSameAs(await Schema());
    }

    [Fact]
    public async Task ValuesThatMayNotBeRead_AreNotRead_AndWhatWasReadIsGone()
    {
        (await Schema()).Tables[0].Columns[1].Profile.Values.Count.ShouldBe(2);
        await Annotate("""
            tables:
              - table: Customers
                columns: [{column: Email, values: none}]
              - table: orders
                values: none
                columns: [{column: amount, values: full}]
            """);

        Stored().ShouldNotContain("canary");
        var schema = await Schema();
        Stored().ShouldNotContain("canary");
        schema.Tables[0].Columns[1].Profile.ShouldBe(ColumnProfile.Empty);
        schema.Tables[0].Columns[2].Profile.Values.ShouldBe(["Paris", "Rome"]);
        schema.Tables[1].Columns.Select(c => (c.Name, c.Values, c.Profile.Values.Count)).ShouldBe(
            [("id", ValueVisibility.None, 0), ("customer_id", ValueVisibility.None, 0), ("amount", ValueVisibility.Full, 1), ("note", ValueVisibility.None, 0)]);
        schema.Tables[1].RowCount.ShouldBe(1);

        await Annotate("{}");
        (await Schema()).Tables[0].Columns[1].Profile.Values.Count.ShouldBe(2);
    }

    [Fact]
    public async Task ValuesOfTheWholeDatasource_AndTheirNumber_CanBeLimited()
    {
        await Annotate("values: none\nmax_values: 1\ntables:\n  - table: Customers\n    values: local\n");

        var schema = await Schema();

        schema.Tables[0].Columns.ShouldAllBe(c => c.Values == ValueVisibility.Local && c.Profile.Values.Count == 1);
        schema.Tables[1].Columns.ShouldAllBe(c => c.Values == ValueVisibility.None && c.Profile == ColumnProfile.Empty);
    }

    [Theory]
    [InlineData("tables: [{table: nothing}]", "nothing")]
    [InlineData("tables: [{table: Customers, columns: [{column: emial}]}]", "emial")]
    [InlineData("tables: [{table: Customers}, {table: Customers}]", "twice")]
    [InlineData("glossary: [{term: t, definition: d, sql: a = 1}]", "needs the table")]
    [InlineData("glossary: [{term: t, definition: d, table: nothing}]", "nothing")]
    [InlineData("glossary: [{term: t, table: orders}]", "needs a definition")]
    [InlineData("glossary: [{term: t, definition: d}, {term: t, definition: d}]", "twice")]
    [InlineData("max_values: -1", "max_values")]
    [InlineData("values: public", "$.values")]
    [InlineData("valeus: none", "$")]
    [InlineData("tables: [{table: Customers, synonyms: ['']}]", "empty")]
    [InlineData("tables: [{table: Customers, description: \"a\\u001bb\"}]", "control")]
    public async Task WhatDoesNotFit_IsRefusedByName(string yaml, string named)
    {
        await Annotate("tables: [{table: orders, description: before}]");

        var failure = await Should.ThrowAsync<MemoriException>(() => Annotate(yaml));

        failure.Code.ShouldBe("invalid-annotations");
        failure.Text.English.ShouldContain(named);
        (await _host.Schemas.AnnotationsAsync(_source.Id, Token)).Tables[0].Description.ShouldBe("before");
    }

    [Theory]
    [InlineData("1 FROM Customers UNION SELECT Email")]
    [InlineData("1 FROM orders; DELETE FROM orders")]
    [InlineData("1, note")]
    [InlineData("1 AS x")]
    [InlineData("*")]
    [InlineData("load_extension('x')")]
    [InlineData("no_such_column = 1")]
    [InlineData("Customers.Email")]
    [InlineData("1 LIMIT 1")]
    [InlineData("1 WHERE 1 = 1")]
    [InlineData("(SELECT sql FROM sqlite_schema)")]
    [InlineData("1 /* open")]
    [InlineData("")]
    public async Task TermsAreSingleExpressionsThatTheGuardAdmits(string sql)
    {
        foreach (var kind in Enum.GetValues<GlossaryKind>())
        {
            var annotations = new SchemaAnnotations { Glossary = [new GlossaryTerm { Term = "t", Definition = "d", Kind = kind, Table = "orders", Sql = sql }] };

            (await Should.ThrowAsync<MemoriException>(() => _host.Schemas.AnnotateAsync(_source, annotations, Token))).Code.ShouldBe("invalid-annotations");
        }
    }

    [Fact]
    public async Task Drift_MakesWhatFitsNoMore_Inert_AndReportsIt()
    {
        await Annotate("""
            tables: [{table: orders, columns: [{column: note, synonyms: [remark]}]}]
            glossary:
              - {term: with note, definition: Has a note, table: orders, sql: note IS NOT NULL}
              - {term: big, definition: Expensive, table: orders, sql: amount > 100}
            """);
        SqliteFile.Create(_host.File("shop.db"), "ALTER TABLE orders DROP COLUMN note");

        (await Schema()).Glossary.Select(term => term.Term).ShouldBe(["big"]);
        var sync = await _host.Schemas.SyncAsync(_source, Token);

        sync.Issues.Select(issue => (issue.Subject, issue.Code)).ShouldBe([("column orders.note", "no-such-column"), ("term with note", "term-does-not-fit")]);
        sync.Issues.ShouldAllBe(issue => issue.Message.Chinese.Length > 0);
    }

    [Fact]
    public async Task AnotherProcess_SeesTheChange()
    {
        var other = new SchemaCatalog(_host.State, new SchemaReader(), _host.Time);
        (await other.GetAsync(_source, Token)).Schema.Tables[0].Synonyms.ShouldBeEmpty();

        await Annotate("tables: [{table: Customers, synonyms: [buyers]}]");

        (await other.GetAsync(_source, Token)).Schema.Tables[0].Synonyms.ShouldBe(["buyers"]);
    }

    private string Stored()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_host.StateFile};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT document FROM datasource_schema WHERE datasource_id = 2";
        using var zip = new System.IO.Compression.GZipStream(new MemoryStream((byte[])command.ExecuteScalar()!), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(zip, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private async Task<DatabaseSchema> Schema() => (await _host.Schemas.GetAsync(_source, Token)).Schema;

    private Task<SchemaAnnotations> Annotate(string yaml) => _host.Schemas.AnnotateAsync(_source, AnnotationYaml.Read(yaml), Token);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
