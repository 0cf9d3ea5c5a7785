using System.Text.Json;
using System.Text.Json.Nodes;

namespace Memori.Claude.Emulator.Rules;

internal static class JsonReading
{
    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static long? Integer(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out long number) ? number : null;

    public static double? Number(this JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out double number) ? number : null;

    public static bool? Boolean(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;
}
