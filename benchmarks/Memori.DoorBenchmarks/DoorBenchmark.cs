using System.Globalization;
using System.Text;

namespace Memori.DoorBenchmarks;

/// <summary>
/// What the door adds: through it minus straight to the emulator behind it, at the same rate, one after the other. Emulator, door and load generator are three
/// processes on one machine.
/// </summary>
internal static class DoorBenchmark
{
    private static readonly string[] Modes = ["off", "on"];

    public static async Task<string> RunAsync(int[] rates, TimeSpan time)
    {
        var folder = AppContext.BaseDirectory;
        using var emulator = await ChildProcess.StartAsync(Path.Combine(folder, "Memori.Claude.Emulator.dll"), "--tokens-per-reply", "64");
        using var door = await ChildProcess.StartAsync(Path.Combine(folder, "Memori.DoorBenchmarks.dll"), "--serve", emulator.Address.AbsoluteUri);
        using var direct = Client(emulator.Address);
        using var through = Client(door.Address);
        var next = 0;
        foreach (var stream in (bool[])[false, true])
        {
            // Compiled and warm before anything is measured.
            await Load.RunAsync(direct, 200, TimeSpan.FromSeconds(3), stream, "on", next);
            await Load.RunAsync(through, 200, TimeSpan.FromSeconds(5), stream, "on", next);
            next += 1_000;
        }

        var rows = new StringBuilder();
        foreach (var stream in (bool[])[false, true])
        {
            foreach (var rate in rates)
            {
                var straight = await Load.RunAsync(direct, rate, time, stream, "on", next);
                foreach (var memory in Modes)
                {
                    var before = await QuietAsync(door);
                    var result = await Load.RunAsync(through, rate, time, stream, memory, next);
                    var after = await QuietAsync(door);
                    next += result.Count;
                    var row = Row(stream, rate, memory, straight, result, (after.Bytes - before.Bytes) / result.Count, (after.Processor - before.Processor) / result.Count);
                    Console.Error.Write(row);
                    rows.Append(row);
                }
            }
        }

        return
            $"""
            | answer | req/s | memory | direct p50 / p99 | through p50 / p99 | **added p50 / p99** | first byte: added p50 / p99 | allocated per request | processor time per request | failed |
            |---|---|---|---|---|---|---|---|---|---|
            {rows}
            """;
    }

    /// <summary>What the door took when it has done all that it put off, so that it is in the row to which it belongs.</summary>
    private static async Task<(long Bytes, long Processor)> QuietAsync(ChildProcess door)
    {
        var last = await door.AskAsync();
        for (var second = 0; second < 30; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            var now = await door.AskAsync();
            if (now.Processor - last.Processor < 50_000)
            {
                return now;
            }

            last = now;
        }

        return last;
    }

    private static string Row(bool stream, int rate, string memory, LoadResult direct, LoadResult through, long bytes, long processor) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {(stream ? "stream" : "whole")} | {rate} | {memory} | {Text(direct.End)} | {Text(through.End)} | **{Text(through.End - direct.End)}** | {Text(through.FirstByte - direct.FirstByte)} | {bytes / 1024.0:0.0} KiB | {processor} µs | {through.Failed + direct.Failed} |\n");

    private static string Text(Quantiles quantiles) => string.Create(CultureInfo.InvariantCulture, $"{quantiles.P50:0.00} / {quantiles.P99:0.00} ms");

    private static HttpClient Client(Uri address) => new(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = address };
}
