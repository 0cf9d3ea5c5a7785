using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Sqlite;
using Memori.Text2Sql.Guarding;

namespace Memori.Text2Sql.Execution.Sqlite;

/// <summary>Runs queries on SQLite files: a read-only connection of its own for each, which costs well under a millisecond.</summary>
internal static class SqliteQueryExecutor
{
    // A single engine step (one LIKE over a huge text) can't be interrupted: past this the caller is let go and the step ends alone.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);

    public static Task<QueryResult> ExecuteAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken) =>
        RunAsync(source, query, query.Sql, options, statement => Read(statement, query.RowLimit, options.MaxBytes), cancellationToken);

    public static Task<QueryPlan> ExplainAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken) =>
        RunAsync(source, query, "EXPLAIN QUERY PLAN " + query.Sql, options, statement => ReadPlan(statement, query), cancellationToken);

    private static async Task<T> RunAsync<T>(
        DataSource source, GuardedQuery query, string sql, ExecutionOptions options, Func<SqliteStatement, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var stop = new QueryStop(options.Timeout, cancellationToken);
        var run = Task.Run(
            () =>
            {
                using var connection = SqliteReadOnly.Open(source.ConnectionString);
                using var statement = new SqliteStatement(connection, sql, query.Functions, stop);
                return read(statement);
            },
            CancellationToken.None);
        try
        {
            return await run.WaitAsync(options.Timeout + s_grace, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException late)
        {
            throw QueryFailedException.TimedOut(options.Timeout, late);
        }
    }

    private static QueryResult Read(SqliteStatement statement, int limit, long maxBytes)
    {
        List<object?[]> rows = [];
        var width = statement.ColumnCount;
        var truncated = false;
        var bytes = 0L;
        while (!truncated && statement.Read())
        {
            if (rows.Count < limit && TryReadRow(statement, width, ref bytes, maxBytes, out var row))
            {
                rows.Add(row);
                continue;
            }

            truncated = true;
            if (rows.Count == 0)
            {
                throw QueryFailedException.TooLarge(maxBytes);
            }
        }

        return new QueryResult
        {
            Columns = [.. Enumerable.Range(0, width).Select(i => new ResultColumn(statement.NameOf(i), SqliteColumnTyping.Apply(rows, i, statement.DeclaredTypeOf(i))))],
            Rows = rows,
            Truncated = truncated,
        };
    }

    private static bool TryReadRow(SqliteStatement statement, int width, ref long bytes, long maxBytes, out object?[] row)
    {
        row = new object?[width];
        for (var i = 0; i < width; i++)
        {
            if (!statement.TryGetValue(i, ref bytes, maxBytes, out row[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static QueryPlan ReadPlan(SqliteStatement statement, GuardedQuery query)
    {
        List<PlanStep> steps = [];
        var bytes = 0L;
        while (statement.Read())
        {
            _ = statement.TryGetValue(0, ref bytes, long.MaxValue, out var id);
            _ = statement.TryGetValue(1, ref bytes, long.MaxValue, out var parent);
            _ = statement.TryGetValue(3, ref bytes, long.MaxValue, out var detail);
            steps.Add(new PlanStep(id as long? ?? 0, parent as long? ?? 0, detail as string ?? ""));
        }

        return new QueryPlan { Text = string.Join('\n', steps.Select(static step => step.Detail)), EstimatedRows = SqlitePlanEstimate.Of(steps, query) };
    }
}
