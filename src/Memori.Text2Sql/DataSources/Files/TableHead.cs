using System.Globalization;

namespace Memori.Text2Sql.DataSources.Files;

/// <summary>The first rows of a table.</summary>
/// <param name="Number">The row's number in the file.</param>
/// <param name="Cells">Its cells; null where there is no value.</param>
internal sealed record HeadRow(long Number, string?[] Cells)
{
    /// <summary>How many cells have a value.</summary>
    public int Filled { get; } = Cells.Count(static cell => cell is not null);

    /// <summary>The cell, or null.</summary>
    public string? Cell(int column) => column < Cells.Length ? Cells[column] : null;
}

/// <summary>Where a table's names are: which of the first rows are titles above it, which its header.</summary>
/// <param name="HeaderRow">The index of the first header row in the head; the first row of data when there is no header.</param>
/// <param name="HeaderRows">How many rows the header has: 0, 1, or more where merged cells make groups of columns.</param>
internal sealed record TableHead(int HeaderRow, int HeaderRows)
{
    private const int MaxHeaderRows = 4;

    /// <summary>The index of the first row of data.</summary>
    public int FirstData => HeaderRow + HeaderRows;

    /// <summary>Finds the header.</summary>
    /// <param name="rows">The first rows, at least one.</param>
    /// <param name="merges">The merged cells.</param>
    public static TableHead Find(IReadOnlyList<HeadRow> rows, IReadOnlyList<MergedCells> merges)
    {
        // What most rows have: one row with too many cells must not make titles of all others.
        var width = rows.GroupBy(static row => row.Filled).OrderByDescending(static group => group.Count()).ThenByDescending(static group => group.Key).First().Key;
        var start = 0;
        while (start < rows.Count - 1 && IsTitle(rows[start], width, merges))
        {
            start++;
        }

        // A title stands above a header; where none follows, what looked like a title was part of the table.
        start = IsTitle(rows[start], width, merges) || !IsHeader(rows[start]) ? 0 : start;
        return IsHeader(rows[start]) ? new TableHead(start, Height(rows, start, merges)) : new TableHead(start, 0);
    }

    /// <summary>The header of a column: the texts of all header rows that stand above it, a merged cell above each of its columns.</summary>
    public string HeaderOf(int column, IReadOnlyList<HeadRow> rows, IReadOnlyList<MergedCells> merges)
    {
        List<string> parts = [];
        for (var i = HeaderRow; i < FirstData; i++)
        {
            var row = rows[i];
            var text = row.Cell(column);
            if (text is null && HeaderRows > 1)
            {
                var group = merges.FirstOrDefault(merge => merge.Top <= row.Number && row.Number <= merge.Bottom && merge.Left < column && column <= merge.Right);
                text = group.Right > group.Left ? row.Cell(group.Left) : null;
            }

            if (text is not null)
            {
                parts.Add(text.Trim());
            }
        }

        return string.Join(' ', parts);
    }

    // A line above a table says something about all of it: far fewer cells than the table has columns, or one merged across.
    private static bool IsTitle(HeadRow row, int width, IReadOnlyList<MergedCells> merges) =>
        width > 1
        && (row.Filled * 2 < width || (row.Filled == 1 && (row.Cells.Length == 1 || merges.Any(merge => merge.Top == row.Number && merge.Right - merge.Left + 1 >= width))));

    // Names are texts. A first cell that is a number or a date is data; other numbers may be names (the years of a pivot table), if they are not most of the row.
    private static bool IsHeader(HeadRow row)
    {
        var cells = row.Cells.Where(static cell => cell is not null).ToArray();
        return cells.Length > 0 && !ColumnTyping.LooksLikeData(cells[0]) && (cells.Length == 2 || cells.Skip(1).Count(cell => ColumnTyping.LooksLikeData(cell) && !IsYear(cell!)) * 2 < cells.Length);
    }

    private static bool IsYear(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1900 and <= 2100;

    private static int Height(IReadOnlyList<HeadRow> rows, int start, IReadOnlyList<MergedCells> merges)
    {
        var height = 1;
        for (var i = start; i < start + height; i++)
        {
            foreach (var merge in merges.Where(merge => merge.Top == rows[i].Number))
            {
                // A cell across several columns is the name of a group: the names of its columns are below it.
                var bottom = merge.Bottom + (merge.Right > merge.Left ? 1 : 0);
                height = Math.Max(height, (int)Math.Min(MaxHeaderRows, bottom - rows[start].Number + 1));
            }

            height = Math.Min(height, rows.Count - start);
        }

        // A row of data is no header, whatever was merged above it.
        while (height > 1 && !IsNames(rows[start + height - 1]))
        {
            height--;
        }

        return height;
    }

    private static bool IsNames(HeadRow row) => row.Cells.Where(static cell => cell is not null).All(static cell => !ColumnTyping.LooksLikeData(cell) || IsYear(cell!));
}
