using Memori.Text2Sql.Execution;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Memori.Text2Sql.Evaluation;

/// <summary>
/// Runs the trusted SQL of an evaluation set, and predictions beside it, read-only. Imported sets rely on SQLite's reading of an
/// unknown double-quoted word as a string, so that is switched on here, and only here.
/// </summary>
internal static class GoldRunner
{
    private const int DqsDml = 1013;
    private const int MostRows = 20_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>The rows, or null when the statement fails or takes too long.</summary>
    public static QueryResult? Run(string path, string sql, CancellationToken cancellationToken)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        _ = raw.sqlite3_db_config(connection.Handle!, DqsDml, 1, out _);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        using var interrupt = deadline.Token.Register(() => raw.sqlite3_interrupt(connection.Handle!));
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<object?[]>();
            while (rows.Count < MostRows && reader.Read())
            {
                var row = new object?[reader.FieldCount];
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
                }

                rows.Add(row);
            }

            return new QueryResult { Columns = [.. Enumerable.Range(0, reader.FieldCount).Select(i => new ResultColumn(reader.GetName(i), "other"))], Rows = rows };
        }
        catch (SqliteException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }
}
