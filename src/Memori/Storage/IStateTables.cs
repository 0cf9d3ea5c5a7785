namespace Memori.Storage;

/// <summary>
/// Everything that a store keeps, row by row, for backups and for moving from one store to another. The values are <see cref="long"/>, <see cref="double"/>,
/// <see cref="string"/>, <see cref="byte"/>[] and null, the same in every store. Thread-safe.
/// </summary>
/// <remarks>
/// A store is filled at once (<see cref="ReplaceAsync"/>), or in steps, each of which is kept: <see cref="BeginMoveAsync"/>, <see cref="EmptyAsync"/>,
/// <see cref="AppendAsync"/> again and again, <see cref="FinishMoveAsync"/>. Between the first and the last of them the store is unfinished, and nobody else can open it.
/// </remarks>
public interface IStateTables
{
    /// <summary>The tables, in the order of their names, so that those that are referred to come first; what belongs to one store only is left out.</summary>
    Task<IReadOnlyList<StateTable>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>How many rows each of <paramref name="tables"/> has now, by name.</summary>
    Task<IReadOnlyDictionary<string, long>> CountAsync(IReadOnlyList<StateTable> tables, CancellationToken cancellationToken = default);

    /// <summary>Reads all rows of <paramref name="tables"/>, one table after the other in the order of their keys, as they were at one moment. Others write on meanwhile.</summary>
    Task ReadAsync(IReadOnlyList<StateTable> tables, TakeRows take, CancellationToken cancellationToken = default);

    /// <summary>Replaces all rows of <paramref name="tables"/> by those that <paramref name="fill"/> hands over, or changes nothing when it throws. Nobody else may be at work in the store.</summary>
    /// <exception cref="MemoriException"><c>state-in-use</c>.</exception>
    Task ReplaceAsync(IReadOnlyList<StateTable> tables, Func<TakeRows, CancellationToken, Task> fill, CancellationToken cancellationToken = default);

    /// <summary>What arrived of the tables when a move into this store was cut short, by their names (none when it had only begun); null when no move is unfinished.</summary>
    Task<IReadOnlyDictionary<string, CopiedTable>?> FindMoveAsync(CancellationToken cancellationToken = default);

    /// <summary>Marks the store as unfinished, if it is not yet. Nobody else may be at work in it.</summary>
    /// <exception cref="MemoriException"><c>state-in-use</c>.</exception>
    Task BeginMoveAsync(CancellationToken cancellationToken = default);

    /// <summary>Empties <paramref name="tables"/> and notes that nothing has arrived.</summary>
    Task EmptyAsync(IReadOnlyList<StateTable> tables, CancellationToken cancellationToken = default);

    /// <summary>Adds rows to a table and notes what of it has arrived, both or neither.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows that come next.</param>
    /// <param name="arrived">What has arrived with them.</param>
    /// <param name="cancellationToken">Cancels, leaving the table as it was.</param>
    /// <exception cref="MemoriException"><c>state-in-use</c>: another moves rows into the table.</exception>
    Task AppendAsync(StateTable table, IReadOnlyList<object?[]> rows, CopiedTable arrived, CancellationToken cancellationToken = default);

    /// <summary>Hands over all rows as <see cref="ReadAsync"/> does and, in the same transaction, takes the mark away; keeps it when <paramref name="compare"/> throws.</summary>
    Task FinishMoveAsync(IReadOnlyList<StateTable> tables, TakeRows compare, CancellationToken cancellationToken = default);
}

/// <summary>A table of a store.</summary>
/// <param name="Name">Its name, the same in every store.</param>
/// <param name="Columns">The columns that every store has, in the order of their names.</param>
public sealed record StateTable(string Name, IReadOnlyList<string> Columns);

/// <summary>Takes the rows of a table, each with the values of its columns in their order.</summary>
public delegate Task TakeRows(StateTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken);
