using System.Text.Json.Nodes;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;

namespace Memori.Server.Tests.Clients;

/// <summary>A coding agent's session: marked system blocks, tools, thinking, streams, parallel calls, and two names in <c>metadata.user_id</c>.</summary>
public sealed class CodingAgentTests
{
    private const string Script = "claude-code.mjs";
    private const string Account = "6f1f0a52-8c3e-4d7b-9a54-2f1f7c0f6a11";

    [Fact]
    public async Task Each_request_begins_as_the_one_before_and_tool_results_stand_alone()
    {
        NodeClient.Require();
        await using var host = await StartAsync(Way.Memory);
        await host.RememberAsync(Account, "This project uses PostgreSQL 15 as its database.", "My deploy target is a Raspberry Pi in the cellar.");
        var seen = await NodeClient.RunAsync(Script, host, "session");
        seen.ToJsonString().ShouldNotContain("\"unexpected\"");
        seen.ToJsonString().ShouldNotContain("Raspberry");

        var requests = host.Emulator.Requests.Select(request => request.Body["messages"]!.AsArray().Select(Bare).ToList()).ToList();
        requests.Count.ShouldBe(6);
        for (var i = 1; i < requests.Count; i++)
        {
            requests[i].Take(requests[i - 1].Count).ShouldBe(requests[i - 1], $"request {i}");
        }

        var turns = requests[^1];
        turns[0].ShouldContain("PostgreSQL 15");
        turns.Where(turn => turn.Contains("\"tool_result\"", StringComparison.Ordinal)).ShouldAllBe(turn => !turn.Contains("Raspberry", StringComparison.Ordinal) && !turn.Contains("\"text\"", StringComparison.Ordinal));
        turns.Count(turn => turn.Contains("Raspberry", StringComparison.Ordinal)).ShouldBeInRange(1, 2);
        foreach (var request in host.Emulator.Requests)
        {
            request.Query.ShouldBe("?beta=true");
            request.Headers["anthropic-beta"].ShouldContain("interleaved-thinking");
        }

        host.Emulator.Requests.Select(request => request.Body["system"]!.ToJsonString()).Distinct().Count().ShouldBe(1);
        host.Emulator.Requests.ShouldAllBe(request => !request.SystemText.Contains("PostgreSQL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_agent_sees_what_it_sees_without_the_door()
    {
        NodeClient.Require();
        var direct = await RunAsync(Way.Direct);
        Seen.Lines(await RunAsync(Way.Door)).ShouldBe(Seen.Lines(direct));
        var remembering = await RunAsync(Way.Memory);
        Seen.Lines(Seen.WithoutPrompt(remembering)).ShouldBe(Seen.Lines(Seen.WithoutPrompt(direct)));
        CacheReads(remembering).ShouldBeGreaterThanOrEqualTo(CacheReads(direct) * 97 / 100);
    }

    private static async Task<ClientHost> StartAsync(Way way)
    {
        var host = await ClientHost.StartAsync(way);
        host.Emulator.Respond(Answer);
        return host;
    }

    private static async Task<JsonNode> RunAsync(Way way)
    {
        await using var host = await StartAsync(way);
        if (way == Way.Memory)
        {
            await host.RememberAsync(Account, "This project uses PostgreSQL 15 as its database.", "My deploy target is a Raspberry Pi in the cellar.");
        }

        return await NodeClient.RunAsync(Script, host);
    }

    /// <summary>Thinks before it calls, and after the results; calls once for the first question, twice for the second.</summary>
    private static Reply Answer(EmulatedRequest request)
    {
        var last = request.Body["messages"]!.AsArray()[^1]!.ToJsonString();
        var reply = last.Contains("tool_result", StringComparison.Ordinal) ? Reply.Text("Done, as far as I can see.")
            : last.Contains("Which database", StringComparison.Ordinal) ? Calls(request, "cat appsettings.json")
            : last.Contains("two things", StringComparison.Ordinal) ? Calls(request, "date", "uptime")
            : Reply.Text("That is all.");
        return request.Body["thinking"] is null ? Reply.Text("A short answer.") : Reply.Thinking("One step after the other.", reply);
    }

    private static MessageReply Calls(EmulatedRequest request, params string[] commands) => new()
    {
        StopReason = "tool_use",
        Content =
        [
            new JsonObject { ["type"] = "text", ["text"] = "I look." },
            .. commands.Select((command, i) => new JsonObject
            {
                ["type"] = "tool_use", ["id"] = $"toolu_{request.Body["messages"]!.AsArray().Count}_{i}", ["name"] = "Bash", ["input"] = new JsonObject { ["command"] = command },
            }),
        ],
    };

    private static string Bare(JsonNode? message)
    {
        var bare = message!.DeepClone();
        foreach (var block in bare["content"]!.AsArray())
        {
            block!.AsObject().Remove("cache_control");
        }

        return bare.ToJsonString();
    }

    private static long CacheReads(JsonNode result) => result["session"]!["usages"]!.AsArray().Sum(usage => (long)usage!["cache_read_input_tokens"]!);
}
