using System.Text;
using CsvHelper;

namespace Memori.Text2Sql.DataSources.Files.Csv;

/// <summary>The table of a CSV file: delimited by commas, semicolons, tabs or bars, in UTF-8, UTF-16, GB18030 or Windows-1252.</summary>
internal sealed class CsvTable : FileTable
{
    private readonly string _path;
    private readonly Encoding _encoding;
    private readonly FileImportOptions _options;

    private CsvTable(string path, Encoding encoding, FileImportOptions options)
    {
        _path = path;
        _encoding = encoding;
        _options = options;
    }

    /// <inheritdoc/>
    public override bool IsDelimited => true;

    /// <summary>Finds the encoding.</summary>
    /// <exception cref="FileImportException">The file is no text.</exception>
    public static CsvTable Open(string path, string name, FileImportOptions options) =>
        CsvEncoding.Detect(path) is not { } encoding ? throw FileFaults.Unreadable("it is not text", "文件不是文本")
        : FileKind.IsWorkbook(path) && IsWebPage(path, encoding) ? throw FileFaults.WebPage()
        : new CsvTable(path, encoding, options) { Name = name };

    /// <inheritdoc/>
    public override RowReader Open(CancellationToken cancellationToken) => new CsvRows(
        CsvReader.FromFile(_path, new CsvReaderOptions
        {
            Encoding = _encoding,
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = _options.MaxRowSize,
        }),
        cancellationToken);

    // Programs write web pages under .xls, which Excel opens all the same.
    private static bool IsWebPage(string path, Encoding encoding)
    {
        using var reader = new StreamReader(path, encoding);
        int first;
        while ((first = reader.Read()) >= 0 && char.IsWhiteSpace((char)first))
        {
            // Blanks before the first character that says something.
        }

        return first == '<';
    }
}
