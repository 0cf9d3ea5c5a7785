namespace Memori.Storage;

/// <summary>
/// Everything that a store keeps, row by row, for backups and for moving from one store to another. The values are <see cref="long"/>, <see cref="double"/>,
/// <see cref="string"/>, <see cref="byte"/>[] and null, the same in every store. Thread-safe.
/// </summary>
public interface IStateTables
{
    /// <summary>The tables, in the order of their names; what belongs to one store only is left out.</summary>
    Task<IReadOnlyList<StateTable>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads all rows of <paramref name="tables"/>, one table after the other, as they were at one moment. Others write on meanwhile.</summary>
    Task ReadAsync(IReadOnlyList<StateTable> tables, TakeRows take, CancellationToken cancellationToken = default);

    /// <summary>Replaces all rows of <paramref name="tables"/> by those that <paramref name="fill"/> hands over, or changes nothing when it throws. Nobody else may be at work in the store.</summary>
    /// <exception cref="MemoriException"><c>state-in-use</c>.</exception>
    Task ReplaceAsync(IReadOnlyList<StateTable> tables, Func<TakeRows, CancellationToken, Task> fill, CancellationToken cancellationToken = default);
}

/// <summary>A table of a store.</summary>
/// <param name="Name">Its name, the same in every store.</param>
/// <param name="Columns">The columns that every store has, in the order of their names.</param>
public sealed record StateTable(string Name, IReadOnlyList<string> Columns);

/// <summary>Takes the rows of a table, each with the values of its columns in their order.</summary>
public delegate Task TakeRows(StateTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken);
