namespace Memori.Text2Sql.DataSources.Files.Xlsx;

/// <summary>A cell's place in a sheet, as in <c>BC23</c>.</summary>
/// <param name="Row">From 1.</param>
/// <param name="Column">From 0.</param>
internal readonly record struct CellPlace(int Row, int Column)
{
    /// <summary>The most rows of a sheet.</summary>
    public const int MaxRows = 1_048_576;

    /// <summary>The most columns of a sheet.</summary>
    public const int MaxColumns = 16_384;

    /// <summary>Reads a place; false when no sheet has it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CellPlace place)
    {
        place = default;
        var (column, row, i) = (0, 0, 0);
        for (; i < text.Length && char.IsAsciiLetter(text[i]); i++)
        {
            column = (column * 26) + (text[i] | 0x20) - 'a' + 1;
            if (column > MaxColumns)
            {
                return false;
            }
        }

        if (column == 0 || i == text.Length)
        {
            return false;
        }

        for (; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]) || (row = (row * 10) + text[i] - '0') > MaxRows)
            {
                return false;
            }
        }

        place = new CellPlace(row, column - 1);
        return row > 0;
    }
}
