using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Memori.Server.Tests.Clients;

/// <summary>What each script printed on each way: run once, looked at by many tests.</summary>
public sealed class ClientRuns : IAsyncLifetime
{
    /// <summary>What each user has stated before the run with memory.</summary>
    public const string Memory = "Always say which city and country you speak of, in plain words.";

    private readonly ConcurrentDictionary<(string Script, Way Way), Lazy<Task<JsonObject>>> _runs = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The result of one scenario.</summary>
    public async Task<JsonNode> ResultAsync(string script, Way way, string scenario)
    {
        NodeClient.Require();
        return (await _runs.GetOrAdd((script, way), static run => new Lazy<Task<JsonObject>>(() => RunAsync(run.Script, run.Way))).Value)[scenario]!;
    }

    private static async Task<JsonObject> RunAsync(string script, Way way)
    {
        await using var host = await ClientHost.StartAsync(way);
        if (way == Way.Memory)
        {
            // Every scenario is a user of its own, who has something to be remembered in every turn.
            foreach (var scenario in JavaScriptClientTests.Scenarios.Select(row => row.Data.Item2).Distinct())
            {
                await host.RememberAsync($"client-{scenario}", Memory);
            }
        }

        var result = await NodeClient.RunAsync(script, host);
        if (way == Way.Memory)
        {
            // All but those of the two scenarios that share a user who has stated nothing.
            host.Emulator.Requests.Count(request => request.RawBody.Contains(Memory, StringComparison.Ordinal)).ShouldBe(host.Emulator.Requests.Count - 3);
        }

        return result;
    }
}
