namespace Memori.Text2Sql.Execution;

/// <summary>
/// The rows of a running query, one at a time, so that memory does not grow with them. The query holds a connection and a read transaction
/// until this is disposed or its time is up, however slowly the rows are taken. Not thread-safe.
/// </summary>
public abstract class QueryRows : IAsyncDisposable
{
    /// <summary>The columns; known before the first row.</summary>
    public abstract IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>The row, with values as in <see cref="QueryResult.Rows"/>; the caller's to keep.</summary>
    public object?[] Current { get; protected set; } = [];

    /// <summary>Whether there were more rows than the limits allow; known once <see cref="ReadAsync"/> gave false.</summary>
    public bool Truncated { get; protected set; }

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="QueryFailedException">The database failed the query, or its time is up.</exception>
    /// <exception cref="OperationCanceledException">The token that the query was started with was cancelled.</exception>
    public abstract ValueTask<bool> ReadAsync();

    /// <summary>Ends the query.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>The rows that are left, as a list.</summary>
    internal async Task<QueryResult> ToResultAsync()
    {
        List<object?[]> rows = [];
        while (await ReadAsync().ConfigureAwait(false))
        {
            rows.Add(Current);
        }

        return new QueryResult { Columns = Columns, Rows = rows, Truncated = Truncated };
    }
}
