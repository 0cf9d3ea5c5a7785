using System.Text.Json;
using System.Text.Json.Serialization;
using Memori.Text2Sql.Execution.Export;

namespace Memori.Server.Ask;

/// <summary>Writes rows cell by cell, so that no value is rounded on the way. They are never read.</summary>
public sealed class RowsConverter : JsonConverter<IReadOnlyList<object?[]>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<object?[]> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // What is kept of an answer has no rows.
        reader.Skip();
        return [];
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<object?[]> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var row in value)
        {
            JsonCells.WriteRow(writer, row);
        }

        writer.WriteEndArray();
    }
}
