namespace Memori.Server.Tests.Clients;

/// <summary>The npm clients see the same through the door as when they ask the API itself.</summary>
public sealed class JavaScriptClientTests(ClientRuns runs) : IClassFixture<ClientRuns>
{
    private const string Official = "anthropic.mjs";
    private const string Vercel = "vercel.mjs";

    public static TheoryData<string, string> Scenarios
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var scenario in (string[])["message", "stream", "rawStream", "shapes", "parallel", "large", "blocks", "tools", "toolRunner", "structured", "count", "conversation", "errors", "streamErrors", "retry", "abort", "tell", "recall"])
            {
                data.Add(Official, scenario);
            }

            foreach (var scenario in (string[])["message", "stream", "shapes", "cached", "parts", "tools", "reasoning", "conversation", "object", "objectStream", "errors", "streamErrors", "retry", "tell", "recall"])
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
        Seen.Lines(await runs.ResultAsync(script, Way.Door, scenario)).ShouldBe(Seen.Lines(await runs.ResultAsync(script, Way.Direct, scenario)));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task With_memory_only_the_length_of_the_prompt_differs(string script, string scenario) =>
        Seen.Lines(Seen.WithoutPrompt(await runs.ResultAsync(script, Way.Memory, scenario))).ShouldBe(Seen.Lines(Seen.WithoutPrompt(await runs.ResultAsync(script, Way.Direct, scenario))));
}
