using System.Globalization;
using Memori.Server;
using Memori.Server.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.DoorBenchmarks;

/// <summary>The door in its own process, as it is served, with owners of 1,000 memories. Prints its address; then, for every line that comes in, the bytes that it allocated and the microseconds of processor time that it took so far.</summary>
internal static class DoorHost
{
    public static async Task RunAsync(Uri upstream)
    {
        var data = Directory.CreateTempSubdirectory("memori-door-benchmark-");
        try
        {
            var settings = new MemoriSettings
            {
                DataDirectory = data.FullName,
                AnthropicApiKey = "benchmark",
                AnthropicBaseUrl = upstream,
                DailyTokenLimit = long.MaxValue / 4,
            };
            await using var app = MemoriServer.Build(settings, "http://127.0.0.1:0");
            await ServiceStartup.PrepareAsync(app.Services);
            await RememberAsync(app.Services.GetRequiredService<MemoryEngine>());
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

    public static async Task RememberAsync(MemoryEngine engine)
    {
        for (var owner = 0; owner < Requests.Owners; owner++)
        {
            var scope = Scope.Create(Requests.User(owner));
            for (var i = 0; i < 1_000; i += 250)
            {
                await Task.WhenAll(Enumerable.Range(i, 250).Select(n => engine.RememberAsync(
                    scope, new NewMemory { Kind = MemoryKind.Fact, Mode = MemoryMode.Auto, Importance = 0.8, Content = Requests.Memory(n) })));
            }
        }
    }
}
