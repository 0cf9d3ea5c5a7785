using System.Text.Json.Nodes;

namespace Memori.Server.Tests.Clients;

/// <summary>What is told in one conversation is known in the next, and the client never sees how.</summary>
public sealed class ClientMemoryTests
{
    [Theory]
    [InlineData("anthropic.mjs", "Porto")]
    [InlineData("vercel.mjs", "cello")]
    [InlineData("sdk", "Turin")]
    public async Task A_fact_told_in_one_conversation_stands_in_the_newest_turn_of_another(string client, string fact)
    {
        await using var host = await ClientHost.StartAsync(Way.Memory);
        await RunAsync(client, host, "tell");
        await host.RestartAsync();
        var told = host.Emulator.Requests.Count;
        var seen = await RunAsync(client, host, "recall");

        var asked = host.Emulator.Requests.Skip(told).ToList();
        asked.Count.ShouldBe(2);
        var turn = asked[0].Body["messages"]!.AsArray().Single()!;
        ((string)turn["role"]!).ShouldBe("user");
        turn["content"]!.AsArray().Count(block => ((string)block!["text"]!).StartsWith("say: known.", StringComparison.Ordinal)).ShouldBe(1, "the person's own words stand as they were");
        turn["content"]!.AsArray().Select(block => (string)block!["text"]!).Single(text => !text.StartsWith("say: ", StringComparison.Ordinal)).ShouldContain(fact);
        asked.ShouldAllBe(request => request.Body["system"] == null);

        // The next turn stands behind the same words.
        WithoutMarks(asked[1].Body["messages"]![0]!).ShouldBe(WithoutMarks(turn));
        seen.ToJsonString().ShouldNotContain(fact);
    }

    private static async Task<JsonNode> RunAsync(string client, ClientHost host, string scenario)
    {
        if (client == "sdk")
        {
            return await SdkScenarios.All[scenario](host);
        }

        NodeClient.Require();
        return (await NodeClient.RunAsync(client, host, scenario))[scenario]!;
    }

    private static string WithoutMarks(JsonNode message)
    {
        var bare = message.DeepClone();
        foreach (var block in bare["content"]!.AsArray())
        {
            block!.AsObject().Remove("cache_control");
        }

        return bare.ToJsonString();
    }
}
