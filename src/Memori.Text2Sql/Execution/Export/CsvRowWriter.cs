using System.Buffers;
using System.Globalization;
using System.Text;

namespace Memori.Text2Sql.Execution.Export;

/// <summary>Writes CSV: UTF-8, commas, CR LF, quotes where needed (RFC 4180). NULL is nothing, an empty text is <c>""</c>.</summary>
internal sealed class CsvRowWriter(Stream output, ExportOptions options) : IRowWriter
{
    private const int FlushAt = 1 << 15;

    private static readonly SearchValues<char> s_quoted = SearchValues.Create(",\"\r\n;\t|");

    private readonly StreamWriter _writer = new(output, new UTF8Encoding(options.ByteOrderMark), 1 << 16, leaveOpen: true) { AutoFlush = false };
    private readonly StringBuilder _line = new();

    /// <inheritdoc/>
    public long CutCells => 0;

    /// <inheritdoc/>
    public ValueTask BeginAsync(IReadOnlyList<ResultColumn> columns, CancellationToken cancellationToken) =>
        WriteAsync([.. columns.Select(static column => column.Name)], cancellationToken);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(object?[] row, CancellationToken cancellationToken)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (i > 0)
            {
                _line.Append(',');
            }

            Append(row[i]);
        }

        if (row is [null])
        {
            // An empty line would be no row.
            _line.Append("\"\"");
        }

        _line.Append("\r\n");
        if (_line.Length > FlushAt)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask EndAsync(long rows, bool truncated, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        await _writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        // The writer is flushed at the end alone: what was not written to the end must not look as if it were.
        _line.Clear();
        return ValueTask.CompletedTask;
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var chunk in _line.GetChunks())
        {
            await _writer.WriteAsync(chunk, cancellationToken).ConfigureAwait(false);
        }

        _line.Clear();
    }

    private void Append(object? cell)
    {
        switch (cell)
        {
            case null:
                break;
            case string text:
                AppendText(FormulaText.Neutralise(text));
                break;
            case long or double or decimal or int:
                _line.Append(CultureInfo.InvariantCulture, $"{cell}");
                break;
            default:
                AppendText(CellText.Of(cell, CultureInfo.InvariantCulture));
                break;
        }
    }

    private void AppendText(string text)
    {
        // Blanks at the ends are kept by quotes; other delimiters are quoted so that no reader takes them for its own.
        if (text.Length > 0 && text.AsSpan().IndexOfAny(s_quoted) < 0 && text[0] != ' ' && text[^1] != ' ')
        {
            _line.Append(text);
            return;
        }

        _line.Append('"').Append(text).Replace("\"", "\"\"", _line.Length - text.Length, text.Length).Append('"');
    }
}
