using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Memori.Server.Errors;

/// <summary>A field that a body must have must have a value too.</summary>
internal static class RequiredFields
{
    /// <summary>Has the reader refuse <c>null</c> in the required fields of a type; others take it for "not given".</summary>
    public static void RefuseNull(JsonTypeInfo type)
    {
        // By what was read: the reader asks whether null may be set only where it sets, not where it initialises.
        var required = type.Properties.Where(static field => field is { IsRequired: true, PropertyType.IsValueType: false, Get: not null }).ToArray();
        if (required.Length > 0)
        {
            type.OnDeserialized = read =>
            {
                if (Array.Find(required, field => field.Get!(read) is null) is { } missing)
                {
                    throw new JsonException("It is null.", $"$.{missing.Name}", null, null);
                }
            };
        }
    }
}
