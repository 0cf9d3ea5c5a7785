using System.Globalization;
using System.Text.Json;

namespace Memori.Text2Sql.Execution.Export;

/// <summary>Cells in JSON, so that no value is rounded on the way: whole numbers beyond ±2⁵³ travel as strings, bytes as Base64, times as ISO 8601.</summary>
public static class JsonCells
{
    // Beyond this a double, which is all that JavaScript has, is no longer exact.
    private const long MostExact = 1L << 53;

    /// <summary>A cell for readers that have no decimals, which get them as text; any other cell as it is.</summary>
    public static object? Exact(object? cell) => cell is decimal value ? value.ToString(CultureInfo.InvariantCulture) : cell;

    /// <summary>Writes a row as an array.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="row">The row.</param>
    /// <param name="exact">Whether decimals are text. Default false.</param>
    public static void WriteRow(Utf8JsonWriter writer, object?[] row, bool exact = false)
    {
        writer.WriteStartArray();
        foreach (var cell in row)
        {
            Write(writer, exact ? Exact(cell) : cell);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes the property <c>columns</c> with the names and types.</summary>
    internal static void WriteColumns(Utf8JsonWriter writer, IReadOnlyList<ResultColumn> columns)
    {
        writer.WriteStartArray("columns");
        foreach (var column in columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name", column.Name);
            writer.WriteString("type", column.Type);
            writer.WriteEndObject();
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
