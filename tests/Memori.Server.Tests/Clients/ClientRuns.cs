using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Memori.Server.Tests.Clients;

/// <summary>What each script printed on each way: run once, looked at by many tests.</summary>
public sealed class ClientRuns : IAsyncLifetime
{
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
        return await NodeClient.RunAsync(script, host);
    }
}
