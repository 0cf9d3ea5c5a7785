using System.Globalization;
using System.IO.Compression;
using System.Text;
using Memori.Text;
using Memori.Text2Sql.DataSources.Files.Xlsx;

namespace Memori.Text2Sql.Execution.Export;

/// <summary>Writes a workbook forwards: rows as they come, what names the sheets last. Rows beyond what a sheet can hold go on in another.</summary>
internal sealed class XlsxRowWriter(Stream output) : IRowWriter
{
    private const int FlushAt = 1 << 15;
    private const int MaxText = 32_767;

    // Excel has 15 digits; a longer whole number is an id, which must not be rounded.
    private const long MostExact = 999_999_999_999_999;

    private static readonly DateTime s_firstTrueDay = new(1900, 3, 1);
    private static readonly DateTime s_dayZero = new(1899, 12, 30);

    private readonly ZipArchive _zip = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly StringBuilder _text = new();
    private IReadOnlyList<ResultColumn> _columns = [];
    private StreamWriter? _sheet;
    private int _sheets;
    private int _rows;

    /// <inheritdoc/>
    public long CutCells { get; private set; }

    /// <inheritdoc/>
    public async ValueTask BeginAsync(IReadOnlyList<ResultColumn> columns, CancellationToken cancellationToken)
    {
        if (columns.Count > CellPlace.MaxColumns)
        {
            throw new MemoriException(FaultKind.BadRequest, "export-too-wide", new LocalizedText(
                $"A sheet has at most {CellPlace.MaxColumns:N0} columns; choose CSV or JSON.", $"工作表最多 {CellPlace.MaxColumns:N0} 列,请选择 CSV 或 JSON。"));
        }

        _columns = columns;
        await BeginSheetAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(object?[] row, CancellationToken cancellationToken)
    {
        if (_rows == CellPlace.MaxRows)
        {
            await EndSheetAsync(cancellationToken).ConfigureAwait(false);
            await BeginSheetAsync(cancellationToken).ConfigureAwait(false);
        }

        _rows++;
        _text.Append("<row>");
        for (var i = 0; i < row.Length; i++)
        {
            Append(row[i], _columns[i].Type, Place(row, i));
        }

        _text.Append("</row>");
        if (_text.Length > FlushAt)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask EndAsync(long rows, bool truncated, CancellationToken cancellationToken)
    {
        await EndSheetAsync(cancellationToken).ConfigureAwait(false);
        await AddAsync("xl/workbook.xml", XlsxParts.Workbook(_sheets), cancellationToken).ConfigureAwait(false);
        await AddAsync("xl/_rels/workbook.xml.rels", XlsxParts.WorkbookRelationships(_sheets), cancellationToken).ConfigureAwait(false);
        await AddAsync("xl/styles.xml", XlsxParts.Styles, cancellationToken).ConfigureAwait(false);
        await AddAsync("_rels/.rels", XlsxParts.Relationships, cancellationToken).ConfigureAwait(false);
        await AddAsync("[Content_Types].xml", XlsxParts.ContentTypes(_sheets), cancellationToken).ConfigureAwait(false);
        await _zip.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _text.Clear();
        if (_sheet is not null)
        {
            await _sheet.DisposeAsync().ConfigureAwait(false);
        }

        await _zip.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask BeginSheetAsync(CancellationToken cancellationToken)
    {
        _sheets++;
        var entry = _zip.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{_sheets}.xml"), CompressionLevel.Fastest);
        _sheet = new StreamWriter(await entry.OpenAsync(cancellationToken).ConfigureAwait(false), new UTF8Encoding(false), 1 << 16);
        _text.Append(XlsxParts.SheetStart).Append("<row>");
        foreach (var column in _columns)
        {
            AppendText(column.Name, XlsxParts.HeaderStyle, null);
        }

        _text.Append("</row>");
        _rows = 1;
    }

    private async ValueTask EndSheetAsync(CancellationToken cancellationToken)
    {
        _text.Append(XlsxParts.SheetEnd);
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        await _sheet!.DisposeAsync().ConfigureAwait(false);
        _sheet = null;
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var chunk in _text.GetChunks())
        {
            await _sheet!.WriteAsync(chunk, cancellationToken).ConfigureAwait(false);
        }

        _text.Clear();
    }

    private async ValueTask AddAsync(string name, string content, CancellationToken cancellationToken)
    {
        var entry = await _zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = entry.ConfigureAwait(false);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(content), cancellationToken).ConfigureAwait(false);
    }

    // Without a place, a cell follows the one before it: only those after a NULL need one.
    private string? Place(object?[] row, int column) => column > 0 && row[column - 1] is null ? ColumnName(column) + _rows.ToString(CultureInfo.InvariantCulture) : null;

    private void Append(object? cell, string type, string? place)
    {
        switch (cell)
        {
            case null:
                break;
            case bool value:
                AppendValue(value ? "1" : "0", "b", 0, place);
                break;
            case long value when value is >= -MostExact and <= MostExact:
                AppendValue(value.ToString(CultureInfo.InvariantCulture), null, 0, place);
                break;
            case double value when double.IsFinite(value):
                AppendValue(value.ToString("R", CultureInfo.InvariantCulture), null, 0, place);
                break;
            case decimal value when IsExact(value):
                AppendValue(value.ToString(CultureInfo.InvariantCulture), null, 0, place);
                break;
            case string text when TryMoment(text, type) is { } moment:
                AppendMoment(moment, type, text, place);
                break;
            case DateOnly value:
                AppendMoment(value.ToDateTime(TimeOnly.MinValue), "date", cell, place);
                break;
            case DateTime value:
                AppendMoment(value, "timestamp", cell, place);
                break;
            case TimeOnly value:
                AppendMoment(default(DateTime) + value.ToTimeSpan(), "time", cell, place);
                break;
            default:
                AppendText(CellText.Of(cell, CultureInfo.InvariantCulture), 0, place);
                break;
        }
    }

    // SQLite keeps dates as texts; the column's type says that they are dates.
    private static DateTime? TryMoment(string text, string type)
    {
        const DateTimeStyles Style = DateTimeStyles.NoCurrentDateDefault;
        string[] forms = type switch
        {
            "date" => ["yyyy-MM-dd"],
            "timestamp" => ["yyyy-MM-dd HH:mm:ss.FFF", "yyyy-MM-dd'T'HH:mm:ss.FFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"],
            "time" => ["HH:mm:ss.FFF", "HH:mm"],
            _ => [],
        };
        return forms.Length > 0 && DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, Style, out var moment) ? moment : null;
    }

