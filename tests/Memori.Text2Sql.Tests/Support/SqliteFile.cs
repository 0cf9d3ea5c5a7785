using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Sql;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.Tests.Support;

/// <summary>Makes SQLite files to ask.</summary>
internal static class SqliteFile
{
    public static DataSource Create(string path, string script)
    {
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = script;
            command.ExecuteNonQuery();
        }

        return Source(path);
    }

    public static DataSource Source(string path) => new()
    {
        Id = 1,
        Name = "test",
        Key = path,
        Dialect = SqlDialect.Sqlite,
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = path }.ConnectionString,
    };
}
