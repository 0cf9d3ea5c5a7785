using Npgsql;

namespace Memori.Text2Sql.Execution.Postgres;

/// <summary>What a failure of PostgreSQL means for a query.</summary>
internal static class PostgresFailures
{
    /// <summary>The failure for the caller.</summary>
    public static QueryFailedException Explain(NpgsqlException failure, TimeSpan timeout)
    {
        if (failure is not PostgresException server)
        {
            return failure.InnerException is TimeoutException ? QueryFailedException.TimedOut(timeout, failure) : QueryFailedException.Interrupted(failure.Message, failure);
        }

        var message = server.Hint is null ? server.MessageText : $"{server.MessageText} ({server.Hint})";
        return server.SqlState switch
        {
            PostgresErrorCodes.QueryCanceled => QueryFailedException.TimedOut(timeout, failure),
            PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction => QueryFailedException.Denied(message, failure),
            // 22 data, 42 names and types, 0A not supported, 21 cardinality, 54 too complex: the statement's fault.
            ['2', '2', ..] or ['4', '2', ..] or ['0', 'A', ..] or ['2', '1', ..] or ['5', '4', ..] => QueryFailedException.Failed(message, failure),
            _ => QueryFailedException.Interrupted(message, failure),
        };
    }
}
