using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Memori.Storage;

/// <summary>Rows as they go from one store to another.</summary>
internal static class StateRows
{
    /// <summary>How many rows tables have, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> CountAsync(DbConnection connection, IReadOnlyList<StateTable> tables, CancellationToken cancellationToken)
    {
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            counts[table.Name] = (await connection.QueryAsync($"SELECT count(*) FROM {table.Name}", row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        }

        return counts;
    }

    /// <summary>The rows of a query, one at a time.</summary>
    public static async IAsyncEnumerable<object?[]> ReadAsync(DbConnection connection, string sql, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using var commandScope = command.ConfigureAwait(false);
        command.CommandText = sql;

        // As long as it takes: the whole of a large table.
        command.CommandTimeout = 0;
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var readerScope = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.GetValue(i) switch { DBNull => null, int number => (long)number, var value => value };
            }

            yield return row;
        }
    }
}
