using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Files;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.Tests.Support;

/// <summary>Imports files as the service does, and looks at what came of them.</summary>
internal sealed class Imported : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private int _files;

    public string Directory => _directory.Path;

    public string ImportDirectory => _directory.File("imports");

    /// <summary>A file of the given name in a directory of its own.</summary>
    public string File(string name) => Path.Combine(System.IO.Directory.CreateDirectory(_directory.File($"f{_files++}")).FullName, name);

    public async Task<ImportedDatabase> ImportAsync(string path, FileImportOptions? options = null)
    {
        var imports = new FileImports(new DataSourceOptions { DataDirectory = _directory.Path, Files = options ?? new FileImportOptions() });
        var database = await imports.EnsureAsync(path, TestContext.Current.CancellationToken);
        return new ImportedDatabase(database, imports.ReportOf(SqliteFile.Source(database))!);
    }

    public async Task<ImportedDatabase> ImportTextAsync(string text, string name = "data.csv", FileImportOptions? options = null)
    {
        var path = File(name);
        await System.IO.File.WriteAllTextAsync(path, text);
        return await ImportAsync(path, options);
    }

    /// <summary>That the file is refused with a code, in both languages, and nothing is left behind.</summary>
    public async Task<MemoriException> ShouldRefuseAsync(string path, string code, FileImportOptions? options = null)
    {
        var failure = await Should.ThrowAsync<MemoriException>(() => ImportAsync(path, options));
        failure.Code.ShouldBe(code, failure.Message);
        failure.Text.Chinese.ShouldContain("无法导入");
        if (System.IO.Directory.Exists(ImportDirectory))
        {
            System.IO.Directory.GetFiles(ImportDirectory).ShouldBeEmpty();
        }

        return failure;
    }

    public void Dispose() => _directory.Dispose();
}

/// <summary>What a file became.</summary>
internal sealed record ImportedDatabase(string Path, ImportReport Report)
{
    public IEnumerable<string> Warnings => Report.Warnings.Select(static warning => warning.English);

    public string[] Types(int table = 0) => [.. Report.Tables[table].Columns.Select(static column => $"{column.Name} {column.Type}")];

    /// <summary>The rows of a query, in SQLite's own values.</summary>
    public List<object?[]> Rows(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }

        return rows;
    }
}