    private void AppendMoment(DateTime moment, string type, object cell, string? place)
    {
        var time = type == "time";

        // A sheet has no days before 1900, miscounts those before March of that year, and its numbers have no finer moments than milliseconds.
        if ((!time && moment < s_firstTrueDay) || moment.Ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            AppendText(CellText.Of(cell, CultureInfo.InvariantCulture), 0, place);
            return;
        }

        var serial = time ? moment.TimeOfDay.TotalDays : (moment - s_dayZero).TotalDays;
        var style = time ? XlsxParts.TimeStyle : type == "date" ? XlsxParts.DateStyle : XlsxParts.TimestampStyle;
        AppendValue(serial.ToString("R", CultureInfo.InvariantCulture), null, style, place);
    }

    private void AppendValue(string value, string? type, int style, string? place) =>
        Open(place, style, type).Append("><v>").Append(value).Append("</v></c>");

    private void AppendText(string text, int style, string? place)
    {
        if (text.Length > MaxText)
        {
            CutCells++;
            text = text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)];
        }

        style = style == 0 && FormulaText.IsDangerous(text) ? XlsxParts.QuotedStyle : style;
        Open(place, style, "inlineStr").Append("><is><t xml:space=\"preserve\">");
        foreach (var c in XlsxText.Encode(text))
        {
            _ = c switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                _ => _text.Append(c),
            };
        }

        _text.Append("</t></is></c>");
    }

    private StringBuilder Open(string? place, int style, string? type)
    {
        _text.Append("<c");
        if (place is not null)
        {
            _text.Append(" r=\"").Append(place).Append('"');
        }

        if (style > 0)
        {
            _text.Append(" s=\"").Append(style).Append('"');
        }

        return type is null ? _text : _text.Append(" t=\"").Append(type).Append('"');
    }

    private static bool IsExact(decimal value) => Math.Abs(value) <= MostExact && (decimal)(double)value == value;

    private static string ColumnName(int column)
    {
        var name = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        {
            name = (char)('A' + ((rest - 1) % 26)) + name;
        }

        return name;
    }
}
