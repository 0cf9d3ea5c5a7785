using Memori.Text;

namespace Memori.Storage;

/// <summary>Copies everything from one store to another, and proves that it arrived.</summary>
public static partial class StateCopy
{
    /// <summary>
    /// Replaces what <paramref name="to"/> keeps by what <paramref name="from"/> keeps at one moment, then reads it again: every table must have as many rows,
    /// and the same (a SHA-256 of each, added up).
    /// </summary>
    /// <param name="from">Where the rows are; others may be at work there.</param>
    /// <param name="to">Where they go; brought up to date as far as <paramref name="from"/> is.</param>
    /// <param name="cancellationToken">Cancels, leaving <paramref name="to"/> as it was.</param>
    /// <exception cref="MemoriException"><c>state-copy-unlike</c>: the stores have different tables; <c>state-copy-differs</c>: not all arrived; <c>state-in-use</c>.</exception>
    public static async Task<IReadOnlyList<CopiedTable>> RunAsync(IStateTables from, IStateTables to, CancellationToken cancellationToken = default)
    {
        var tables = await AlikeAsync(from, to, cancellationToken).ConfigureAwait(false);
        Dictionary<string, CopiedTable> sent = new(StringComparer.Ordinal);
        Dictionary<string, CopiedTable> arrived = new(StringComparer.Ordinal);
        await to.ReplaceAsync(
            tables,
            (append, token) => from.ReadAsync(
                tables,
                async (table, rows, reading) =>
                {
                    var sum = new RowSum();
                    await append(table, sum.AddAllAsync(rows, reading), reading).ConfigureAwait(false);
                    sent[table.Name] = sum.Of(table);
                },
                token),
            cancellationToken).ConfigureAwait(false);
        await to.ReadAsync(tables, async (table, rows, token) => arrived[table.Name] = await SumAsync(table, rows, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return tables.Find(table => sent[table.Name] != arrived[table.Name]) is { } lost ? throw Differs(lost) : [.. tables.Select(table => sent[table.Name])];
    }

    /// <summary>The tables of <paramref name="from"/>, when <paramref name="to"/> has them with the same columns.</summary>
    private static async Task<List<StateTable>> AlikeAsync(IStateTables from, IStateTables to, CancellationToken cancellationToken)
    {
        var there = (await to.ListAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(table => table.Name, StringComparer.Ordinal);
        var tables = (await from.ListAsync(cancellationToken).ConfigureAwait(false)).Where(table => there.ContainsKey(table.Name)).ToList();
        return tables.Find(table => !table.Columns.SequenceEqual(there[table.Name].Columns, StringComparer.Ordinal)) is { } unlike
            ? throw new MemoriException(FaultKind.BadRequest, "state-copy-unlike", new LocalizedText(
                $"The table {unlike.Name} is not the same in both stores: bring both up to date first.", $"两个存储中的表 {unlike.Name} 不一致:请先将两者更新到同一版本。"))
            : tables;
    }

    private static async Task<CopiedTable> SumAsync(StateTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        var sum = new RowSum();
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            sum.Add(row);
        }

        return sum.Of(table);
    }

    private static MemoriException Differs(StateTable lost) => new(FaultKind.Backend, "state-copy-differs", new LocalizedText(
        $"The rows of {lost.Name} are not those that were copied: don't use the copy, make it anew.", $"{lost.Name} 中的行与复制的内容不符:请勿使用该副本,请重新复制。"));
}

/// <summary>A table that was copied.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Sum">The sum of their hashes, the same in whatever order and whichever store.</param>
public sealed record CopiedTable(string Name, long Rows, string Sum);
