using System.Diagnostics;

namespace Memori.Benchmarks;

/// <summary>Times of many things, in milliseconds: of each the best of three rounds, since other work on the machine only ever adds.</summary>
internal sealed record Timing(double Median, double P99, double Processor)
{
    /// <summary>Times each, round after round; the processor time is the mean of all, and tells what a busy machine hides.</summary>
    public static async Task<Timing> OfAsync<T>(IReadOnlyList<T> items, Func<T, Task> work, int rounds = 3)
    {
        var times = new double[items.Count];
        Array.Fill(times, double.MaxValue);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < items.Count; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await work(items[i]);
                times[i] = Math.Min(times[i], Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        var processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / items.Count / rounds;
        Array.Sort(times);
        return new Timing(times[times.Length / 2], times[times.Length * 99 / 100], processor);
    }

    public static async Task<double> OnceAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
