using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Memori.Storage;

/// <summary>
/// One-statement commands within <see cref="IDatabase"/>'s reads and writes, alike for every dialect. Parameters are <c>@name</c>; null is NULL.
/// A command that has run is kept with its connection for the next time: preparing takes longer than most statements run.
/// </summary>
public static class DatabaseCommands
{
    private const int MostKept = 64;

    private static readonly ConditionalWeakTable<DbConnection, Dictionary<string, DbCommand>> Idle = [];

    /// <summary>The rows of a query.</summary>
    public static Task<IReadOnlyList<T>> QueryAsync<T>(
        this DbConnection connection, string sql, Func<DbDataReader, T> map, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        RunAsync(connection, sql, (command, token) => ReadAsync(command, map, token), parameters, cancellationToken);

    /// <summary>The rows of a query in a transaction.</summary>
    public static Task<IReadOnlyList<T>> QueryAsync<T>(
        this DbTransaction transaction, string sql, Func<DbDataReader, T> map, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        transaction.Connection!.QueryAsync(sql, map, cancellationToken, parameters);

    /// <summary>The first value that a statement returns in a transaction.</summary>
    public static Task<object?> ScalarAsync(
        this DbTransaction transaction, string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        RunAsync(transaction.Connection!, sql, static (command, token) => command.ExecuteScalarAsync(token), parameters, cancellationToken);

    /// <summary>How many rows a statement changes.</summary>
    public static Task<int> ExecuteAsync(
        this DbConnection connection, string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        RunAsync(connection, sql, static (command, token) => command.ExecuteNonQueryAsync(token), parameters, cancellationToken);

    /// <summary>How many rows a statement changes in a transaction.</summary>
    public static Task<int> ExecuteAsync(
        this DbTransaction transaction, string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        transaction.Connection!.ExecuteAsync(sql, cancellationToken, parameters);

    /// <summary>What <paramref name="run"/> makes of a statement with its parameters, which is prepared already when it ran on this connection before.</summary>
    public static async Task<T> RunAsync<T>(
        this DbConnection connection, string sql, Func<DbCommand, CancellationToken, Task<T>> run, (string Name, object? Value)[] parameters, CancellationToken cancellationToken)
    {
        var command = Take(connection, sql);
        try
        {
            Bind(command, parameters);
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

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(DbCommand command, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = reader.ConfigureAwait(false);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    private static void Bind(DbCommand command, (string Name, object? Value)[] parameters)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            // Those of the last time serve again.
            var parameter = i < command.Parameters.Count ? command.Parameters[i] : command.Parameters[command.Parameters.Add(command.CreateParameter())];
            parameter.ParameterName = parameters[i].Name;
            parameter.Value = parameters[i].Value ?? DBNull.Value;
        }

        while (command.Parameters.Count > parameters.Length)
        {
            command.Parameters.RemoveAt(command.Parameters.Count - 1);
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
        foreach (DbParameter parameter in command.Parameters)
        {
            // What was looked for or kept is nobody's business any more.
            parameter.Value = DBNull.Value;
        }

        command.Transaction = null;
        if (idle.Count >= MostKept || !idle.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }
}
