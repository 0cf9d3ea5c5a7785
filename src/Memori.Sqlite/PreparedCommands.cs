using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Memori.Sqlite;

/// <summary>
/// The commands of a connection that are not in use, with their statements as SQLite has prepared them: preparing takes longer than most of them run.
/// For one user of the connection at a time, as the connection is.
/// </summary>
internal sealed class PreparedCommands
{
    private const int Most = 64;

    private static readonly ConditionalWeakTable<SqliteConnection, PreparedCommands> OfConnections = [];

    private readonly Dictionary<string, SqliteCommand> _idle = [];

    /// <summary>A command without parameters, in the transaction of the connection.</summary>
    public static SqliteCommand Take(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        if (OfConnections.GetOrCreateValue(connection)._idle.Remove(sql, out var known))
        {
            known.Transaction = command.Transaction;
            command.Dispose();
            return known;
        }

        command.CommandText = sql;
        return command;
    }

    /// <summary>Keeps a command that has run for the next time. One that failed must be disposed instead.</summary>
    public static void Return(SqliteCommand command)
    {
        var idle = OfConnections.GetOrCreateValue(command.Connection!)._idle;
        command.Parameters.Clear();
        command.Transaction = null;
        if (idle.Count >= Most || !idle.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }
}
