using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Memori.Text2Sql.DataSources.Credentials;

namespace Memori.Cli.DataSources;

/// <summary>A script that makes a role.</summary>
/// <param name="Role">The role.</param>
/// <param name="Sql">The script.</param>
internal sealed record RoleScriptDocument(string Role, string Sql);

/// <summary>The JSON of what only the command line has.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RoleScriptDocument))]
[JsonSerializable(typeof(KeyRotation))]
internal sealed partial class SourceJson : JsonSerializerContext
{
    public static SourceJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
