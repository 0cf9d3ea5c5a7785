using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Memori.Claude.Emulator.Replies;

/// <summary>JSON as the API writes it: characters of several bytes stand as they are.</summary>
internal static partial class WireJson
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The relaxed encoder still escapes what lies beyond the basic plane.
    public static string Write(JsonNode node) => Escape.Replace(
        node.ToJsonString(Relaxed),
        match => match.Groups[1].Success ? $"{Unit(match.Groups[1])}{Unit(match.Groups[2])}" : match.Value);

    private static char Unit(Group hex) => (char)ushort.Parse(hex.ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\\(?:u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})|.)")]
    private static partial Regex Escape { get; }
}
