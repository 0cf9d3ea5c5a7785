using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.Execution.Sqlite;

/// <summary>The views of a file.</summary>
internal static class SqliteViews
{
    private const string Select = "SELECT name FROM sqlite_schema WHERE type = 'view'";

    public static List<string> Of(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Select;
        using var reader = command.ExecuteReader();
        List<string> views = [];
        while (reader.Read())
        {
            views.Add(reader.GetString(0));
        }

        return views;
    }
}
