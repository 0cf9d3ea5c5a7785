using System.Text.Json;
using System.Text.Json.Serialization;

namespace Memori.Text2Sql.Schema.Annotations;

/// <summary>Enumerations as lower-case words; numbers are none.</summary>
public sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
