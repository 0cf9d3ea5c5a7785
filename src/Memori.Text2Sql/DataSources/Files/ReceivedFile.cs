using Memori.Text;

namespace Memori.Text2Sql.DataSources.Files;

/// <summary>A file that was received and is not yet a datasource. Not thread-safe.</summary>
public sealed class ReceivedFile : IAsyncDisposable
{
    private static readonly string[] s_extensions = [".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls"];

    private const int LongestName = 100;

    private readonly string _directory;
    private readonly DataSourceCatalog _catalog;
    private readonly FileImports _imports;
    private bool _registered;

    internal ReceivedFile(string directory, string path, DataSourceCatalog catalog, FileImports imports)
    {
        _directory = directory;
        Path = path;
        _catalog = catalog;
        _imports = imports;
    }

    internal string Path { get; private set; }

    /// <summary>Imports the file and makes it a datasource.</summary>
    /// <param name="fileName">What its owner calls the file: its extension is a claim, the rest names what is made of it. Untrusted text.</param>
    /// <param name="name">What to call the datasource and its only table instead; null for the file's name. Untrusted text.</param>
    /// <param name="cancellationToken">Cancels; nothing is left behind.</param>
    /// <returns>The datasource and what became of the file.</returns>
    /// <exception cref="MemoriException"><c>upload-unsupported</c>; what <see cref="FileImports.EnsureAsync"/> says.</exception>
    public async Task<(DataSource Source, ImportReport Report)> RegisterAsync(string fileName, string? name, CancellationToken cancellationToken = default)
    {
        var extension = System.IO.Path.GetExtension(fileName).ToLowerInvariant();
        if (!s_extensions.Contains(extension, StringComparer.Ordinal) || DataSourceTarget.IsSqlite(Path))
        {
            throw new MemoriException(FaultKind.BadRequest, "upload-unsupported", new LocalizedText(
                "Upload a CSV file (.csv, .tsv, .txt) or an Excel workbook (.xlsx, .xlsm).", "请上传 CSV 文件(.csv、.tsv、.txt)或 Excel 工作簿(.xlsx、.xlsm)。"));
        }

        var wanted = string.IsNullOrWhiteSpace(name) ? Shown(fileName) : name;
        var path = System.IO.Path.Combine(_directory, FileNames.CleanTable(wanted) + extension);
        File.Move(Path, path);
        Path = path;
        var source = await _catalog.RegisterAsync(new NewDataSource(path) { Name = wanted }, cancellationToken).ConfigureAwait(false);
        _registered = true;
        return (source, _imports.ReportOf(source) ?? new ImportReport { Tables = [], Warnings = [] });
    }

    // What a browser sends as the file's name may be any text, with a path before it or not.
    private static string Shown(string fileName)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        var words = string.Concat(System.IO.Path.GetFileNameWithoutExtension(name).Where(static c => !char.IsControl(c))).Trim();
        return words.Length == 0 ? "data" : words.Length > LongestName ? words[..LongestName] : words;
    }

    /// <summary>Removes the file, unless it became a datasource.</summary>
    public ValueTask DisposeAsync()
    {
        if (!_registered && Directory.Exists(_directory))
        {
            _imports.Forget([Path]);
            Directory.Delete(_directory, recursive: true);
        }

        return ValueTask.CompletedTask;
    }
}
