using Memori.Text;

namespace Memori.Storage;

public static partial class StateCopy
{
    // What is held in memory, and done again when a step was cut short.
    private const int RowsAtOnce = 10_000;
    private const long BytesAtOnce = 16L << 20;

    /// <summary>
    /// Fills <paramref name="to"/> with what <paramref name="from"/> keeps, in steps that are kept: a move that was cut short goes on where it was, after it has seen that what
    /// arrived is still what <paramref name="from"/> begins with. In the end all rows are read again and compared, and only then the target is no longer unfinished.
    /// </summary>
    /// <param name="from">Where the rows are; nobody should write there.</param>
    /// <param name="to">Where they go: what it keeps is replaced. Nobody else may be at work there.</param>
    /// <param name="anew">Whether a move that was cut short is begun anew. Default: it goes on.</param>
    /// <param name="progress">Is told of every step.</param>
    /// <param name="rowsAtOnce">How many rows are a step, at least 1; fewer when they are large. Default 10,000.</param>
    /// <param name="cancellationToken">Cancels, leaving <paramref name="to"/> unfinished.</param>
    /// <exception cref="MemoriException">
    /// <c>state-copy-unlike</c>, <c>state-copy-differs</c>, <c>state-in-use</c>; <c>state-same</c>: both are the same store; <c>state-source-changed</c>: what arrived before is
    /// not what <paramref name="from"/> begins with.
    /// </exception>
    public static async Task<StateMoved> MoveAsync(
        IStateTables from, IStateTables to, bool anew = false, IProgress<MoveProgress>? progress = null, int rowsAtOnce = RowsAtOnce, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsAtOnce, 1);
        var tables = await AlikeAsync(from, to, cancellationToken).ConfigureAwait(false);
        var before = await BeginAsync(from, to, tables, anew, cancellationToken).ConfigureAwait(false);
        var meter = new MoveMeter(await from.CountAsync(tables, cancellationToken).ConfigureAwait(false), progress);
        Dictionary<string, CopiedTable> sent = new(StringComparer.Ordinal);
        await from.ReadAsync(
            tables,
            async (table, rows, token) => sent[table.Name] = await SendAsync(to, table, rows, before.GetValueOrDefault(table.Name), rowsAtOnce, meter, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        meter.IsComparing = true;
        await to.FinishMoveAsync(
            tables,
            async (table, rows, token) =>
            {
                var arrived = new RowSum();
                await foreach (var row in rows.WithCancellation(token).ConfigureAwait(false))
                {
                    arrived.Add(row);
                    if (arrived.Rows % rowsAtOnce == 0 || arrived.Rows == sent[table.Name].Rows)
                    {
                        meter.Report(table, arrived.Rows);
                    }
                }

                if (arrived.Of(table) != sent[table.Name])
                {
                    throw Differs(table);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return new StateMoved([.. tables.Select(table => sent[table.Name])], before.Values.Sum(table => table.Rows));
    }

    /// <summary>What arrived before; nothing, in a target that is empty and marked, when the move begins.</summary>
    private static async Task<IReadOnlyDictionary<string, CopiedTable>> BeginAsync(
        IStateTables from, IStateTables to, List<StateTable> tables, bool anew, CancellationToken cancellationToken)
    {
        var before = await to.FindMoveAsync(cancellationToken).ConfigureAwait(false);
        await to.BeginMoveAsync(cancellationToken).ConfigureAwait(false);
        if (await from.FindMoveAsync(cancellationToken).ConfigureAwait(false) is not null)
        {
            // Whatever the two are called: the mark shows in both, and nothing was emptied yet.
            await to.FinishMoveAsync([], static (_, _, _) => Task.CompletedTask, cancellationToken).ConfigureAwait(false);
            throw new MemoriException(FaultKind.BadRequest, "state-same", new LocalizedText("Both addresses are of the same store.", "两个地址指向同一个存储。"));
        }

        if (before is not null && !anew && tables.TrueForAll(table => before.ContainsKey(table.Name)))
        {
            return before;
        }

        await to.EmptyAsync(tables, cancellationToken).ConfigureAwait(false);
        return new Dictionary<string, CopiedTable>(StringComparer.Ordinal);
    }

    /// <summary>Sends what follows the rows that arrived before.</summary>
    /// <returns>The whole of the table.</returns>
    private static async Task<CopiedTable> SendAsync(
        IStateTables to, StateTable table, IAsyncEnumerable<object?[]> rows, CopiedTable? before, int rowsAtOnce, MoveMeter meter, CancellationToken cancellationToken)
    {
        var sum = new RowSum();
        List<object?[]> step = [];
        var bytes = 0L;
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            sum.Add(row);
            if (sum.Rows <= before?.Rows)
            {
                if (sum.Rows == before.Rows)
                {
                    RequireSame(before, sum.Of(table));
                    meter.Report(table, sum.Rows);
                }

                continue;
            }

            step.Add(row);
            bytes += SizeOf(row);
            if (step.Count >= rowsAtOnce || bytes >= BytesAtOnce)
            {
                await to.AppendAsync(table, step, sum.Of(table), cancellationToken).ConfigureAwait(false);
                (step, bytes) = ([], 0);
                meter.Report(table, sum.Rows);
            }
        }

        var whole = sum.Of(table);
        if (whole.Rows < before?.Rows)
        {
            RequireSame(before, whole);
        }

        if (step.Count > 0)
        {
            await to.AppendAsync(table, step, whole, cancellationToken).ConfigureAwait(false);
            meter.Report(table, whole.Rows);
        }

        return whole;
    }

    private static void RequireSame(CopiedTable before, CopiedTable now)
    {
        if (now != before)
        {
            throw new MemoriException(FaultKind.Conflict, "state-source-changed", new LocalizedText(
                $"The source is not what it was when the move began: its {before.Name} differs from what arrived. Begin anew with --force.",
                $"源存储自迁移开始后已发生变化:{before.Name} 与已迁移的内容不符。请用 --force 重新开始。"));
        }
    }

    private static long SizeOf(object?[] row) => row.Sum(static value => value switch { string text => 2L * text.Length, byte[] content => content.Length, _ => sizeof(long) });
}

/// <summary>A store that was moved.</summary>
/// <param name="Tables">Its tables.</param>
/// <param name="ResumedRows">How many of the rows had arrived with runs before that were cut short.</param>
public sealed record StateMoved(IReadOnlyList<CopiedTable> Tables, long ResumedRows);
