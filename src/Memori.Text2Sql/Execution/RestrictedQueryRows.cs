namespace Memori.Text2Sql.Execution;

/// <summary>Rows for a caller whom rules narrow: when the query fails on the way, the database's own words are kept back.</summary>
internal sealed class RestrictedQueryRows(QueryRows rows) : QueryRows
{
    /// <inheritdoc/>
    public override IReadOnlyList<ResultColumn> Columns => rows.Columns;

    /// <inheritdoc/>
    public override async ValueTask<bool> ReadAsync()
    {
        try
        {
            var more = await rows.ReadAsync().ConfigureAwait(false);
            (Current, Truncated) = (rows.Current, rows.Truncated);
            return more;
        }
        catch (QueryFailedException failure)
        {
            throw failure.WithoutWords();
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => rows.DisposeAsync();
}
