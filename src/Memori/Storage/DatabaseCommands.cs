using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Memori.Storage;

/// <summary>
/// Statements with parameters (<c>@name</c>) on the connections of an <see cref="IDatabase"/>, whichever it is. A command that has run is kept with its
/// connection for the next time: preparing takes longer than most statements run. For one user of a connection at a time, as the connection is.
/// </summary>
public static class DatabaseCommands
{
    private const int MostKept = 64;

    private static readonly ConditionalWeakTable<DbConnection, Dictionary<string, DbCommand>> Idle = [];

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public static Task<int> ExecuteAsync(this DbConnection connection, string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        RunAsync(connection, sql, static (command, token) => command.ExecuteNonQueryAsync(token), parameters, cancellationToken);

    /// <summary>The rows of a statement.</summary>
    public static Task<IReadOnlyList<T>> QueryAsync<T>(
        this DbConnection connection, string sql, Func<DbDataReader, T> map, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        RunAsync<IReadOnlyList<T>>(
            connection,
            sql,
            async (command, token) =>
            {
                var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    var rows = new List<T>();
                    while (await reader.ReadAsync(token).ConfigureAwait(false))
                    {
                        rows.Add(map(reader));
                    }

                    return rows;
                }
            },
            parameters,
            cancellationToken);

    /// <summary>The rows of a statement in a transaction.</summary>
    public static Task<IReadOnlyList<T>> QueryAsync<T>(
        this DbTransaction transaction, string sql, Func<DbDataReader, T> map, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        QueryAsync(transaction.Connection!, sql, map, cancellationToken, parameters);

    /// <summary>The first value that a statement returns in a transaction; null when it returns none.</summary>
    public static Task<object?> ScalarAsync(
        this DbTransaction transaction, string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        RunAsync(transaction.Connection!, sql, static (command, token) => command.ExecuteScalarAsync(token), parameters, cancellationToken);

    private static async Task<T> RunAsync<T>(
        DbConnection connection, string sql, Func<DbCommand, CancellationToken, Task<T>> run, (string Name, object? Value)[] parameters, CancellationToken cancellationToken)
    {
        var command = Take(connection, sql);
        try
        {
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.Value = value ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            var result = await run(command, cancellationToken).ConfigureAwait(false);
            Return(command);
            return result;
        }
        catch
        {
            await command.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static DbCommand Take(DbConnection connection, string sql)
    {
        // A new command is in the transaction that the connection is in.
        var command = connection.CreateCommand();
        if (Idle.GetOrCreateValue(connection).Remove(sql, out var known))
        {
            known.Transaction = command.Transaction;
            command.Dispose();
            return known;
        }

        command.CommandText = sql;
        return command;
    }

    private static void Return(DbCommand command)
    {
        var idle = Idle.GetOrCreateValue(command.Connection!);
        command.Parameters.Clear();
        command.Transaction = null;
        if (idle.Count >= MostKept || !idle.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }
}
