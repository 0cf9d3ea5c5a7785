using System.Globalization;
using Memori.Server;
using Memori.Server.Configuration;

namespace Memori.StoreBenchmarks;

/// <summary>The service in a process of its own, over a state that is there already. Prints its address; then, for every line that comes in, bytes allocated and microseconds of processor time so far.</summary>
internal static class ChatHost
{
    public static async Task RunAsync(string url, Uri upstream)
    {
        var data = Directory.CreateTempSubdirectory("memori-store-benchmark-");
        try
        {
            var settings = new MemoriSettings
            {
                DataDirectory = data.FullName,
                DatabaseUrl = url,
                AnthropicApiKey = "benchmark",
                AnthropicBaseUrl = upstream,
                DailyTokenLimit = long.MaxValue / 4,
                MaxConcurrentRequests = 64,
                RateLimitPerMinute = 0,
            };
            await using var app = MemoriServer.Build(settings, "http://127.0.0.1:0");
            await ServiceStartup.PrepareAsync(app.Services);
            await app.StartAsync();
            Console.WriteLine(app.Urls.Single());
            while (await Console.In.ReadLineAsync() is not null)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalAllocatedBytes(precise: true)} {Environment.CpuUsage.TotalTime.TotalMicroseconds:0}"));
            }

            await app.StopAsync();
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
