namespace Memori.Storage;

/// <summary>How far a move from one store to another is.</summary>
/// <param name="Table">The table that it is at.</param>
/// <param name="Rows">How many rows of it are done.</param>
/// <param name="TableRows">How many it has.</param>
/// <param name="AllRows">How many rows of all tables are done.</param>
/// <param name="Total">How many there are.</param>
/// <param name="IsComparing">Whether all rows have arrived and are now read again and compared.</param>
public sealed record MoveProgress(string Table, long Rows, long TableRows, long AllRows, long Total, bool IsComparing)
{
    /// <summary>How much of all is done, 0 to 100.</summary>
    public int Percent => Total == 0 ? 100 : (int)(100 * AllRows / Total);
}

/// <summary>Tells how far a move is.</summary>
/// <param name="counts">How many rows each table has, by name.</param>
/// <param name="progress">Who is told.</param>
internal sealed class MoveMeter(IReadOnlyDictionary<string, long> counts, IProgress<MoveProgress>? progress)
{
    private readonly Dictionary<string, long> _done = new(StringComparer.Ordinal);
    private readonly long _total = counts.Values.Sum();

    /// <summary>Whether the rows are compared; then it counts anew.</summary>
    public bool IsComparing
    {
        get;
        set
        {
            field = value;
            _done.Clear();
        }
    }

    public void Report(StateTable table, long rows)
    {
        _done[table.Name] = rows;

        // Counted before: what was written since is not to make more than all.
        var all = _done.Values.Sum();
        progress?.Report(new MoveProgress(table.Name, rows, Math.Max(rows, counts[table.Name]), all, Math.Max(all, _total), IsComparing));
    }
}
