using System.Text.Json;
using System.Text.Json.Serialization;

namespace Memori.Storage;

/// <summary>Lists of texts as JSON: in a column, or as a parameter for <c>json_each</c>. Generated, so that the first one costs no reflection.</summary>
internal static class TextList
{
    public static string Write(IEnumerable<string> texts) => JsonSerializer.Serialize([.. texts], TextListJson.Default.StringArray);

    public static string[] Read(string json) => JsonSerializer.Deserialize(json, TextListJson.Default.StringArray)!;
}

/// <summary>How they are written.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class TextListJson : JsonSerializerContext;
