using Memori.Text;
using Memori.Text2Sql.DataSources.Files.Csv;
using Memori.Text2Sql.DataSources.Files.Xlsx;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.DataSources.Files;

/// <summary>Imports a file into a SQLite file with a table for each of its tables, in two passes: one for the types, one for the rows. Memory does not grow with the rows.</summary>
internal sealed class FileImporter(FileImportOptions options, CancellationToken cancellationToken)
{
    /// <summary>Writes <paramref name="database"/>, a new file.</summary>
    /// <param name="path">The file; its name names its only table.</param>
    /// <param name="database">The SQLite file to make.</param>
    /// <exception cref="FileImportException">The file is damaged, beyond a limit, or no table.</exception>
    public ImportReport Import(string path, string database)
    {
        if (new FileInfo(path).Length > options.MaxFileBytes)
        {
            throw FileFaults.Limit($"it is larger than {options.MaxFileBytes:N0} bytes", $"超过了 {options.MaxFileBytes:N0} 字节");
        }

        var name = Path.GetFileNameWithoutExtension(path);
        using var workbook = FileKind.IsZip(path) ? Workbook.Open(path, options, cancellationToken) : null;
        IReadOnlyList<FileTable> tables = workbook?.Tables ?? [CsvTable.Open(path, name, options)];
        List<LocalizedText> warnings = [.. workbook?.Warnings ?? []];
        var surveys = tables.Select(table => TableSurvey.Take(table, options, cancellationToken)).OfType<TableSurvey>().Where(static survey => survey.Columns.Count > 0).ToArray();
        if (surveys.Length == 0)
        {
            throw FileFaults.Empty();
        }

        return Write(database, surveys, name, warnings);
    }

    private ImportReport Write(string database, TableSurvey[] surveys, string name, List<LocalizedText> warnings)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ConnectionString);
        connection.Open();

        // A file that is not complete is thrown away: no journal is needed.
        Execute(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = FILE");
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        List<ImportedTable> tables = [];
        List<TableWriter> writers = [];
        Execute(connection, "BEGIN");
        foreach (var survey in surveys)
        {
            var source = surveys.Length == 1 && (survey.Table.IsDelimited || FileNames.IsDefaultSheet(survey.Table.Name)) ? name : survey.Table.Name;
            var writer = new TableWriter(connection, survey, FileNames.Unique(FileNames.CleanTable(source), taken), cancellationToken);
            var table = writer.Write();
            writers.Add(writer);
            tables.Add(table);
            warnings.AddRange(surveys.Length == 1 ? survey.Warnings : survey.Warnings.Select(warning => new LocalizedText($"{table.Name}: {warning.English}", $"{table.Name}:{warning.Chinese}")));
        }

        Execute(connection, "COMMIT");

        // A unique index that fails leaves a damaged file unless its statement can be taken back.
        Execute(connection, "PRAGMA journal_mode = MEMORY");
        writers.ForEach(static writer => writer.Index());
        return new ImportReport { Tables = tables, Warnings = warnings };
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
