using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Schema.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Memori.Text2Sql.DataSources.Files;

/// <summary>Makes one table of the imported file and writes its rows, the second pass.</summary>
internal sealed class TableWriter(SqliteConnection connection, TableSurvey survey, string name, CancellationToken cancellationToken)
{
    private const int MaxIndices = 4;
    private const int MaxComment = 300;

    private string[] _keys = [];

    /// <summary>Makes the table and writes its rows.</summary>
    public ImportedTable Write()
    {
        var columns = survey.Columns;
        var names = FileNames.CleanAll([.. columns.Select(static column => column.Header)]);
        var definitions = names.Select((column, i) =>
            $"    {SqliteName.Quote(column)} {columns[i].Typing.Declaration}{(i < names.Count - 1 ? "," : "")}{Comment(columns[i].Header, column)}");
        Execute($"CREATE TABLE {SqliteName.Quote(name)} (\n{string.Join('\n', definitions)}\n)");
        var rows = WriteRows(columns);
        _keys = [.. KeyColumns.Of(columns, names).Take(MaxIndices)];
        return new ImportedTable(name, rows, [.. names.Select((column, i) => new ImportedColumn(column, ResultColumn.NameOf(columns[i].Typing.Type)))]);
    }

    private long WriteRows(IReadOnlyList<SurveyedColumn> columns)
    {
        using var insert = new SqliteInsert(connection, SqliteName.Quote(name), columns.Count);
        using var reader = survey.Table.Open(cancellationToken);
        var rows = -(long)survey.RowsBeforeData;
        while (reader.Read())
        {
            if (++rows <= 0)
            {
                continue;
            }

            for (var i = 0; i < columns.Count; i++)
            {
                columns[i].Typing.Write(reader.CellOrEmpty(columns[i].Source), survey.Table.IsDelimited, insert, i);
            }

            insert.Run();
        }

        return Math.Max(0, rows);
    }

    /// <summary>Indexes the keys, by which tables are joined and looked up.</summary>
    /// <remarks>Whether the values are unique is what the index itself finds out, so the connection must be able to take a statement back.</remarks>
    public void Index()
    {
        foreach (var key in _keys)
        {
            Index(key);
        }
    }

    private void Index(string column)
    {
        var index = SqliteName.Quote($"{name}_{column}_index");
        var on = $"INDEX {index} ON {SqliteName.Quote(name)} ({SqliteName.Quote(column)})";
        try
        {
            Execute("CREATE UNIQUE " + on);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == raw.SQLITE_CONSTRAINT)
        {
            Execute("CREATE " + on);
        }
    }

    private void Execute(string sql)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    // What the header said stays readable for people and models; on one line, so that it can't end the comment.
    private static string Comment(string header, string column)
    {
        var words = string.Join(' ', header.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 || words == column ? "" : $" -- {(words.Length > MaxComment ? words[..MaxComment] : words)}";
    }
}
