using System.IO.Compression;
using System.Text;
using System.Xml;
using Memori.Text;

namespace Memori.Text2Sql.DataSources.Files.Xlsx;

/// <summary>
/// An Excel workbook (.xlsx, .xlsm), read forwards part by part. Only the workbook, its strings, formats and sheets are opened: macros,
/// links, images and embedded files are not, and nothing outside the file is. Not thread-safe.
/// </summary>
internal sealed class Workbook : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly FileImportOptions _options;
    private readonly CancellationToken _cancellationToken;
    private SharedStrings _strings = SharedStrings.None;
    private CellFormats? _formats;

    private Workbook(ZipArchive zip, FileImportOptions options, CancellationToken cancellationToken)
    {
        _zip = zip;
        _options = options;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The visible sheets.</summary>
    public IReadOnlyList<FileTable> Tables { get; private set; } = [];

    /// <summary>What a person should know.</summary>
    public IReadOnlyList<LocalizedText> Warnings { get; private set; } = [];

    /// <summary>Opens a workbook.</summary>
    /// <exception cref="FileImportException">It is none, damaged, or beyond a limit.</exception>
    public static Workbook Open(string path, FileImportOptions options, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        try
        {
            ZipDirectory.Check(file, options.MaxZipEntries);
            var workbook = new Workbook(new ZipArchive(file, ZipArchiveMode.Read), options, cancellationToken);
            workbook.ReadParts();
            return workbook;
        }
        catch (Exception failure) when (IsDamage(failure))
        {
            file.Dispose();
            throw Damaged(failure);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether a failure to read says that the file is damaged.</summary>
    public static bool IsDamage(Exception failure) => failure is InvalidDataException or XmlException or EndOfStreamException or DecoderFallbackException or NotSupportedException;

    /// <summary>The failure of a damaged file.</summary>
    public static FileImportException Damaged(Exception failure) => FileFaults.Unreadable("the workbook is damaged", "工作簿已损坏", failure);

    /// <summary>Opens a sheet at its first row.</summary>
    public RowReader OpenSheet(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return new SheetRows(new Part(entry, _options, cancellationToken), _strings, _formats!, _options);
        }
        catch (Exception failure) when (IsDamage(failure))
        {
            throw Damaged(failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private void ReadParts()
    {
        // Where the workbook is, the package's relationships say; every program puts it in xl/.
        var main = Relationships("").Values.FirstOrDefault(static target => target.EndsWith("workbook.xml", StringComparison.OrdinalIgnoreCase)) ?? "xl/workbook.xml";
        var entry = _zip.GetEntry(main) ?? throw FileFaults.NotExcel();
        var targets = Relationships(main);
        List<(string Name, string Id, bool Hidden)> sheets = [];
        var is1904 = false;
        using (var part = new Part(entry, _options, _cancellationToken))
        {
            while (part.ReadElement())
            {
                is1904 |= part.Name == "workbookPr" && part.IsOn("date1904");
                if (part.Name == "sheet")
                {
                    // r:id; the other number is called sheetId.
                    sheets.Add((part.Attribute("name") ?? "", part.Attribute("id") ?? "", part.Attribute("state") is "hidden" or "veryHidden"));
                }
            }
        }

        var folder = main[..(main.LastIndexOf('/') + 1)];
        _strings = Entry(targets, folder + "sharedStrings.xml") is { } texts ? SharedStrings.Read(texts, _options, _cancellationToken) : SharedStrings.None;
        _formats = CellFormats.Read(Entry(targets, folder + "styles.xml"), is1904, _options, _cancellationToken);
        Choose(sheets, targets);
    }

    private void Choose(List<(string Name, string Id, bool Hidden)> sheets, Dictionary<string, string> targets)
    {
        // A chart sheet is a sheet without cells.
        var found = sheets.Select(sheet => (sheet.Name, sheet.Hidden, Entry: targets.GetValueOrDefault(sheet.Id) is { } target ? _zip.GetEntry(target) : null))
            .Where(static sheet => sheet.Entry?.FullName.Contains("worksheets/", StringComparison.OrdinalIgnoreCase) == true).ToArray();
        var visible = found.Where(static sheet => !sheet.Hidden).ToArray();
        if (visible.Length > _options.MaxTables)
        {
            throw FileFaults.Limit($"it has more than {_options.MaxTables} sheets", $"工作表超过 {_options.MaxTables} 个");
        }

        Tables = [.. visible.Select(sheet => new SheetTable(this, sheet.Entry!) { Name = sheet.Name })];
        if (visible.Length < found.Length)
        {
            var names = string.Join(", ", found.Where(static sheet => sheet.Hidden).Take(10).Select(static sheet => sheet.Name));
            Warnings = [new LocalizedText($"Hidden sheets were left out: {names}.", $"隐藏的工作表未导入:{names}。")];
        }
    }

    private ZipArchiveEntry? Entry(Dictionary<string, string> targets, string usual) =>
        _zip.GetEntry(targets.Values.FirstOrDefault(target => target.EndsWith(usual[(usual.LastIndexOf('/') + 1)..], StringComparison.OrdinalIgnoreCase)) ?? usual);

    // The parts that a part names, by id. What lies outside the file is never followed.
    private Dictionary<string, string> Relationships(string partName)
    {
        var slash = partName.LastIndexOf('/');
        var folder = partName[..(slash + 1)];
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        if (_zip.GetEntry($"{folder}_rels/{partName[(slash + 1)..]}.rels") is not { } entry)
        {
            return targets;
        }

        using var part = new Part(entry, _options, _cancellationToken);
        while (part.ReadElement() && targets.Count < _options.MaxZipEntries)
        {
            if (part.Name == "Relationship" && part.Attribute("TargetMode") != "External" && part.Attribute("Id") is { } id && part.Attribute("Target") is { } target)
            {
                targets[id] = target.StartsWith('/') ? target[1..] : folder + target;
            }
        }

        return targets;
    }
}
