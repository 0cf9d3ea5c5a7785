using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Tests.Sql.Binding;

public sealed class SqlBinderTests
{
    public static TheoryData<string, string, string> Columns => Read("columns.tsv");

    public static TheoryData<string, string, string> Refused => Read("refused.tsv");

    [Theory]
    [MemberData(nameof(Columns))]
    public void Bind_Query_GivesTheColumns(string dialects, string sql, string columns)
    {
        foreach (var dialect in SqlParserTests.Dialects(dialects))
        {
            var bound = SqlBinder.Bind(SqlParser.Parse(sql, dialect), Shop(dialect));
            string.Join(", ", bound.Columns.Select(Show)).ShouldBe(columns, $"{dialect.Name}: {sql}");
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Bind_NameThatMeansNothing_RefusedWithRulePositionAndSuggestion(string dialects, string marked, string expected)
    {
        var sql = marked.Replace("¦", "", StringComparison.Ordinal);
        foreach (var dialect in SqlParserTests.Dialects(dialects))
        {
            var refusal = Should.Throw<SqlBindingException>(() => SqlBinder.Bind(SqlParser.Parse(sql, dialect), Shop(dialect)), $"{dialect.Name}: {sql}");
            $"{refusal.Rule} {refusal.Suggestion}".Trim().ShouldBe(expected, $"{dialect.Name}: {sql}");
            refusal.Position.ShouldBe(marked.IndexOf('¦', StringComparison.Ordinal), $"{dialect.Name}: {sql}");
            refusal.Text.English.ShouldNotBe(refusal.Text.Chinese);
        }
    }

    [Fact]
    public void Bind_UnknownColumn_SaysWhereAndWhatIsNear()
    {
        var refusal = Should.Throw<SqlBindingException>(() => Bind("SELECT o.custmer_id FROM orders AS o"));
        refusal.Text.English.ShouldBe("There is no column 'custmer_id' in o; did you mean 'customer_id'?");
        refusal.Text.Chinese.ShouldBe("o 中没有列“custmer_id”,是否应为“customer_id”?");
        Should.Throw<SqlBindingException>(() => Bind("SELECT total FROM customers")).Text.English
            .ShouldBe("There is no column 'total' in the tables of this query; orders has one, but FROM does not read it.");
    }

    [Fact]
    public void BindingOf_CorrelatedName_TellsSourceAndLevel()
    {
        var query = SqlParser.Parse("SELECT name FROM customers AS c WHERE EXISTS (SELECT 1 FROM orders WHERE customer_id = c.id)", SqlDialect.Postgres);
        var bound = SqlBinder.Bind(query, Shop(SqlDialect.Postgres));
        var from = ((Select)query.Body).From!;
        var inner = (Select)((Exists)((Select)query.Body).Where!).Query.Body;
        var (own, outer) = ((ColumnName)((Binary)inner.Where!).Left, (ColumnName)((Binary)inner.Where!).Right);
        bound.BindingOf(own).ShouldBe(new ColumnBinding(bound.BindingOf(own)!.Column, inner.From, 0));
        bound.BindingOf(outer)!.Source.ShouldBeSameAs(from);
        bound.BindingOf(outer)!.Level.ShouldBe(1);
        bound.BindingOf(outer)!.Column.Column!.Name.ShouldBe("id");
        bound.TableOf((TableName)from)!.Name.ShouldBe("customers");
        bound.Tables.Select(table => table.Name).ShouldBe(["customers", "orders"]);
        bound.TypeOf(((Select)query.Body).Where!).ShouldBe(ColumnType.Boolean);
    }

    [Fact]
    public void TableOf_CommonTable_IsNull()
    {
        var query = SqlParser.Parse("WITH orders AS (SELECT 1 AS n) SELECT n FROM orders", SqlDialect.Postgres);
        var bound = SqlBinder.Bind(query, Shop(SqlDialect.Postgres));
        bound.TableOf((TableName)((Select)query.Body).From!).ShouldBeNull();
        bound.ColumnsOf(((Select)query.Body).From!).Select(column => column.Name).ShouldBe(["n"]);
        bound.Tables.ShouldBeEmpty();
        bound.Reads.ShouldBeEmpty();
    }

    [Fact]
    public void Bind_StarsOfStars_EndAtTheLimit()
    {
        var sql = "WITH c0 AS (SELECT * FROM orders)" + string.Concat(Enumerable.Range(1, 60).Select(i => $", c{i} AS (SELECT a.*, b.* FROM c{i - 1} a, c{i - 1} b)")) + " SELECT 1 FROM c60";
        Should.Throw<SqlBindingException>(() => Bind(sql)).Rule.ShouldBe("too-many-columns");
    }

    [Fact]
    public void Bind_LongConcatenationOfUnknownType_IsTypedInOnePass()
    {
        var sql = "SELECT CASE WHEN id = 1 THEN id ELSE 'x' END" + string.Concat(Enumerable.Repeat(" || 'x'", 100)) + " FROM orders";
        Bind(sql).Columns.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(1024)]
    public void Bind_AsDeepAsTheParserReads_NeverEndsTheProcess(int stackKilobytes)
    {
        string[] deep =
        [
            "SELECT " + string.Join(" + ", Enumerable.Repeat("id", SqlParser.MaxDepth - 10)) + " FROM orders",
            "SELECT " + string.Concat(Enumerable.Repeat("abs(", 180)) + "id" + new string(')', 180) + " FROM orders",
            string.Concat(Enumerable.Repeat("SELECT * FROM (", 60)) + "SELECT id FROM orders" + new string(')', 60),
            string.Join(" UNION ALL ", Enumerable.Repeat("SELECT id FROM orders", SqlParser.MaxDepth - 10)) + " ORDER BY id",
            "SELECT 1 FROM orders AS o0" + string.Concat(Enumerable.Range(1, SqlParser.MaxDepth - 20).Select(i => $" JOIN orders AS o{i} ON o{i}.id = o0.id")),
        ];
        var bound = 0;
        var thread = new Thread(
            () =>
            {
                foreach (var sql in deep)
                {
                    try
                    {
                        Bind(sql);
                        bound++;
                    }
                    catch (MemoriException e) when (e is SqlBindingException { Rule: "too-deep" } or SqlSyntaxException { Rule: "too-deep" })
                    {
                    }
                }
            },
            stackKilobytes * 1024);
        thread.Start();
        thread.Join();
        bound.ShouldBeGreaterThanOrEqualTo(stackKilobytes == 1024 ? deep.Length : 0);
    }

    internal static DatabaseSchema Shop(SqlDialect dialect) => new()
    {
        Dialect = dialect,
        Hash = "",
        Tables =
        [
            new()
            {
                Name = "customers", PrimaryKey = ["id"], HasRowId = dialect == SqlDialect.Sqlite,
                Columns = [Column("id", ColumnType.Integer, "INTEGER"), Column("name", ColumnType.Text), Column("city", ColumnType.Text), Column("born", ColumnType.Date)],
            },
            new()
            {
                Name = "orders", PrimaryKey = ["id"], HasRowId = dialect == SqlDialect.Sqlite,
                Columns =
                [
                    Column("id", ColumnType.Integer, "INTEGER"), Column("customer_id", ColumnType.Integer), Column("total", ColumnType.Number),
                    Column("placed", ColumnType.Timestamp), Column("data", ColumnType.Json),
                ],
            },
            new() { Name = "regions", Columns = [Column("city", ColumnType.Text), Column("region", ColumnType.Text)] },
            new() { Name = "totals", IsView = true, Columns = [Column("customer_id", ColumnType.Integer), Column("total", ColumnType.Number)] },
            .. dialect == SqlDialect.Postgres
                ? new TableSchema[] { new() { Schema = "sales", Name = "targets", Columns = [Column("Region", ColumnType.Text), Column("amount", ColumnType.Integer)] } }
                : [],
        ],
    };

    private static ColumnSchema Column(string name, ColumnType type, string declared = "") => new() { Name = name, Type = type, DeclaredType = declared };

    private static BoundQuery Bind(string sql) => SqlBinder.Bind(SqlParser.Parse(sql, SqlDialect.Sqlite), Shop(SqlDialect.Sqlite));

    private static string Show(BoundColumn column) =>
        $"{column.Name}:{column.Type}{(column.Column is null ? "" : $"={column.Table!.Name}.{column.Column.Name}")}";

    private static TheoryData<string, string, string> Read(string file)
    {
        var data = new TheoryData<string, string, string>();
        foreach (var cells in TestData.Lines("Sql/Binding/Corpus", file).Select(line => line.Split('\t')))
        {
            data.Add(cells[0], cells[1], cells[2]);
        }

        return data;
    }
}
