using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Memori.Text;

namespace Memori.Storage;

/// <summary>Copies everything from one store to another, and proves that it arrived.</summary>
public static class StateCopy
{
    /// <summary>
    /// Replaces what <paramref name="to"/> keeps by what <paramref name="from"/> keeps at one moment, then reads it again: every table must have as many rows,
    /// and the same (a SHA-256 of each, added up).
    /// </summary>
    /// <param name="from">Where the rows are; others may be at work there.</param>
    /// <param name="to">Where they go; brought up to date as far as <paramref name="from"/> is.</param>
    /// <param name="progress">Is told of every table that was copied.</param>
    /// <param name="cancellationToken">Cancels, leaving <paramref name="to"/> as it was.</param>
    /// <exception cref="MemoriException"><c>state-copy-unlike</c>: the stores have different tables; <c>state-copy-differs</c>: not all arrived; <c>state-in-use</c>.</exception>
    public static async Task<IReadOnlyList<CopiedTable>> RunAsync(
        IStateTables from, IStateTables to, IProgress<CopiedTable>? progress = null, CancellationToken cancellationToken = default)
    {
        var there = (await to.ListAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(table => table.Name, StringComparer.Ordinal);
        var tables = (await from.ListAsync(cancellationToken).ConfigureAwait(false)).Where(table => there.ContainsKey(table.Name)).ToList();
        if (tables.Find(table => !table.Columns.SequenceEqual(there[table.Name].Columns, StringComparer.Ordinal)) is { } unlike)
        {
            throw new MemoriException(FaultKind.BadRequest, "state-copy-unlike", new LocalizedText(
                $"The table {unlike.Name} is not the same in both stores: bring both up to date first.", $"两个存储中的表 {unlike.Name} 不一致:请先将两者更新到同一版本。"));
        }

        Dictionary<string, CopiedTable> sent = new(StringComparer.Ordinal);
        Dictionary<string, CopiedTable> arrived = new(StringComparer.Ordinal);
        await to.ReplaceAsync(
            tables,
            (append, token) => from.ReadAsync(
                tables,
                async (table, rows, reading) =>
                {
                    var sum = new RowSum();
                    await append(table, sum.AddAsync(rows, reading), reading).ConfigureAwait(false);
                    sent[table.Name] = sum.Of(table);
                    progress?.Report(sent[table.Name]);
                },
                token),
            cancellationToken).ConfigureAwait(false);
        await to.ReadAsync(
            tables,
            async (table, rows, token) =>
            {
                var sum = new RowSum();
                await foreach (var row in sum.AddAsync(rows, token).ConfigureAwait(false))
                {
                    _ = row;
                }

                arrived[table.Name] = sum.Of(table);
            },
            cancellationToken).ConfigureAwait(false);
        return tables.Find(table => sent[table.Name] != arrived[table.Name]) is { } lost
            ? throw new MemoriException(FaultKind.Backend, "state-copy-differs", new LocalizedText(
                $"The rows of {lost.Name} are not those that were copied: don't use the copy.", $"{lost.Name} 中的行与复制的内容不符:请勿使用该副本。"))
            : [.. tables.Select(table => sent[table.Name])];
    }

    /// <summary>Adds rows up, in whatever order they come.</summary>
    private sealed class RowSum
    {
        private long _rows;
        private ulong _sum;

        public async IAsyncEnumerable<object?[]> AddAsync(IAsyncEnumerable<object?[]> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                _rows++;
                _sum = unchecked(_sum + Hash(row));
                yield return row;
            }
        }

        public CopiedTable Of(StateTable table) => new(table.Name, _rows, _sum.ToString("x16", System.Globalization.CultureInfo.InvariantCulture));

        private static byte KindOf(object? value) => value switch
        {
            null => 0,
            string => 1,
            byte[] => 2,
            _ => 3,
        };

        private static ulong Hash(object?[] row)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var value in row)
            {
                var bytes = value switch
                {
                    null => [],
                    long number => BitConverter.GetBytes(number),
                    double number => BitConverter.GetBytes(number),
                    string text => Encoding.UTF8.GetBytes(text),
                    byte[] content => content,
                    _ => throw new NotSupportedException($"A {value.GetType().Name} is no value of a state."),
                };
                hash.AppendData([KindOf(value)]);
                hash.AppendData(BitConverter.GetBytes(bytes.Length));
                hash.AppendData(bytes);
            }

            return BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset());
        }
    }
}

/// <summary>A table that was copied.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Sum">The sum of their hashes, the same in whatever order and whichever store.</param>
public sealed record CopiedTable(string Name, long Rows, string Sum);
