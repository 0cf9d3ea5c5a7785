using System.Globalization;
using Memori.Server;
using Memori.Server.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.DoorBenchmarks;

/// <summary>The door in its own process, as it is served, with an owner of 1,000 memories. Prints its address; then, for every line that comes in, the bytes that it allocated so far.</summary>
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
                Console.WriteLine(GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture));
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
        var scope = Scope.Create(Requests.User);
        for (var i = 0; i < 1_000; i += 100)
        {
            await Task.WhenAll(Enumerable.Range(i, 100).Select(n => engine.RememberAsync(
                scope, new NewMemory { Kind = MemoryKind.Fact, Mode = MemoryMode.Auto, Importance = 0.8, Content = Requests.Memory(n) })));
        }
    }
}
