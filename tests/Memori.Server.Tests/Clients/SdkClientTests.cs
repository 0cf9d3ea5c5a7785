using System.Text.Json.Nodes;

namespace Memori.Server.Tests.Clients;

/// <summary>The C# SDK and its <c>IChatClient</c> see the same through the door as when they ask the API itself.</summary>
public sealed class SdkClientTests
{
    [Fact]
    public async Task Every_scenario_works_against_the_API()
    {
        foreach (var (scenario, result) in await RunAsync(Way.Direct))
        {
            result!.ToJsonString().ShouldNotContain("\"unexpected\"", customMessage: scenario);
        }
    }

    [Fact]
    public async Task Without_memory_the_door_makes_no_difference() =>
        Seen.Lines(await RunAsync(Way.Door)).ShouldBe(Seen.Lines(await RunAsync(Way.Direct)));

    [Fact]
    public async Task With_memory_only_the_length_of_the_prompt_differs() =>
        Seen.Lines(Seen.WithoutPrompt(await RunAsync(Way.Memory))).ShouldBe(Seen.Lines(Seen.WithoutPrompt(await RunAsync(Way.Direct))));

    private static async Task<JsonObject> RunAsync(Way way)
    {
        await using var host = await ClientHost.StartAsync(way);
        var results = new JsonObject();
        foreach (var (name, scenario) in SdkScenarios.All)
        {
            results[name] = await scenario(host);
        }

        return results;
    }
}
