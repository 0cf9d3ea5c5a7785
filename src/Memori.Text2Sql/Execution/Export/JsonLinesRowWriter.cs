using System.Text.Encodings.Web;
using System.Text.Json;

namespace Memori.Text2Sql.Execution.Export;

/// <summary>Writes a JSON value a line, so that a reader has the rows as they come.</summary>
internal sealed class JsonLinesRowWriter(Stream output, ExportOptions options) : IRowWriter
{
    private const int FlushAt = 1 << 15;

    private readonly MemoryStream _lines = new();

    // Lines of their own, never pasted into HTML: escaping Chinese would only make them unreadable.
    private readonly Utf8JsonWriter _writer = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <inheritdoc/>
    public long CutCells => 0;

    /// <inheritdoc/>
    public async ValueTask BeginAsync(IReadOnlyList<ResultColumn> columns, CancellationToken cancellationToken)
    {
        Write(writer =>
        {
            writer.WriteStartObject();
            JsonCells.WriteColumns(writer, columns);
            writer.WriteEndObject();
        });
        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(object?[] row, CancellationToken cancellationToken)
    {
        Write(writer => JsonCells.WriteRow(writer, row, options.ExactDecimals));
        return _lines.Length > FlushAt ? FlushAsync(cancellationToken) : ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(long rows, bool truncated, CancellationToken cancellationToken)
    {
        Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("row_count", rows);
            writer.WriteBoolean("truncated", truncated);
            writer.WriteEndObject();
        });
        return FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        return _writer.DisposeAsync();
    }

    private void Write(Action<Utf8JsonWriter> value)
    {
        _writer.Reset(_lines);
        value(_writer);
        _writer.Flush();
        _lines.WriteByte((byte)'\n');
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(_lines.GetBuffer().AsMemory(0, (int)_lines.Length), cancellationToken).ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        _lines.SetLength(0);
    }
}
