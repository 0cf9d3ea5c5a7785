using Memori.Text2Sql.Execution.Postgres;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Sqlite;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Tests.Support;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Memori.Text2Sql.Tests.Sql;

/// <summary>What analysts write is parsed, bound, and means the same when rendered: the engines themselves say so.</summary>
public sealed class AnalystQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public void Sqlite_EveryQuery_SameRows()
    {
        using var directory = new TemporaryDirectory();
        var source = SqliteFile.Create(Path.Combine(directory.Path, "shop.sqlite"), AnalystQueries.Script(SqlDialect.Sqlite));
        var schema = SqliteSchemaReader.Read(source, new SchemaReadOptions(), TestContext.Current.CancellationToken);
        using var connection = new SqliteConnection(source.ConnectionString + ";Pooling=False");
        connection.Open();
        List<string> wrong = [];
        foreach (var sql in AnalystQueries.For(SqlDialect.Sqlite))
        {
            Check(sql, schema, Rows, wrong);
        }

        wrong.ShouldBeEmpty(string.Join('\n', wrong));

        List<string> Rows(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            return Read(reader);
        }
    }

    [Fact]
    public async Task Postgres_EveryQuery_SameRows()
    {
        await postgres.RunAsync(AnalystQueries.Script(SqlDialect.Postgres));
        var schema = await new SchemaReader().ReadAsync(postgres.Source, cancellationToken: TestContext.Current.CancellationToken);
        await using var connection = new NpgsqlConnection(postgres.Source.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        List<string> wrong = [];
        foreach (var sql in AnalystQueries.For(SqlDialect.Postgres))
        {
            Check(sql, schema, Rows, wrong);
        }

        wrong.ShouldBeEmpty(string.Join('\n', wrong));

        List<string> Rows(string sql)
        {
            using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
            using var reader = command.ExecuteReader();
            var columns = SqlBinder.Bind(SqlParser.Parse(sql, SqlDialect.Postgres), schema).Columns;
            var types = reader.GetColumnSchema().Select(column => PostgresValues.TypeOf(column.PostgresType)).ToList();
            wrong.AddRange(columns.Select((column, i) => (column, i)).Where(pair => pair.column.Type != ColumnType.Other && pair.column.Type != types[pair.i])
                .Select(pair => $"{pair.column.Name} is {types[pair.i]}, not {pair.column.Type}: {sql}"));
            return Read(reader);
        }
    }

    private static List<string> Read(System.Data.Common.DbDataReader reader)
    {
        List<string> rows = [string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetName))];
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetValue(i)}")));
        }

        return rows;
    }

    private static void Check(string sql, DatabaseSchema schema, Func<string, List<string>> rows, List<string> wrong)
    {
        try
        {
            var rendered = AnalystQueries.Render(sql, schema);
            var (before, after) = (rows(sql), rows(rendered));

            // What has no name of its own is called in SQLite as it is written.
            if (!before.Skip(1).SequenceEqual(after.Skip(1)) || (schema.Dialect == SqlDialect.Postgres && before[0] != after[0]))
            {
                wrong.Add($"other rows: {sql} => {rendered}");
            }
        }
        catch (Exception e) when (e is SqlSyntaxException or SqlBindingException or System.Data.Common.DbException or ShouldAssertException)
        {
            wrong.Add($"{e.GetType().Name} {(e as MemoriException)?.Text.English ?? e.Message}: {sql}");
        }
    }
}
