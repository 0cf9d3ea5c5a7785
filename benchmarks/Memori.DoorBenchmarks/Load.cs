using System.Diagnostics;

namespace Memori.DoorBenchmarks;

/// <summary>An open loop: requests are sent when their time has come, whatever became of those before.</summary>
internal static class Load
{
    public static async Task<LoadResult> RunAsync(HttpClient client, int rate, TimeSpan time, bool stream, string memory, int first)
    {
        var count = (int)(rate * time.TotalSeconds);
        var firstByte = new double[count];
        var end = new double[count];
        var failed = 0;
        var tasks = new Task[count];
        var clock = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        for (var sent = 0; sent < count;)
        {
            for (; sent < count && clock.Elapsed.TotalSeconds >= (double)sent / rate; sent++)
            {
                tasks[sent] = SendAsync(sent);
            }

            await tick.WaitForNextTickAsync();
        }

        await Task.WhenAll(tasks);
        return new LoadResult(Quantiles.Of(firstByte), Quantiles.Of(end), failed, count);

        async Task SendAsync(int index)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages") { Content = new ByteArrayContent(Requests.Body(first + index, stream)) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            request.Headers.Add("x-api-key", "benchmark");
            request.Headers.Add("anthropic-version", "2023-06-01");
            request.Headers.Add("X-User-Id", Requests.User(first + index));
            request.Headers.Add("X-Session-Id", Requests.Session(first + index));
            request.Headers.Add("X-Memori-Memory", memory);
            var begun = Stopwatch.GetTimestamp();
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            await using var body = await response.Content.ReadAsStreamAsync();
            var buffer = new byte[8192];
            var isFirst = true;
            while (await body.ReadAsync(buffer) > 0)
            {
                if (isFirst)
                {
                    firstByte[index] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                    isFirst = false;
                }
            }

            end[index] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            if (!response.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref failed);
            }
        }
    }
}

/// <summary>What a load took, in milliseconds.</summary>
internal sealed record LoadResult(Quantiles FirstByte, Quantiles End, int Failed, int Count);

/// <summary>Quantiles, in milliseconds.</summary>
internal readonly record struct Quantiles(double P50, double P99)
{
    public static Quantiles Of(double[] values)
    {
        var sorted = values.Order().ToArray();
        return new Quantiles(sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.99)]);
    }

    public static Quantiles operator -(Quantiles left, Quantiles right) => new(left.P50 - right.P50, left.P99 - right.P99);
}
