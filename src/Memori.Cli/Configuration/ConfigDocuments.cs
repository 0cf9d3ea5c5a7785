using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Documents;
using Memori.Text;

namespace Memori.Cli.Configuration;

/// <summary>A finding about the settings, as JSON.</summary>
internal sealed record ConfigFindingDocument(string Severity, string Code, string? Name, string Text)
{
    public static ConfigFindingDocument From(SettingsFinding finding, Language language) =>
        new(finding.Severity == SettingsSeverity.Error ? "error" : "warning", finding.Code, finding.Name, finding.Text.In(language));
}

/// <summary>The settings in force, as JSON.</summary>
internal sealed record ConfigDocument(string? Profile, IReadOnlyList<SettingDocument> Settings, IReadOnlyList<ConfigFindingDocument> Findings);

/// <summary>What is wrong or doubtful, as JSON.</summary>
internal sealed record ConfigCheckDocument(string? Profile, bool Ok, IReadOnlyList<ConfigFindingDocument> Findings);

/// <summary>The files that were written, as JSON.</summary>
internal sealed record ConfigFilesDocument(IReadOnlyList<string> Files);

/// <summary>The JSON of these documents.</summary>
[JsonSerializable(typeof(ConfigDocument))]
[JsonSerializable(typeof(ConfigCheckDocument))]
[JsonSerializable(typeof(ConfigFilesDocument))]
internal sealed partial class ConfigJson : JsonSerializerContext
{
    public static ConfigJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
