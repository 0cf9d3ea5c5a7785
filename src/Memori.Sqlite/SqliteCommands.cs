using System.Data.Common;

namespace Memori.Sqlite;

/// <summary>Statements with parameters, without ceremony.</summary>
internal static class SqliteCommands
{
    public static async Task<int> ExecuteAsync(this DbConnection connection, string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        var command = Prepare(connection, sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public static async Task<List<T>> QueryAsync<T>(this DbConnection connection, string sql, Func<DbDataReader, T> map, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        var command = Prepare(connection, sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var rows = new List<T>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(map(reader));
                }

                return rows;
            }
        }
    }

    /// <summary>The first <paramref name="limit"/> of what <paramref name="map"/> makes of the rows, passing over those of which it makes null; reads no further.</summary>
    public static async Task<List<T>> TakeAsync<T>(this DbConnection connection, string sql, Func<DbDataReader, T?> map, int limit, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
        where T : class
    {
        var command = Prepare(connection, sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var rows = new List<T>();
                while (rows.Count < limit && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    if (map(reader) is { } row)
                    {
                        rows.Add(row);
                    }
                }

                return rows;
            }
        }
    }

    private static DbCommand Prepare(DbConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
