using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Memori.Storage;

/// <summary>Adds rows up (a SHA-256 of each), in whatever order they come.</summary>
internal sealed class RowSum
{
    private ulong _sum;

    /// <summary>How many were added.</summary>
    public long Rows { get; private set; }

    public void Add(object?[] row)
    {
        Rows++;
        _sum = unchecked(_sum + Hash(row));
    }

    /// <summary>The rows, each of which is added as it goes by.</summary>
    public async IAsyncEnumerable<object?[]> AddAllAsync(IAsyncEnumerable<object?[]> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Add(row);
            yield return row;
        }
    }

    public CopiedTable Of(StateTable table) => new(table.Name, Rows, _sum.ToString("x16", CultureInfo.InvariantCulture));

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
