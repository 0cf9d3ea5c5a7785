namespace Memori.Text2Sql.Execution.Export;

/// <summary>Writes the rows of a query as a file, row by row, in memory that does not grow with them.</summary>
public static class ResultWriter
{
    /// <summary>Writes all rows.</summary>
    /// <param name="rows">The rows; read to their end, not disposed.</param>
    /// <param name="format">The format.</param>
    /// <param name="output">Where to; only written forwards, not disposed.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <param name="cancellationToken">Cancels; <paramref name="output"/> is left incomplete.</param>
    /// <exception cref="QueryFailedException">The query failed on the way; <paramref name="output"/> is left incomplete.</exception>
    /// <exception cref="MemoriException"><c>export-too-wide</c>: a sheet can't have so many columns.</exception>
    public static async Task<ExportSummary> WriteAsync(QueryRows rows, ExportFormat format, Stream output, ExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ExportOptions();
        IRowWriter writer = format switch
        {
            ExportFormat.Csv => new CsvRowWriter(output, options),
            ExportFormat.Json => new JsonRowWriter(output, options),
            ExportFormat.JsonLines => new JsonLinesRowWriter(output, options),
            _ => new XlsxRowWriter(output),
        };
        await using var scope = writer.ConfigureAwait(false);
        await writer.BeginAsync(rows.Columns, cancellationToken).ConfigureAwait(false);
        var count = 0L;
        while (await rows.ReadAsync().ConfigureAwait(false))
        {
            await writer.WriteAsync(rows.Current, cancellationToken).ConfigureAwait(false);
            count++;
        }

        await writer.EndAsync(count, rows.Truncated, cancellationToken).ConfigureAwait(false);
        return new ExportSummary(count, rows.Truncated, writer.CutCells);
    }
}

/// <summary>What was written.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Truncated">Whether there were more than the limits allow.</param>
/// <param name="CutCells">How many texts were longer than a cell of a workbook can be (32,767 UTF-16 code units) and were cut.</param>
public sealed record ExportSummary(long Rows, bool Truncated, long CutCells);

/// <summary>Writes rows in one format.</summary>
internal interface IRowWriter : IAsyncDisposable
{
    long CutCells { get; }

    ValueTask BeginAsync(IReadOnlyList<ResultColumn> columns, CancellationToken cancellationToken);

    ValueTask WriteAsync(object?[] row, CancellationToken cancellationToken);

    ValueTask EndAsync(long rows, bool truncated, CancellationToken cancellationToken);
}
