using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Schema;

/// <summary>A schema as it is stored: gzipped JSON.</summary>
internal static class SchemaJson
{
    /// <summary>Writes a schema.</summary>
    public static byte[] Write(DatabaseSchema schema)
    {
        using var buffer = new MemoryStream();
        using (var zip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(zip, new SchemaDocument(schema.Dialect.Name, schema.Tables, schema.Hash, schema.ShadowingFunctions), SchemaJsonContext.Default.SchemaDocument);
        }

        return buffer.ToArray();
    }

    /// <summary>Reads a schema, or null when it was written in another form.</summary>
    public static DatabaseSchema? Read(byte[] bytes)
    {
        try
        {
            using var zip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            return JsonSerializer.Deserialize(zip, SchemaJsonContext.Default.SchemaDocument) is { } document && SqlDialect.Find(document.Dialect) is { } dialect
                ? new DatabaseSchema
                {
                    Dialect = dialect,
                    Tables = document.Tables,
                    Hash = document.Hash,
                    ShadowingFunctions = document.ShadowingFunctions ?? [],
                }
                : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidDataException)
        {
            return null;
        }
    }
}

internal sealed record SchemaDocument(string Dialect, IReadOnlyList<TableSchema> Tables, string Hash, IReadOnlyList<string>? ShadowingFunctions);

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SchemaDocument))]
internal sealed partial class SchemaJsonContext : JsonSerializerContext;
