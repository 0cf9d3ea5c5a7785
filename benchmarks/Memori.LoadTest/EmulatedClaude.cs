using System.Text.Json.Nodes;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;

namespace Memori.LoadTest;

/// <summary>What stands for Claude: it thinks a while, answers, writes SQL where it is asked for, and knows what it has charged.</summary>
internal static class EmulatedClaude
{
    /// <summary>How long it takes until it begins to answer.</summary>
    public static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(250);

    private const string Said = "That report is made by the team that made the last one; next comes the figure of the third quarter. 下一步是第三季度的数据。";

    private const string Sql = "SELECT cities.region, COUNT(*) AS customers FROM customers JOIN cities ON cities.id = customers.city_id GROUP BY cities.region";

    public static async Task<MessagesEmulator> StartAsync(Tally tally)
    {
        var emulator = await MessagesEmulator.StartAsync(new EmulatorOptions { Latency = Latency });
        return emulator.Respond(request =>
        {
            // All four buckets, of a size that the length of the request alone decides.
            var usage = new EmulatedUsage { Input = 100 + (request.RawBytes.Length / 8), Output = 40, CacheWrite5m = 20, CacheRead = request.RawBytes.Length / 40 };
            tally.Charged(usage.Input + usage.Output + usage.CacheWrite5m + usage.CacheRead);
            return (request.Body["output_config"] is null ? Reply.Text(Said) : Reply.Json(Written())) with { Usage = usage };
        });
    }

    private static JsonObject Written() => new()
    {
        ["interpretation"] = "Customers by region.",
        ["output_columns"] = new JsonArray(),
        ["ambiguities"] = new JsonArray(),
        ["decision"] = "answer",
        ["joins"] = new JsonArray(),
        ["filters"] = new JsonArray(),
        ["assumptions"] = new JsonArray(),
        ["sql"] = Sql,
    };
}
