using System.Diagnostics;

namespace Memori.Benchmarks;

/// <summary>Times of the same thing done many times, in milliseconds.</summary>
internal sealed record Timing(double Median, double P99, double Processor)
{
    /// <summary>Times each; the processor time is the mean, and tells what a busy machine hides.</summary>
    public static async Task<Timing> OfAsync<T>(IReadOnlyList<T> items, Func<T, Task> work)
    {
        var times = new List<double>(items.Count);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        foreach (var item in items)
        {
            var started = Stopwatch.GetTimestamp();
            await work(item);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / items.Count;
        times.Sort();
        return new Timing(times[times.Count / 2], times[times.Count * 99 / 100], processor);
    }

    public static async Task<double> OnceAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
