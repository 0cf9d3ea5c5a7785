using System.Globalization;
using System.Text.Json;

namespace Memori.Text2Sql.Execution.Export;

/// <summary>Cells in JSON, so that no value is rounded on the way: whole numbers beyond ±2⁵³ travel as strings, bytes as Base64, times as ISO 8601.</summary>
public static class JsonCells
{
    // Beyond this a double, which is all that JavaScript has, is no longer exact.
    private const long MostExact = 1L << 53;

    /// <summary>Writes a row as an array.</summary>
    public static void WriteRow(Utf8JsonWriter writer, object?[] row)
    {
        writer.WriteStartArray();
        foreach (var cell in row)
        {
            Write(writer, cell);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, object? cell)
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
