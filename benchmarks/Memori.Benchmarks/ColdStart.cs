using System.Diagnostics;
using System.Globalization;
using Memori.Recall;
using Memori.Sqlite;

namespace Memori.Benchmarks;

/// <summary>The first recall of a process that has just begun: the benchmark runs itself again, once for each time it measures.</summary>
internal static class ColdStart
{
    /// <summary>Told to the new process: what to do, and on which file.</summary>
    public const string Option = "--cold";

    /// <summary>Told to the new process: to warm up before it recalls.</summary>
    public const string WarmUp = "--warm-up";

    private static readonly string Question = "What did we say about the harbour and the winter market on Monday?";

    /// <summary>In the new process: opens the file and an engine, then times recalls; prints milliseconds for opening, warming up (or not), the first recall, its processor time, and the second recall.</summary>
    public static async Task RunAsync(string path, bool warmsUp)
    {
        var started = Stopwatch.GetTimestamp();
        await using var database = await SqliteDatabase.OpenAsync(path, TimeProvider.System);
        await using var engine = new MemoryEngine(new SqliteMemoryStore(database), TimeProvider.System);
        var opened = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var warming = warmsUp ? await Timing.OnceAsync(() => engine.WarmUpAsync()) : 0;
        var before = Environment.CpuUsage.TotalTime;
        var first = await Timing.OnceAsync(AskAsync);
        var processor = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        var second = await Timing.OnceAsync(AskAsync);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{opened:0.00} {warming:0.00} {first:0.00} {processor:0.00} {second:0.00}"));

        Task AskAsync() => engine.RecallAsync(Scope.Create("ann"), new RecallRequest { Query = Question });
    }

    /// <summary>Milliseconds, each in a fresh process: the median by first recall of <paramref name="times"/>.</summary>
    public static async Task<ColdTimes> MeasureAsync(string path, int times, bool warmsUp)
    {
        var results = new List<ColdTimes>();
        for (var i = 0; i < times; i++)
        {
            using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Option, path, .. warmsUp ? [WarmUp] : Array.Empty<string>()]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var figures = (await process.StandardOutput.ReadToEndAsync()).Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
            await process.WaitForExitAsync();
            results.Add(new ColdTimes(figures[0], figures[1], figures[2], figures[3]));
        }

        results.Sort((left, right) => left.First.CompareTo(right.First));
        return results[times / 2];
    }
}

/// <summary>Milliseconds in a fresh process.</summary>
internal sealed record ColdTimes(double Opening, double WarmUp, double First, double Processor);
