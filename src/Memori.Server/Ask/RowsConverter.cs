using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Memori.Server.Ask;

/// <summary>Writes rows cell by cell, so that no value is rounded on the way.</summary>
public sealed class RowsConverter : JsonConverter<IReadOnlyList<object?[]>>
{
    // Beyond this a double, which is all that JavaScript has, is no longer exact.
    private const long MostExact = 1L << 53;

    /// <inheritdoc/>
    public override IReadOnlyList<object?[]> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Rows are written, never read.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<object?[]> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var row in value)
        {
            writer.WriteStartArray();
            foreach (var cell in row)
            {
                WriteCell(writer, cell);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteCell(Utf8JsonWriter writer, object? cell)
    {
        switch (cell)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool value:
                writer.WriteBooleanValue(value);
                break;
            case int value:
                writer.WriteNumberValue(value);
                break;
            case long value when value is >= -MostExact and <= MostExact:
                writer.WriteNumberValue(value);
                break;
            case double value when double.IsFinite(value):
                writer.WriteNumberValue(value);
                break;
            case decimal value:
                writer.WriteNumberValue(value);
                break;
            case byte[] value:
                writer.WriteBase64StringValue(value);
                break;
            default:
                writer.WriteStringValue(CellText.Of(cell, CultureInfo.InvariantCulture));
                break;
        }
    }
}
