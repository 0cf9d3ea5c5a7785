using System.Data.Common;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Memori.Text2Sql.Execution.Sqlite;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Sqlite;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;
using Memori.Text2Sql.Tests.Support;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Memori.Text2Sql.Tests.Sql.Binding;

/// <summary>
/// The engines say of generated queries whether the binder is right: what an engine accepts binds, to columns of the same names, and is rendered to
/// a query with the same rows; what does not bind the engine refuses; what binds it does not refuse for its names.
/// </summary>
public sealed class GeneratedQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Queries = 800;

    /// <summary>PostgreSQL: undefined column, ambiguous column, undefined table, ambiguous alias, duplicate alias.</summary>
    private static readonly string[] s_nameErrors = ["42703", "42702", "42P01", "42P09", "42712"];

    [Fact]
    public void Sqlite_Generated_BoundAsTheEngineBinds()
    {
        using var directory = new TemporaryDirectory();
        var source = SqliteFile.Create(Path.Combine(directory.Path, "generated.sqlite"), QueryTextGenerator.Script);
        var schema = SqliteSchemaReader.Read(source, new SchemaReadOptions(), TestContext.Current.CancellationToken);
        using var connection = new SqliteConnection(source.ConnectionString + ";Pooling=False");
        connection.Open();
        var guard = new SqlGuard();
        var accepted = Run(schema, Ask, (sql, _) =>
        {
            // What the guard admits, its authorizer must let the engine read: both bind the same.
            if (guard.Admit(sql, schema) is { Admitted: true, Query: var admitted })
            {
                new SqliteAuthorizer(admitted, ["w"]).Install(connection.Handle!);
                Ask("EXPLAIN " + admitted.Sql).Error.ShouldBeNull(sql);
                raw.sqlite3_set_authorizer(connection.Handle, (delegate_authorizer?)null, null);
            }
        });
        accepted.ShouldBeGreaterThan(Queries / 3);

        (List<string>? Rows, string? Error) Ask(string sql)
        {
            try
            {
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                using var reader = command.ExecuteReader();
                return (Read(reader), null);
            }
            catch (SqliteException e)
            {
                return (null, e.Message.Contains("no such column", StringComparison.Ordinal) || e.Message.Contains("no such table", StringComparison.Ordinal) ? "name: " + e.Message : e.Message);
            }
        }
    }

    [Fact]
    public async Task Postgres_Generated_BoundAsTheEngineBinds()
    {
        await postgres.RunAsync(QueryTextGenerator.Script);
        var schema = await new SchemaReader().ReadAsync(postgres.Source, cancellationToken: TestContext.Current.CancellationToken);
        await using var connection = new NpgsqlConnection(postgres.Source.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        Run(schema, Ask, (_, _) => { }).ShouldBeGreaterThan(Queries / 4);

        (List<string>? Rows, string? Error) Ask(string sql)
        {
            try
            {
                using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
                using var reader = command.ExecuteReader();
                return (Read(reader), null);
            }
            catch (PostgresException e)
            {
                return (null, s_nameErrors.Contains(e.SqlState) ? "name: " + e.MessageText : e.MessageText);
            }
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Bind_AnyTree_BindsOrSaysWhatIsWrong(string name)
    {
        var dialect = SqlParserTests.Dialects(name)[0];
        var schema = SqlBinderTests.Shop(dialect);
        Prop.ForAll(ArbMap.Default.ArbFor<int>().Generator.ToArbitrary(), seed =>
        {
            foreach (var query in new[] { new TreeGenerator(seed, dialect).Query(4), new Shuffled(seed).RewriteQuery(SqlParser.Parse(new QueryTextGenerator(seed, dialect).Query(), dialect)) })
            {
                try
                {
                    SqlBinder.Bind(query, schema).Columns.ShouldNotBeEmpty();
                }
                catch (SqlBindingException refusal)
                {
                    refusal.Text.English.ShouldNotBeEmpty();
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(int.MaxValue / 2));
    }

    /// <summary>Compares all; the number that the engine accepts.</summary>
    private static int Run(DatabaseSchema schema, Func<string, (List<string>? Rows, string? Error)> ask, Action<string, BoundQuery> inspect)
    {
        var accepted = 0;
        List<string> wrong = [];
        for (var seed = 0; seed < Queries; seed++)
        {
            var sql = new QueryTextGenerator(seed, schema.Dialect).Query();
            var (rows, error) = ask(sql);
            try
            {
                var query = SqlParser.Parse(sql, schema.Dialect);
                var bound = SqlBinder.Bind(query, schema);
                if (rows is null)
                {
                    if (error!.StartsWith("name:", StringComparison.Ordinal))
                    {
                        wrong.Add($"bound, but {error}: {sql}");
                    }

                    continue;
                }

                accepted++;
                var rendered = SqlRenderer.Render(query, schema.Dialect);
                var again = ask(rendered);
                var names = WithoutNumbers(string.Join('|', bound.Columns.Select(column => column.Name)));
                if (again.Rows is null || !again.Rows.Skip(1).SequenceEqual(rows.Skip(1)) || !names.Equals(WithoutNumbers(again.Rows[0]), StringComparison.OrdinalIgnoreCase))
                {
                    wrong.Add($"{again.Error ?? "other rows"}: {sql} => {rendered} {again.Rows?[0]} {names}");
                }

                inspect(sql, bound);
            }
            catch (SqlBindingException refusal)
            {
                // What is wrong in a common table that nothing reads SQLite does not see.
                if (rows is not null && ask(SqlRenderer.Render(new ReadingAll().RewriteQuery(SqlParser.Parse(sql, schema.Dialect)), schema.Dialect)).Rows is not null)
                {
                    wrong.Add($"{refusal.Text.English} {sql}");
                }
            }
        }

        wrong.ShouldBeEmpty(string.Join('\n', wrong));
        return accepted;
    }

    /// <summary>SQLite numbers the columns of a join in parentheses that have one name, as those of a derived table; which gets which number is its affair.</summary>
    private static string WithoutNumbers(string names) => Regex.Replace(names, ":[0-9]+", "", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static List<string> Read(DbDataReader reader)
    {
        List<string> rows = [string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetName))];
        while (reader.Read() && rows.Count < 1_000)
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetValue(i)}")));
        }

        return rows;
    }

    /// <summary>Reads every common table in a LIMIT that changes nothing.</summary>
    private sealed class ReadingAll : TreeRewriter
    {
        public override Query RewriteQuery(Query query)
        {
            var rewritten = base.RewriteQuery(query);
            return rewritten.With is null ? rewritten : rewritten.With.Tables.Aggregate(rewritten with { Limit = rewritten.Limit ?? Number("1000") }, (outer, table) => outer with
            {
                Limit = new Binary("+", outer.Limit!, new ScalarQuery(new Query(new Select([new ExpressionItem(Number("0"))]) { From = new TableName(table.Name) }) { Limit = Number("1") })),
            });

            static Literal Number(string value) => new(LiteralKind.Number, value);
        }
    }

    /// <summary>Puts names and tables of the shop, and others, where there were some.</summary>
    private sealed class Shuffled(int seed) : TreeRewriter
    {
        private static readonly string[] s_names = ["customers", "orders", "id", "name", "city", "total", "x", "t", "", "rowid", "ctid"];
        private readonly Random _random = new(seed);

        protected override Expression RewriteExpression(Expression expression) => expression is ColumnName name && _random.Next(2) == 0
            ? name with { Name = Name(), Table = _random.Next(3) == 0 ? Name() : name.Table }
            : base.RewriteExpression(expression);

        protected override TableSource RewriteSource(TableSource source) => source is TableName table && _random.Next(2) == 0
            ? table with { Name = Name(), Columns = [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Name())] }
            : base.RewriteSource(source);

        private Identifier Name() => new(s_names[_random.Next(s_names.Length)]);
    }
}
