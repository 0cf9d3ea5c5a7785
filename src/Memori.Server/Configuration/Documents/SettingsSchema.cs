using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Server.Configuration.Table;

namespace Memori.Server.Configuration.Documents;

/// <summary>The settings as a JSON schema of a map of variables, such as <c>environment:</c> of a compose file or the data of a ConfigMap.</summary>
public static class SettingsSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The text of the schema. Variables that are not ours are allowed; a <c>MEMORI_</c> variable that is none is not.</summary>
    public static string Write()
    {
        var properties = new JsonObject();
        var files = new JsonArray();
        var needs = new JsonObject();
        foreach (var setting in SettingsTable.All)
        {
            properties[setting.Name] = Property(setting);
            files.Add(setting.FileName);
            if (setting.Needs.Count > 0)
            {
                needs[setting.Name] = new JsonObject
                {
                    ["allOf"] = new JsonArray([.. setting.Needs.Select(needed => new JsonObject { ["anyOf"] = new JsonArray(Required(needed), Required(needed + Setting.FileSuffix)) })]),
                };
            }
        }

        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Memori settings",
            ["description"] = "Environment variables of Memori. Any of them may be given as NAME__FILE, the path of a file with its value.",
            ["type"] = "object",
            ["properties"] = properties,
            ["propertyNames"] = new JsonObject
            {
                ["anyOf"] = new JsonArray(
                    new JsonObject { ["not"] = new JsonObject { ["pattern"] = "^MEMORI_" } },
                    new JsonObject { ["enum"] = new JsonArray([.. SettingsTable.All.Select(setting => JsonValue.Create(setting.Name)), Sources.SettingsSources.EnvFileVariable]) },
                    new JsonObject { ["enum"] = files }),
            },
            ["dependentSchemas"] = needs,
        };
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Property(Setting setting)
    {
        var schema = setting.Schema();
        schema["description"] = $"{setting.About.English} · {setting.About.Chinese}";
        if (setting.TextIn(new MemoriSettings()) is { } value)
        {
            schema["default"] = value;
        }

        if (setting.IsSecret)
        {
            schema["writeOnly"] = true;
        }

        return schema;
    }

    private static JsonObject Required(string name) => new() { ["required"] = new JsonArray(name) };
}
