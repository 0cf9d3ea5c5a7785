using System.Globalization;
using System.Xml;

namespace Memori.Text2Sql.DataSources.Files.Xlsx;

/// <summary>The rows of a sheet that have cells with values. Formulas give the value that was computed when the file was saved; nothing is evaluated.</summary>
internal sealed class SheetRows(Part part, SharedStrings strings, CellFormats formats, FileImportOptions options) : RowReader
{
    // A sheet names all its merged cells; those that make a header are among the first.
    private const int MaxMerges = 10_000;

    private readonly CellBuffer _text = new(options.MaxRowSize);
    private readonly List<MergedCells> _merges = [];
    private (int Start, int Length)[] _cells = new (int, int)[16];
    private int _width;
    private long _row;
    private long _errors;

    /// <inheritdoc/>
    public override int Width => _width;

    /// <inheritdoc/>
    public override long Number => _row;

    /// <inheritdoc/>
    public override IReadOnlyList<MergedCells> Merges => _merges;

    /// <inheritdoc/>
    public override long ErrorCells => _errors;

    /// <inheritdoc/>
    public override ReadOnlySpan<char> this[int column] => _text.Slice(_cells[column].Start, _cells[column].Length);

    /// <inheritdoc/>
    public override bool Read()
    {
        while (Next())
        {
            if (part.Kind != XmlNodeType.Element)
            {
                continue;
            }

            if (part.Name == "row")
            {
                _row = part.Number("r", (int)_row + 1);
                if (_row is < 1 or > CellPlace.MaxRows)
                {
                    throw FileFaults.Unreadable($"it has a row {_row}, where a sheet has at most {CellPlace.MaxRows:N0}", $"其中有第 {_row} 行,而工作表最多 {CellPlace.MaxRows:N0} 行");
                }

                if (!part.IsEmptyElement && ReadCells())
                {
                    return true;
                }
            }
            else if (part.Name == "mergeCell" && _merges.Count < MaxMerges)
            {
                AddMerge(part.Attribute("ref"));
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override void Dispose() => part.Dispose();

    private bool Next()
    {
        try
        {
            return part.Read();
        }
        catch (Exception failure) when (Workbook.IsDamage(failure))
        {
            throw Workbook.Damaged(failure);
        }
    }

    private bool ReadCells()
    {
        _text.CutAt(0);
        _width = 0;
        var next = 0;
        while (Next() && !(part.Kind == XmlNodeType.EndElement && part.Name == "row"))
        {
            if (part.Kind == XmlNodeType.Element && part.Name == "c")
            {
                next = ReadCell(next) + 1;
            }
        }

        return _width > 0;
    }

    private int ReadCell(int next)
    {
        var (column, format, type) = (next, part.Number("s", 0), part.Attribute("t"));
        if (part.Attribute("r") is { } reference)
        {
            column = CellPlace.TryParse(reference, out var place) ? place.Column : throw FileFaults.Unreadable($"there is no cell {Shown(reference)}", $"不存在单元格 {Shown(reference)}");
        }

        if (column >= CellPlace.MaxColumns)
        {
            throw FileFaults.Unreadable($"row {_row} has more than {CellPlace.MaxColumns:N0} cells", $"第 {_row} 行的单元格超过 {CellPlace.MaxColumns:N0} 个");
        }

        var start = _text.Length;
        if (!part.IsEmptyElement)
        {
            ReadValue();
        }

        Finish(start, type, format);
        if (_text.Length > start)
        {
            Place(column, start);
        }

        return column;
    }

    private void ReadValue()
    {
        var inValue = false;
        while (Next() && !(part.Kind == XmlNodeType.EndElement && part.Name == "c"))
        {
            switch (part.Kind)
            {
                case XmlNodeType.Element:
                    inValue = part.Name is "v" or "t" && !part.IsEmptyElement;
                    break;
                case XmlNodeType.EndElement:
                    inValue = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when inValue:
                    part.AppendTo(_text);
                    break;
                default:
                    break;
            }
        }
    }

    // What the file says becomes what a person sees.
    private void Finish(int start, string? type, int format)
    {
        var raw = _text.From(start);
        if (raw.IsEmpty)
        {
            return;
        }

        switch (type)
        {
            case "s":
                var known = int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var index);
                _text.CutAt(start);
                strings.AppendTo(known ? index : -1, _text);
                break;
            case "b":
                Replace(start, raw is "1" || raw.Equals("true", StringComparison.OrdinalIgnoreCase) ? "true" : "false");
                break;
            case "e":
                _errors++;
                _text.CutAt(start);
                break;
            case "str" or "inlineStr":
                _text.CutAt(start + XlsxText.Decode(raw));
                break;
            case "d":
                break;
            default:
                FinishNumber(start, raw, format);
                break;
        }
    }

    private void FinishNumber(int start, ReadOnlySpan<char> raw, int format)
    {
        Span<char> text = stackalloc char[40];
        if (formats.TryWriteDate(raw, format, text, out var length))
        {
            Replace(start, text[..length]);
        }
        else if (raw.Length > 15 && double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            && number.TryFormat(text, out length, default, CultureInfo.InvariantCulture))
        {
            // 0.1 is saved as 0.10000000000000001.
            Replace(start, text[..length]);
        }
    }

    private void Replace(int start, ReadOnlySpan<char> text)
    {
        _text.CutAt(start);
        _text.Append(text);
    }

    private void Place(int column, int start)
    {
        if (_cells.Length <= column)
        {
            Array.Resize(ref _cells, Math.Max(column + 1, _cells.Length * 2));
        }

        for (; _width <= column; _width++)
        {
            _cells[_width] = default;
        }

        _cells[column] = (start, _text.Length - start);
    }

    private void AddMerge(string? range)
    {
        var colon = range?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon > 0 && CellPlace.TryParse(range.AsSpan(0, colon), out var from) && CellPlace.TryParse(range.AsSpan(colon + 1), out var to))
        {
            _merges.Add(new MergedCells(from.Row, to.Row, from.Column, to.Column));
        }
    }

    private static string Shown(string text) => text.Length > 20 ? text[..20] + "…" : text;
}
