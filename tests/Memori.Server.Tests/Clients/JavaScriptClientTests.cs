using System.Text.Json.Nodes;

namespace Memori.Server.Tests.Clients;

/// <summary>The npm clients see the same through the door as when they ask the API itself.</summary>
public sealed class JavaScriptClientTests(ClientRuns runs) : IClassFixture<ClientRuns>
{
    private const string Official = "anthropic.mjs";
    private const string Vercel = "vercel.mjs";

    // What tells of the prompt's length, or hangs on the prompt: memories make it longer.
    private static readonly HashSet<string> OfThePrompt = new(StringComparer.OrdinalIgnoreCase)
    {
        "usage", "usages", "total", "totalUsage", "signature", "providerMetadata", "providerOptions", "input_tokens",
    };

    public static TheoryData<string, string> Scenarios
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var scenario in (string[])["message", "stream", "rawStream", "blocks", "tools", "toolRunner", "structured", "count", "conversation", "errors", "streamErrors", "retry", "abort", "tell", "recall"])
            {
                data.Add(Official, scenario);
            }

            foreach (var scenario in (string[])["message", "stream", "parts", "tools", "reasoning", "conversation", "object", "objectStream", "errors", "streamErrors", "retry", "tell", "recall"])
            {
                data.Add(Vercel, scenario);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task A_scenario_works_against_the_API(string script, string scenario) =>
        (await runs.ResultAsync(script, Way.Direct, scenario)).ToJsonString().ShouldNotContain("\"unexpected\"");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Without_memory_the_door_makes_no_difference(string script, string scenario) =>
        Lines(await runs.ResultAsync(script, Way.Door, scenario)).ShouldBe(Lines(await runs.ResultAsync(script, Way.Direct, scenario)));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task With_memory_only_the_length_of_the_prompt_differs(string script, string scenario) =>
        Lines(Plain(await runs.ResultAsync(script, Way.Memory, scenario))).ShouldBe(Lines(Plain(await runs.ResultAsync(script, Way.Direct, scenario))));

    /// <summary>A line for each value, so that a difference is seen at once.</summary>
    private static List<string> Lines(JsonNode? node) => [.. LinesOf(node, "")];

    private static IEnumerable<string> LinesOf(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => LinesOf(field.Value, $"{path}.{field.Key}")),
        JsonArray items => items.SelectMany((item, i) => LinesOf(item, $"{path}[{i}]")),
        _ => [$"{path} = {node?.ToJsonString() ?? "null"}"],
    };

    private static JsonNode? Plain(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                return new JsonObject(fields.Where(field => !OfThePrompt.Contains(field.Key)).Select(field => KeyValuePair.Create(field.Key, Plain(field.Value))));
            case JsonArray items:
                return new JsonArray([.. items.Select(Plain)]);
            default:
                return node?.DeepClone();
        }
    }
}
