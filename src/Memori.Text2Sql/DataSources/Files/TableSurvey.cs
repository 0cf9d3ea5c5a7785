using Memori.Text;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.DataSources.Files;

/// <summary>What one pass over a table found: where its rows begin, its columns and their types. Holds the first rows and a few numbers for each column, however long the table.</summary>
internal sealed class TableSurvey
{
    // In UTF-16 code units: the head is kept whole, but not when its cells are huge.
    private const int MaxHeadText = 1 << 20;

    private readonly FileTable _table;
    private readonly FileImportOptions _options;
    private readonly List<HeadRow> _head = [];
    private readonly List<ColumnTyping> _typings = [];
    private readonly List<WidthCount> _widths = [];
    private long _rows;
    private int _headText;

    private TableSurvey(FileTable table, FileImportOptions options)
    {
        _table = table;
        _options = options;
    }

    /// <summary>The table.</summary>
    public FileTable Table => _table;

    /// <summary>The columns that have a header or a value.</summary>
    public IReadOnlyList<SurveyedColumn> Columns { get; private set; } = [];

    /// <summary>How many rows, titles and header included, stand before the first row of data.</summary>
    public int RowsBeforeData { get; private set; }

    /// <summary>What a person should know.</summary>
    public List<LocalizedText> Warnings { get; } = [];

    /// <summary>Reads the table once; null when it has no cells.</summary>
    /// <exception cref="FileImportException">The file is damaged, beyond a limit, or no table.</exception>
    public static TableSurvey? Take(FileTable table, FileImportOptions options, CancellationToken cancellationToken)
    {
        var survey = new TableSurvey(table, options);
        using var reader = table.Open(cancellationToken);
        while (reader.Read())
        {
            survey.Look(reader);
        }

        if (survey._head.Count == 0)
        {
            return null;
        }

        survey.Finish(reader);
        return survey;
    }

    private void Look(RowReader row)
    {
        if (++_rows > _options.MaxRows)
        {
            throw FileFaults.Limit($"it has more than {_options.MaxRows:N0} rows", $"超过了 {_options.MaxRows:N0} 行");
        }

        var width = row.Width;
        while (width > 0 && row[width - 1].IsEmpty)
        {
            width--;
        }

        if (width > _options.MaxColumns)
        {
            throw FileFaults.Limit(
                $"row {row.Number} has {width:N0} columns, more than {_options.MaxColumns:N0}", $"第 {row.Number} 行有 {width:N0} 列,超过了 {_options.MaxColumns:N0} 列");
        }

        Count(row, width);
        while (_typings.Count < width)
        {
            _typings.Add(new ColumnTyping());
        }

        // Until the header is found, which may need the merged cells that a sheet names at its end, the first rows may be no data.
        if (_head.Count < _options.HeadRows && _headText < MaxHeadText && _head.Count == _rows - 1)
        {
            Keep(row);
            return;
        }

        for (var i = 0; i < width; i++)
        {
            _typings[i].Look(row[i]);
        }
    }

    private void Count(RowReader row, int width)
    {
        while (_widths.Count <= Math.Max(width, Math.Min(row.Width, _options.MaxColumns)))
        {
            _widths.Add(new WidthCount());
        }

        _widths[width].Rows++;
        _widths[width].First = _widths[width].First == 0 ? row.Number : _widths[width].First;
        _widths[Math.Min(row.Width, _options.MaxColumns)].Given++;
    }

    private void Keep(RowReader row)
    {
        var cells = new string?[row.Width];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = ColumnTyping.IsMissing(row[i]) ? null : row[i].ToString();
            _headText += cells[i]?.Length ?? 0;
        }

