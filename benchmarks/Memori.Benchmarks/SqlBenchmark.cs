using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;
using SQLitePCL;

namespace Memori.Benchmarks;

/// <summary>What it costs to read, write and bind SQL, beside SQLite's own prepare.</summary>
internal static class SqlBenchmark
{
    private const int Rounds = 100;

    private static readonly int[] s_sizes = [1, 10, 100];

    public static string Run()
    {
        var text = new StringBuilder();
        Line(text, $"# SQL: parser, renderer and binder");
        Line(text, $"");
        Line(text, $"Made by `eng/benchmarks.sh --sql`. Microseconds of one call, the best of {Rounds} rounds (other work on the machine only ever adds); {Environment.ProcessorCount} processors,");
        Line(text, $"{RuntimeInformation.FrameworkDescription}. Typical: the mean of {SqlQueries.Typical.Length} queries of {SqlQueries.Typical.Average(sql => sql.Length):0} characters; n ×: so many of them as common tables of one query.");
        Line(text, $"Bound against a schema of 1,000 tables. SQLite: `sqlite3_prepare_v2` of the bundled engine on the same tables, which parses, binds and plans.");
        foreach (var dialect in new[] { SqlDialect.Sqlite, SqlDialect.Postgres })
        {
            Table(text, dialect);
        }

        return text.ToString();
    }

    private static void Table(StringBuilder text, SqlDialect dialect)
    {
        var schema = SqlQueries.Schema(dialect);
        var engine = dialect == SqlDialect.Sqlite ? Open() : null;
        Line(text, $"");
        Line(text, $"## {dialect.Name}");
        Line(text, $"");
        Line(text, $"| query | characters | parse | render | parse and render | bind | SQLite's prepare | µs a thousand characters (all three) |");
        Line(text, $"|---|--:|--:|--:|--:|--:|--:|--:|");
        Row(text, "typical", SqlQueries.Typical, schema, engine);
        foreach (var size in s_sizes)
        {
            Row(text, string.Create(CultureInfo.InvariantCulture, $"{size} ×"), [SqlQueries.Repeated(size)], schema, engine);
        }

        engine?.Dispose();
    }

    private static void Row(StringBuilder text, string name, string[] queries, DatabaseSchema schema, sqlite3? engine)
    {
        var dialect = schema.Dialect;
        var trees = queries.Select(sql => SqlParser.Parse(sql, dialect)).ToArray();
        var length = queries.Average(sql => sql.Length);
        var parse = Best(queries, sql => SqlParser.Parse(sql, dialect));
        var render = Best(trees, tree => SqlRenderer.Render(tree, dialect));
        var both = Best(queries, sql => SqlRenderer.Render(SqlParser.Parse(sql, dialect), dialect));
        var bind = Best(trees, tree => SqlBinder.Bind(tree, schema));
        var prepare = engine is null ? "" : Best(queries, sql => Prepare(engine, sql)).ToString("0.0", CultureInfo.InvariantCulture);
        Line(text, $"| {name} | {length:0} | {parse:0.0} | {render:0.0} | {both:0.0} | {bind:0.0} | {prepare} | {(both + bind) / length * 1000:0.0} |");
    }

    /// <summary>Microseconds of one call.</summary>
    private static double Best<T>(T[] items, Func<T, object> work)
    {
        // As many calls in a round as take some milliseconds.
        var calls = 1;
        while (Round(items, work, calls) < 4_000)
        {
            calls *= 2;
        }

        var best = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            best = Math.Min(best, Round(items, work, calls));
        }

        return best / calls / items.Length;
    }

    private static double Round<T>(T[] items, Func<T, object> work, int calls)
    {
        var started = Stopwatch.GetTimestamp();
        for (var call = 0; call < calls; call++)
        {
            foreach (var item in items)
            {
                GC.KeepAlive(work(item));
            }
        }

        return Stopwatch.GetElapsedTime(started).TotalMicroseconds;
    }

    private static sqlite3 Open()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_open(":memory:", out var engine);
        return raw.sqlite3_exec(engine, SqlQueries.Script()) == raw.SQLITE_OK ? engine : throw new InvalidOperationException(raw.sqlite3_errmsg(engine).utf8_to_string());
    }

    private static string Prepare(sqlite3 engine, string sql)
    {
        var result = raw.sqlite3_prepare_v2(engine, sql, out var statement);
        statement.Dispose();
        return result == raw.SQLITE_OK ? sql : throw new InvalidOperationException(raw.sqlite3_errmsg(engine).utf8_to_string());
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
