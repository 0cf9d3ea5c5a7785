using System.Text.Encodings.Web;
using System.Text.Json;

namespace Memori.Text2Sql.Execution.Export;

/// <summary>Writes one JSON document.</summary>
internal sealed class JsonRowWriter(Stream output, ExportOptions options) : IRowWriter
{
    private const int FlushAt = 1 << 16;

    // A document of its own, never pasted into HTML: escaping Chinese would only make it unreadable.
    private readonly Utf8JsonWriter _writer = new(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <inheritdoc/>
    public long CutCells => 0;

    /// <inheritdoc/>
    public ValueTask BeginAsync(IReadOnlyList<ResultColumn> columns, CancellationToken cancellationToken)
    {
        _writer.WriteStartObject();
        JsonCells.WriteColumns(_writer, columns);
        _writer.WriteStartArray("rows");
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(object?[] row, CancellationToken cancellationToken)
    {
        JsonCells.WriteRow(_writer, row, options.ExactDecimals);
        if (_writer.BytesPending > FlushAt)
        {
            await _writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask EndAsync(long rows, bool truncated, CancellationToken cancellationToken)
    {
        _writer.WriteEndArray();
        _writer.WriteNumber("row_count", rows);
        _writer.WriteBoolean("truncated", truncated);
        _writer.WriteEndObject();
        await _writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        // Nothing more reaches the output after a failure; after the end there is nothing more.
        _writer.Reset(Stream.Null);
        return _writer.DisposeAsync();
    }
}
