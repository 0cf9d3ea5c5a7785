using System.Diagnostics;
using System.Globalization;

namespace Memori.LoadTest;

/// <summary>How large the service is: what it occupies (RSS), and what a full collection of garbage leaves on its heap.</summary>
internal sealed class MemorySamples(ServiceProcess service, HttpClient client)
{
    /// <summary>How fast the heap may grow once it is warm, in MB a minute, before it is called growing: what 200 calls under way come and go with.</summary>
    public const double Flat = 1;

    /// <summary>How long a run has to be for a slope to mean something.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(3);

    private const string HeapMetric = "dotnet_gc_last_collection_heap_size_bytes";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly List<Sample> _samples = [];

    /// <summary>All samples of the process that runs now.</summary>
    public IReadOnlyList<Sample> All => _samples;

    /// <summary>The samples after the first third, when everything was there once.</summary>
    public IReadOnlyList<Sample> Warm => [.. _samples.Skip(_samples.Count / 3)];

    /// <summary>Samples until canceled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await FullCollection.RunAsync(service.Id);
                var metrics = await client.GetStringAsync("/metrics", CancellationToken.None);
                var heap = metrics.Split('\n').Where(line => line.StartsWith(HeapMetric, StringComparison.Ordinal)).Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
                _samples.Add(new Sample(Stopwatch.GetElapsedTime(begun).TotalMinutes, service.ResidentMegabytes, heap / 1024 / 1024));
            }
            catch (Exception failure) when (failure is HttpRequestException or InvalidOperationException or IOException or System.Net.Sockets.SocketException)
            {
                // It is being started again: another process, which begins small.
                _samples.Clear();
            }
        }
    }

    /// <summary>How fast it grows once it is warm, in MB a minute: the median of the slopes between all pairs (Theil–Sen), which single jumps don't move.</summary>
    public double Slope(Func<Sample, double> of)
    {
        var slopes = Warm.SelectMany((a, i) => Warm.Skip(i + 1).Select(b => (of(b) - of(a)) / (b.Minutes - a.Minutes))).Order().ToList();
        return slopes.Count == 0 ? 0 : slopes[slopes.Count / 2];
    }
}

/// <summary>One look at the service.</summary>
/// <param name="Minutes">When, in minutes from the beginning.</param>
/// <param name="Resident">What it occupies, in MB.</param>
/// <param name="Heap">What is left on its heap, in MB.</param>
internal sealed record Sample(double Minutes, double Resident, double Heap);
