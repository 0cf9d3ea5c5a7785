using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.DataSources.Sample;

/// <summary>Inserts rows with one prepared statement, whose parameters are named <c>$1</c>, <c>$2</c>, …; rows are numbered from 1. Not thread-safe.</summary>
internal sealed class RowWriter : IDisposable
{
    private readonly SqliteCommand _insert;

    public RowWriter(SqliteConnection connection, SqliteTransaction transaction, string insert)
    {
        _insert = connection.CreateCommand();
        _insert.Transaction = transaction;
        _insert.CommandText = insert;
        for (var i = 1; i <= insert.Count(c => c == '$'); i++)
        {
            _insert.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) });
        }
    }

    /// <summary>How many rows were inserted, which is the number of the last one.</summary>
    public int Count { get; private set; }

    /// <summary>Inserts a row and returns its number.</summary>
    public int Add(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _insert.Parameters[i].Value = values[i] switch
            {
                null => DBNull.Value,
                DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                var value => value,
            };
        }

        _insert.ExecuteNonQuery();
        return ++Count;
    }

    public void Dispose() => _insert.Dispose();
}
