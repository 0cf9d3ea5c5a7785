using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Memori.DoorBenchmarks;

namespace Memori.StoreBenchmarks;

/// <summary>Chats with Claude (the emulator, which answers at once) for owners who have memories: recalled, sent, answered, observed and charged.</summary>
internal static class ChatLoad
{
    private const int WarmUps = 300;
    private const int Alone = 500;
    private const int Together = 2_000;
    private const int Callers = 16;

    public static async Task<Chats> RunAsync(string url, Uri emulator, int owners)
    {
        using var service = await ChildProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "Memori.StoreBenchmarks.dll"), "--serve", url, emulator.AbsoluteUri);
        using var client = new HttpClient { BaseAddress = service.Address };
        await ManyAsync(client, Callers, 0, WarmUps, owners);
        var alone = await ManyAsync(client, 1, WarmUps, Alone, owners);
        var before = await service.AskAsync();
        var started = Stopwatch.GetTimestamp();
        var together = await ManyAsync(client, Callers, WarmUps + Alone, Together, owners);
        var rate = Together / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var after = await service.AskAsync();
        return new Chats(Quantiles.Of(alone), Quantiles.Of(together), rate, (after.Processor - before.Processor) / 1000.0 / Together);
    }

    private static async Task<double[]> ManyAsync(HttpClient client, int callers, int first, int count, int owners)
    {
        var times = new double[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = callers }, async (i, token) =>
        {
            var started = Stopwatch.GetTimestamp();
            var user = Measurements.OwnerName((first + i) * 7919 % owners);
            using var answer = await client.PostAsJsonAsync("/api/ai/chat", Body(user, first + i), token);
            await answer.Content.ReadAsStringAsync(token);
            if (!answer.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"The chat of {user} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(token)}");
            }

            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        });
        return times;
    }

    private static JsonObject Body(string user, int number) => new()
    {
        ["user_id"] = user,
        ["session_id"] = $"chat-{number}",
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = $"What did we decide on matter {number % 97}, and what comes next?" }),
    };
}

/// <summary>Milliseconds of a chat alone and among others, chats a second, and the service's processor time of one.</summary>
internal sealed record Chats(Quantiles Alone, Quantiles Together, double ASecond, double Processor);
