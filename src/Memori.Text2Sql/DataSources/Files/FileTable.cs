namespace Memori.Text2Sql.DataSources.Files;

/// <summary>A table in a file: a CSV file has one, a workbook one in each sheet. Read as often as needed, a row at a time.</summary>
internal abstract class FileTable
{
    /// <summary>Its name as written; untrusted text.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Whether it is delimited text: the file's only table, whose rows say how many cells they have, and in which a text that begins like a formula may
    /// have an apostrophe before it (<see cref="Execution.Export.FormulaText"/>).
    /// </summary>
    public abstract bool IsDelimited { get; }

    /// <summary>Begins at the first row.</summary>
    public abstract RowReader Open(CancellationToken cancellationToken);
}

/// <summary>The rows of a table, one after the other; a cell is the text that a person would see, dates in ISO form. Not thread-safe.</summary>
internal abstract class RowReader : IDisposable
{
    /// <summary>Goes to the next row that has cells; false at the end.</summary>
    /// <exception cref="FileImportException">The file is damaged or beyond a limit.</exception>
    public abstract bool Read();

    /// <summary>How many cells the row has.</summary>
    public abstract int Width { get; }

    /// <summary>The line or row of the file, from 1, for messages.</summary>
    public abstract long Number { get; }

    /// <summary>The cells that are merged; known at the end.</summary>
    public virtual IReadOnlyList<MergedCells> Merges => [];

    /// <summary>How many cells held an error instead of a value; known at the end.</summary>
    public virtual long ErrorCells => 0;

    /// <summary>A cell, empty when it has no value. Valid until the next row is read.</summary>
    /// <param name="column">From 0, below <see cref="Width"/>.</param>
    public abstract ReadOnlySpan<char> this[int column] { get; }

    /// <summary>The cell, or nothing beyond the row's width.</summary>
    public ReadOnlySpan<char> CellOrEmpty(int column) => column < Width ? this[column] : [];

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>Cells shown as one.</summary>
/// <param name="Top">First row, as <see cref="RowReader.Number"/>.</param>
/// <param name="Bottom">Last row.</param>
/// <param name="Left">First column, from 0.</param>
/// <param name="Right">Last column.</param>
internal readonly record struct MergedCells(long Top, long Bottom, int Left, int Right);
