using System.Data;
using System.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Postgres;
using Memori.Text2Sql.Guarding;
using Npgsql;
using Npgsql.PostgresTypes;

namespace Memori.Text2Sql.Execution.Postgres;

/// <summary>Runs queries on PostgreSQL, each in a read-only transaction of its own.</summary>
internal static class PostgresQueryExecutor
{
    // The server stops the query itself; only when it does not answer any more, the driver gives up a little later.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    public static Task<QueryResult> ExecuteAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken) =>
        RunAsync(source, query.Sql, options, (command, token) => ReadAsync(command, query.RowLimit, options.MaxBytes, token), cancellationToken);

    public static async Task<QueryPlan> ExplainAsync(DataSource source, GuardedQuery query, ExecutionOptions options, CancellationToken cancellationToken)
    {
        var result = await RunAsync(
            source, "EXPLAIN (FORMAT JSON) " + query.Sql, options, (command, token) => ReadAsync(command, 10_000, options.MaxBytes, token), cancellationToken).ConfigureAwait(false);
        return PostgresPlan.Read(string.Concat(result.Rows.Select(static row => row[0])));
    }

    private static async Task<QueryResult> RunAsync(
        DataSource source,
        string sql,
        ExecutionOptions options,
        Func<NpgsqlCommand, CancellationToken, Task<QueryResult>> read,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(sql))
        {
            throw QueryFailedException.Denied("not exactly one reading statement");
        }

        try
        {
            var session = await PostgresReadOnlySession.BeginAsync(source, options.Timeout, cancellationToken).ConfigureAwait(false);
            await using var scope = session.ConfigureAwait(false);
            using var command = session.SingleStatement(sql);
            command.CommandTimeout = (int)Math.Ceiling((options.Timeout + s_grace).TotalSeconds);
            return await read(command, cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFailures.Explain(failure, options.Timeout);
        }
        catch (Exception failure) when (failure is NotSupportedException or EncoderFallbackException)
        {
            // COPY, which the driver does not run as a query; half a surrogate pair, which no server can be sent.
            throw QueryFailedException.Denied(failure.Message, failure);
        }
    }

    // Row by row without buffering (SequentialAccess), so that the length of a value is known before the value is here.
    private static async Task<QueryResult> ReadAsync(NpgsqlCommand command, int limit, long maxBytes, CancellationToken cancellationToken)
    {
        var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken).ConfigureAwait(false);
        await using var scope = reader.ConfigureAwait(false);
        var types = Enumerable.Range(0, reader.FieldCount).Select(reader.GetPostgresType).ToArray();
        List<object?[]> rows = [];
        var truncated = false;
        var bytes = 0L;
        while (!truncated && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (rows.Count < limit && TryReadRow(reader, types, ref bytes, maxBytes, out var row))
            {
                rows.Add(row);
                continue;
            }

            truncated = true;
            await StopAsync(command, reader).ConfigureAwait(false);
            if (rows.Count == 0)
            {
                throw QueryFailedException.TooLarge(maxBytes);
            }
        }

        return new QueryResult
        {
            Columns = [.. types.Select((type, i) => new ResultColumn(reader.GetName(i), ResultColumn.NameOf(PostgresValues.TypeOf(type))))],
            Rows = rows,
            Truncated = truncated,
        };
    }

    private static bool TryReadRow(NpgsqlDataReader reader, PostgresType[] types, ref long bytes, long maxBytes, out object?[] row)
    {
        row = new object?[types.Length];
        for (var i = 0; i < row.Length; i++)
        {
            if (reader.IsDBNull(i))
            {
                continue;
            }

            bytes += reader.GetBytes(i, 0, null, 0, 0);
            if (bytes > maxBytes)
            {
                return false;
            }

            row[i] = PostgresValues.Read(reader.GetString(i), types[i]);
        }

        return true;
    }

    // Closing a reader reads what is left, which may be a lot.
    private static async Task StopAsync(NpgsqlCommand command, NpgsqlDataReader reader)
    {
        command.Cancel();
        try
        {
            while (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                // Rows that were under way already.
            }
        }
        catch (Exception failure) when (failure is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } or OperationCanceledException)
        {
            // As asked for.
        }
    }
}
