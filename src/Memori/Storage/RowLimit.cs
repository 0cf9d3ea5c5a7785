using System.Data.Common;

namespace Memori.Storage;

/// <summary>Queries that are read no further than wanted.</summary>
internal static class RowLimit
{
    /// <summary>The first <paramref name="limit"/> of what <paramref name="map"/> makes of the rows, passing over those of which it makes null; reads no further.</summary>
    public static Task<List<T>> TakeAsync<T>(this DbConnection connection, string sql, Func<DbDataReader, T?> map, int limit, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
        where T : class =>
        connection.RunAsync(
            sql,
            async (command, token) =>
            {
                var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    var rows = new List<T>();
                    while (rows.Count < limit && await reader.ReadAsync(token).ConfigureAwait(false))
                    {
                        if (map(reader) is { } row)
                        {
                            rows.Add(row);
                        }
                    }

                    return rows;
                }
            },
            parameters,
            cancellationToken);
}