        _head.Add(new HeadRow(row.Number, cells));
    }

    private void Finish(RowReader reader)
    {
        var head = TableHead.Find(_head, reader.Merges);
        RowsBeforeData = head.FirstData;
        foreach (var row in _head.Skip(head.FirstData))
        {
            for (var i = 0; i < Math.Min(row.Cells.Length, _typings.Count); i++)
            {
                _typings[i].Look(row.Cells[i]);
            }
        }

        var width = _typings.Count;
        if (_table.IsDelimited)
        {
            var header = _head[head.HeaderRow];
            width = Math.Min(width, header.Cells.Length);
            CountRagged(width, header.Cells.Length, head.FirstData);
        }

        Columns = [.. Enumerable.Range(0, width)
            .Select(i => new SurveyedColumn(i, head.HeaderOf(i, _head, reader.Merges), _typings[i]))
            .Where(static column => column.Header.Length > 0 || column.Typing.Seen)];
        Warn(head, reader.ErrorCells);
    }

    private void CountRagged(int width, int given, int before)
    {
        var data = _rows - before;
        var headWidths = _head.Take(before).ToArray();
        var wide = _widths.Skip(width + 1).ToArray();
        var longRows = wide.Sum(static count => count.Rows) - headWidths.Count(row => LastFilled(row) > width);
        var shortRows = _widths.Take(given).Sum(static count => count.Given) - headWidths.Count(row => row.Cells.Length < given);
        if (longRows > 0)
        {
            var first = wide.Where(static count => count.Rows > 0).Min(static count => count.First);
            if (longRows * 10 > data)
            {
                var found = _widths.FindIndex(width + 1, count => count.First == first);
                throw FileFaults.Unreadable(
                    $"line {first} has {found} cells where the header has {given}, and {longRows:N0} of {data:N0} rows have too many: look for a wrong delimiter or missing quotes",
                    $"第 {first} 行有 {found} 个单元格,而表头有 {given} 个,{data:N0} 行中有 {longRows:N0} 行过长:请检查分隔符或引号");
            }

            Warnings.Add(new LocalizedText(
                $"{longRows:N0} rows have more cells than the header; the cells beyond column {given} were left out (first: line {first}).",
                $"有 {longRows:N0} 行的单元格多于表头,第 {given} 列之后的内容已舍去(首个:第 {first} 行)。"));
        }

        if (shortRows > 0)
        {
            Warnings.Add(new LocalizedText(
                $"{shortRows:N0} rows have fewer cells than the header; what is missing is NULL.", $"有 {shortRows:N0} 行的单元格少于表头,缺少的部分为 NULL。"));
        }
    }

    private void Warn(TableHead head, long errorCells)
    {
        if (head.HeaderRow > 0)
        {
            Warnings.Add(new LocalizedText(
                $"{head.HeaderRow:N0} rows above the header were taken for titles and left out.", $"表头上方的 {head.HeaderRow:N0} 行被视为标题,未导入。"));
        }

        if (head.HeaderRows == 0)
        {
            Warnings.Add(new LocalizedText("The first row is data: the columns are numbered.", "首行是数据,没有表头,列名按序号生成。"));
        }

        if (errorCells > 0)
        {
            Warnings.Add(new LocalizedText($"{errorCells:N0} cells hold an error such as #DIV/0!; they are NULL.", $"有 {errorCells:N0} 个单元格是错误值(如 #DIV/0!),已作为 NULL。"));
        }

        foreach (var column in Columns.Where(static column => column.Typing.IsAmbiguousDate && column.Typing.Type is ColumnType.Date or ColumnType.Timestamp).Take(5))
        {
            Warnings.Add(new LocalizedText(
                $"The dates of “{column.Header}” could be month/day or day/month; they were read as month/day.",
                $"“{column.Header}”中的日期既可能是月/日也可能是日/月,已按月/日读取。"));
        }

        foreach (var column in Columns.Where(static column => column.Typing.IsPercent).Take(5))
        {
            Warnings.Add(new LocalizedText(
                $"The percentages of “{column.Header}” are stored as fractions: 12.5% is 0.125.", $"“{column.Header}”中的百分数以小数存储:12.5% 为 0.125。"));
        }
    }

    private static int LastFilled(HeadRow row) => Array.FindLastIndex(row.Cells, static cell => cell is not null) + 1;

    // How many rows have their last value in this column (Rows), or give this many cells (Given).
    private sealed class WidthCount
    {
        public long Rows;
        public long Given;
        public long First;
    }
}

/// <summary>A column of a table in a file.</summary>
/// <param name="Source">Its place in the file, from 0.</param>
/// <param name="Header">Its header, blank when it has none; untrusted text.</param>
/// <param name="Typing">Its type.</param>
internal sealed record SurveyedColumn(int Source, string Header, ColumnTyping Typing);
